import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Arrivals } from './arrivals.js';
import { Tricks } from './tricks.js';

/** What a recipient can do to the next webhook. */
export const HOOK_TRICKS = ['slow', 'error-500', 'dead', 'garbage-200', 'reset-after-body'] as const;
export type HookTrick = (typeof HOOK_TRICKS)[number];

const COPIES = '/kopio';

export interface LyingRecipient {
  /** Where webhooks go, and where copies of people who move on. */
  readonly hookUrl: string;
  readonly copyUrl: string;
  readonly tricks: Tricks<HookTrick>;
  stop(): Promise<void>;
}

/** Takes webhooks and copies with 200, but for its tricks. */
export async function lyingRecipient(arrivals: Arrivals, tricks: Tricks<HookTrick>): Promise<LyingRecipient> {
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    const trick = tricks.play(id);
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    if (trick === 'dead') return void request.socket.resetAndDestroy();
    request.resume();
    request.on('end', () => {
      if (trick === 'error-500') return void response.writeHead(500).end();
      arrivals.note(request.url === COPIES ? 'copy' : 'webhook', id, trick === 'reset-after-body');
      if (trick === 'reset-after-body') return void request.socket.resetAndDestroy();
      const answer = () =>
        response.writeHead(200).end(trick === 'garbage-200' ? '\u0000<?}'.repeat(5000) : '');
      setTimeout(answer, trick === 'slow' ? 1500 : 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    hookUrl: `${origin}/koukku`,
    copyUrl: origin + COPIES,
    tricks,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

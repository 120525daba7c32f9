import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Arrivals } from './arrivals.js';

/** What a recipient can do to the next webhook. */
export const HOOK_TRICKS = ['slow', 'error-500', 'dead', 'garbage-200', 'reset-after-body'] as const;
export type HookTrick = (typeof HOOK_TRICKS)[number];

export interface LyingRecipient {
  readonly url: string;
  readonly tricks: HookTrick[];
  stop(): Promise<void>;
}

/** Takes webhooks with 204, except where it was told to play a trick. */
export async function lyingRecipient(
  arrivals: Arrivals,
  played: (trick: HookTrick) => void,
): Promise<LyingRecipient> {
  const tricks: HookTrick[] = [];
  const server = createServer((request, response) => {
    const trick = tricks.shift();
    if (trick) played(trick);
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    if (trick === 'dead') return void request.socket.resetAndDestroy();
    request.resume();
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      if (trick === 'error-500') return void response.writeHead(500).end();
      arrivals.note('webhook', id, trick === 'reset-after-body');
      if (trick === 'reset-after-body') return void request.socket.resetAndDestroy();
      const answer = () =>
        response.writeHead(200).end(trick === 'garbage-200' ? '\u0000<?}'.repeat(5000) : '');
      setTimeout(answer, trick === 'slow' ? 1500 : 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/koukku`,
    tricks,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { isSigned } from '../../test/support/webhook-receiver.js';
import { textPart } from '../answers/package-part.js';
import { handOver, type HandingOver } from './handing-over.js';

const PIECE = 'x'.repeat(64 * 1024);
const file = textPart('KON-1-portability.zip', 'application/zip', () =>
  Array.from({ length: 16 }, () => PIECE),
);
const servers: Server[] = [];

async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/siirto`;
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const to = (url: string, also: Partial<HandingOver> = {}): HandingOver => ({
  url,
  id: 'transmission-1',
  at: new Date('2026-11-20T07:00:00Z'),
  key: undefined,
  loopbackAllowed: true,
  patience: { idleMs: 300, totalMs: 5000 },
  ...also,
});
const refusal = (handing: Promise<void>) =>
  handing.then(
    () => 'taken',
    (error: { reason: string }) => error.reason,
  );

describe('handing a copy to another controller', () => {
  it('sends it whole, signed where both know a secret, with its length and sum', async () => {
    const got: { body: string; headers: Record<string, unknown> }[] = [];
    const url = await receiver((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        got.push({ body, headers: request.headers });
        response.writeHead(202).end();
      });
    });
    const secret = `whsec_${Buffer.from('salaisuus').toString('base64')}`;
    await handOver(file, to(url, { key: Buffer.from('salaisuus') }));
    const [{ body, headers }] = got as [(typeof got)[number]];
    expect(body).toBe(PIECE.repeat(16));
    expect(isSigned({ body, headers: headers as never }, secret)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(16 * PIECE.length),
      'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
      'webhook-id': 'transmission-1',
    });
    await handOver(file, to(url));
    expect(got[1]!.headers).not.toHaveProperty('webhook-signature');
  });

  it('takes any answer of success as taken, and reads no more of it', async () => {
    const url = await receiver((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'text/html' });
        const endless = setInterval(() => response.write('<p>'.repeat(10_000)), 5);
        response.on('close', () => clearInterval(endless)).on('error', () => undefined);
      });
    });
    expect(await refusal(handOver(file, to(url)))).toBe('taken');
  });

  it.each([
    ['an error', 500, {}, 'STATUS_500'],
    ['a redirect, which nobody follows', 302, { location: 'http://169.254.169.254/' }, 'STATUS_302'],
  ] as const)('is not done by %s', async (_, status, headers, reason) => {
    const url = await receiver((request, response) => {
      request.resume().on('end', () => response.writeHead(status, headers).end());
    });
    expect(await refusal(handOver(file, to(url)))).toBe(reason);
  });

  it('waits neither for one that never answers nor for one that hangs up', async () => {
    const silent = await receiver((request) => void request.resume());
    expect(await refusal(handOver(file, to(silent)))).toBe('TIMEOUT');
    const rude = await receiver((request) => void request.destroy());
    expect(await refusal(handOver(file, to(rude)))).toBe('NOT_REACHED');
  });

  it('goes to no address of a private network, and to this machine only where the house is tried out', async () => {
    expect(await refusal(handOver(file, to('https://10.0.0.1/')))).toBe('ADDRESS_NOT_PUBLIC');
    expect(await refusal(handOver(file, to('http://127.0.0.1:9/', { loopbackAllowed: false })))).toBe(
      'ADDRESS_NOT_PUBLIC',
    );
  });
});

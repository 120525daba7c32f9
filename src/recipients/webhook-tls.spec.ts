import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { type Certified, newAuthority, selfSigned } from '../../test/support/certificates.js';
import { post } from './webhook-post.js';

const HOST = 'vastaanottaja.example';
const authority = newAuthority('Kokeen varmentaja');
const stranger = newAuthority('Joku muu');

interface Visit {
  readonly host: string | undefined;
  readonly servername: unknown;
  readonly address: string | undefined;
  readonly body: string;
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function startTlsReceiver({ cert, key }: Certified) {
  const visits: Visit[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const socket = request.socket as TLSSocket & { servername?: unknown };
      const { host } = request.headers;
      visits.push({ host, servername: socket.servername, address: socket.localAddress, body });
      response.writeHead(204).end();
    });
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { visits, port: (server.address() as AddressInfo).port };
}

/** The name resolves to this machine in the test alone: it exists nowhere else, so nothing can resolve it again. */
const deliver = (port: number, ca?: string, host = HOST) =>
  post(new URL(`https://${host}:${port}/koukku`), {}, '{"a":"ä"}', {
    loopbackAllowed: true,
    look: () => Promise.resolve([{ address: '127.0.0.1' }]),
    ...(ca === undefined ? {} : { ca }),
  });

describe('a webhook over TLS', () => {
  it('reaches the address that was checked, under the name of the URL, where the chain is trusted', async () => {
    const { port, visits } = await startTlsReceiver(authority.certify(HOST));
    expect(await deliver(port, authority.cert)).toBe(204);
    expect(visits).toEqual([
      { host: `${HOST}:${port}`, servername: HOST, address: '127.0.0.1', body: '{"a":"ä"}' },
    ]);
  });

  it.each<[string, Certified, string | undefined, string]>([
    ['is for another name', authority.certify('toinen.example'), authority.cert, HOST],
    ['is for another name than the URL asks', authority.certify(HOST), authority.cert, `muu.${HOST}`],
    ['comes from another authority', stranger.certify(HOST), authority.cert, HOST],
    ['comes from an authority that Node does not know', authority.certify(HOST), undefined, HOST],
    ['vouches for itself', selfSigned(HOST), undefined, HOST],
    ['vouches for itself under the name of a trusted one', selfSigned(HOST), authority.cert, HOST],
  ])('tells nothing to a server whose certificate %s', async (_, certified, ca, host) => {
    const { port, visits } = await startTlsReceiver(certified);
    await expect(deliver(port, ca, host)).rejects.toMatchObject({ reason: 'NOT_REACHED' });
    expect(visits).toEqual([]);
  });
});

import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPortFree, freePort, portToListen } from './free-port.js';

let listener: Server;
let taken: number;
beforeEach(async () => {
  listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  taken = (listener.address() as AddressInfo).port;
});
afterEach(() => void listener.close());

describe('ports', () => {
  it('can be listened on when they are said to be free', async () => {
    const port = await freePort();
    await assertPortFree(port);
    expect(port).not.toBe(taken);
  });

  it('in use are named', async () => {
    await expect(assertPortFree(taken)).rejects.toThrow(`Port ${taken} is in use`);
    await expect(portToListen(taken, await freePort())).rejects.toThrow(`Port ${taken} is in use`);
  });

  it('that nobody asked for give way to another', async () => {
    const usual = await freePort();
    expect(await portToListen(undefined, usual)).toBe(usual);
    const other = await portToListen(undefined, taken);
    expect(other).not.toBe(taken);
    await assertPortFree(other);
  });
});

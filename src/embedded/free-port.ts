import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';

export class PortInUse extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is in use. Stop what listens there, or choose another port.`);
    this.name = 'PortInUse';
  }
}

/** A port that was free a moment ago; whoever listens on it must still expect to come second. */
export function freePort(host = LOOPBACK): Promise<number> {
  return listenOnce(0, host);
}

export async function assertPortFree(port: number, host = LOOPBACK): Promise<void> {
  try {
    await listenOnce(port, host);
  } catch (error) {
    throw portError(error, port);
  }
}

/** A port that was asked for must be free; where none was asked for, the usual one or else any free one. */
export async function portToListen(
  asked: number | undefined,
  usual: number,
  host = LOOPBACK,
): Promise<number> {
  if (asked !== undefined) {
    await assertPortFree(asked, host);
    return asked;
  }
  return listenOnce(usual, host).catch(() => freePort(host));
}

/** Says which port a failed listen was about. */
export function portError(error: unknown, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new PortInUse(port);
  if (code === 'EACCES') return new Error(`Port ${port} may not be used by this user.`, { cause: error });
  return error;
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => resolve(taken));
    });
  });
}

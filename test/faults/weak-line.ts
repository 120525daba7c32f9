import { connect, createServer, type Socket } from 'node:net';

/** A way to a server on this machine that can be cut, or go silent while it looks open. */
export interface WeakLine {
  readonly port: number;
  /** Resets every connection and refuses new ones. */
  cut(): void;
  /** Half-open: nothing gets through either way, and nobody is told. */
  silence(): void;
  /** What was held back goes on its way, or is lost with its connection. */
  mend(held: 'deliver' | 'lose'): void;
  close(): void;
}

interface Piece {
  readonly to: Socket;
  readonly bytes: Buffer;
}

export async function weakLine(target: number): Promise<WeakLine> {
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  let held: Piece[] = [];
  const server = createServer((near) => {
    if (state === 'cut') return void near.resetAndDestroy();
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('data', (bytes: Buffer) => {
        if (state === 'silent') held.push({ to: other, bytes });
        else other.write(bytes);
      });
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        if (state !== 'silent') other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const reset = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    cut: () => {
      state = 'cut';
      reset();
    },
    silence: () => {
      state = 'silent';
    },
    mend: (what) => {
      state = 'open';
      const pieces = held;
      held = [];
      if (what === 'lose') return reset();
      for (const { to, bytes } of pieces) if (to.writable) to.write(bytes);
    },
    close: () => {
      reset();
      server.close();
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Something the demo expected did not hold. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}

const PAUSE_MS = 120;

/** Waits for things to become true; gives up at the deadline or when the demo is stopped. */
export class Waiting {
  constructor(
    private readonly stopped: AbortSignal,
    private readonly seconds: number,
  ) {}

  /** Asks again and again until the answer is not `null`. */
  async until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
    const end = Date.now() + this.seconds * 1000;
    for (;;) {
      this.throwIfStopped();
      const found = await ask();
      if (found !== null) return found;
      if (Date.now() > end) throw new DemoFailure(`not within ${this.seconds} s: ${what}`);
      await sleep(PAUSE_MS, undefined, { signal: this.stopped });
    }
  }

  throwIfStopped(): void {
    this.stopped.throwIfAborted();
  }
}

/** One look for many who wait: a question asked while another is under way gets the next answer. */
export function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const start = () => {
    running = look().finally(() => (running = null));
    return running;
  };
  return () => {
    if (running === null) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}

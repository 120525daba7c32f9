import { setTimeout as sleep } from 'node:timers/promises';

/** Thrown where a queue engine did not answer in time. */
export class QueueEngineAway extends Error {
  override readonly name = 'QueueEngineAway';
}

/** Waits for what a queue engine does, but not for ever: one that is away answers nothing, not even "no". */
export async function inTime<T>(doing: Promise<T>, patienceMs: number): Promise<T> {
  const late = new AbortController();
  const timeout = sleep(patienceMs, undefined, { signal: late.signal }).then(() => {
    throw new QueueEngineAway();
  });
  try {
    return await Promise.race([doing, timeout]);
  } finally {
    late.abort();
    timeout.catch(() => undefined);
    doing.catch(() => undefined);
  }
}

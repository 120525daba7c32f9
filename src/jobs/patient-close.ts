import { Logger } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';
import { inTime } from './in-time.js';

/** What a running job may take to end, and a queue to say goodbye. */
const WORKER_PATIENCE_MS = 10_000;
const QUEUE_PATIENCE_MS = 2000;

/**
 * Closes even when its engine is away or on its way back: BullMQ waits for ever then (bullmq#4656). Giving up is
 * harmless, the row a job is about is found again.
 */
export class PatientWorker extends Worker {
  private ended: Promise<void> | undefined;

  override close(force?: boolean): Promise<void> {
    return (this.ended ??= closedInTime(super.close(force), WORKER_PATIENCE_MS, this));
  }
}

/** See {@link PatientWorker}. */
export class PatientQueue extends Queue {
  private ended: Promise<void> | undefined;

  override close(): Promise<void> {
    return (this.ended ??= closedInTime(super.close(), QUEUE_PATIENCE_MS, this));
  }
}

async function closedInTime(closing: Promise<void>, patienceMs: number, what: Worker | Queue): Promise<void> {
  try {
    await inTime(closing, patienceMs);
  } catch {
    new Logger(what.constructor.name).warn(`${what.name}: the queue engine did not let go in time`);
    // Without a connection this never ends, so nobody waits for it.
    what.disconnect().catch(() => undefined);
  }
}

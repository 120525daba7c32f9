import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { ATTEMPT, later, RETRY_AFTER } from '../jobs/attempts.js';
import { nameOf, Repeating } from '../jobs/repeating.js';
import { NotDelivered } from '../recipients/reachable-address.js';
import { Policies } from '../registers/policies.js';
import { checkpointNote } from './checkpoint.js';
import { AnchorPlaces } from './anchor-places.js';
import { CHECKPOINT, newestCheckpoint, type StoredCheckpoint } from './log-head.js';
import { LogKeys } from './log-key.js';
import { logsOf } from './sealing.js';

/** Seconds after which a place that did not take a checkpoint is tried again, at the most; it is never given up. */
const LONGEST_WAIT = 3600;

interface Claimed {
  readonly checkpoint: StoredCheckpoint;
  readonly attempts: number;
}

/** Tells the newest checkpoints outside. A row says which one is on its way; sealing never waits for it. */
@Injectable()
export class Anchoring extends Repeating {
  protected readonly seconds: number;

  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly places: AnchorPlaces,
    private readonly keys: LogKeys,
    private readonly clock: Clock,
  ) {
    super();
    this.seconds = places.seconds;
  }

  protected async run(): Promise<void> {
    if (this.places.every === null) return;
    for (const register of logsOf(this.policies)) {
      if (this.stopping) return;
      await this.anchor(register, this.places.every);
    }
  }

  private async anchor(register: string, every: number): Promise<void> {
    const claimed = await this.database.inRegister(register, (tx) => this.claim(tx, register, every));
    if (!claimed) return;
    const { checkpoint, attempts } = claimed;
    const key = this.keys.of(register, checkpoint.keyVersion);
    const note = checkpointNote(key, checkpoint, checkpoint.signature);
    const id = `${key.origin.replaceAll('/', '-')}-${checkpoint.size}`;
    try {
      await this.places.handOver({ id, origin: key.origin, note });
    } catch (error) {
      const reason = error instanceof NotDelivered ? error.reason : nameOf(error);
      this.logger.warn(`checkpoint ${id} was not anchored, attempt ${attempts}: ${reason}`);
      const wait = Math.min(RETRY_AFTER[attempts - 1] ?? LONGEST_WAIT, LONGEST_WAIT);
      await this.database.inRegister(register, (tx) =>
        tx.query(
          `update audit_anchor set not_before = $3 where register = $1 and size = $2 and state = 'queued'`,
          [register, checkpoint.size, later(this.clock.now(), wait)],
        ),
      );
      return;
    }
    await this.database.inRegister(register, (tx) => this.anchored(tx, register, checkpoint.size));
  }

  /** Takes the checkpoint for this attempt and sets when the next one may be, so that a crash only repeats it once. */
  private async claim(tx: EntityManager, register: string, every: number): Promise<Claimed | null> {
    await this.queueNewest(tx, register, every);
    const now = this.clock.now();
    const [rows] = await tx.query<[{ size: number; attempts: number }[], number]>(
      `update audit_anchor set attempts = attempts + 1, not_before = $3
        where (register, size) in (
          select register, size from audit_anchor
           where register = $1 and state = 'queued' and not_before <= $2 for update skip locked)
        returning size::float8 as size, attempts`,
      [register, now, later(now, ATTEMPT)],
    );
    const [row] = rows;
    if (!row) return null;
    const [checkpoint] = await tx.query<StoredCheckpoint[]>(
      `select ${CHECKPOINT} from audit_checkpoint where register = $1 and audit_checkpoint.size = $2`,
      [register, row.size],
    );
    return checkpoint ? { checkpoint, attempts: row.attempts } : null;
  }

  /** One at a time: the next is chosen when the one before has arrived and its time has come. */
  private async queueNewest(tx: EntityManager, register: string, every: number): Promise<void> {
    const now = this.clock.now();
    const newest = await newestCheckpoint(tx, register);
    if (!newest) return;
    await tx.query(
      `insert into audit_anchor (register, size, state, not_before)
       select $1, $2, 'queued', $3
        where not exists (
          select from audit_anchor
           where register = $1 and (state = 'queued' or size >= $2 or anchored_at > $4))
       on conflict do nothing`,
      [register, newest.size, now, later(now, -every)],
    );
  }

  private async anchored(tx: EntityManager, register: string, size: number): Promise<void> {
    await tx.query(
      `update audit_anchor set state = 'anchored', anchored_at = $3 where register = $1 and size = $2`,
      [register, size, this.clock.now()],
    );
    await tx.query(`delete from audit_anchor where register = $1 and state = 'anchored' and size < $2`, [
      register,
      size,
    ]);
  }
}

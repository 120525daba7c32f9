import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { BEFORE_EPOCHS, EpochKeys } from './epoch-keys.js';
import { bucketLock, rewrap, type WrappedKey } from './wrapped-key.js';

/** What a run did in one register. */
export interface Rewrapped {
  readonly register: string;
  /** Buckets whose old epochs are destroyed: what was destroyed in them cannot be opened any more. */
  readonly buckets: number;
  /** Data keys that were wrapped anew. */
  readonly keys: number;
  /** Buckets somebody was at work in; the next run takes them. */
  readonly left: number;
}

/** What waits in one register for the next run. */
export interface Waiting {
  readonly register: string;
  readonly destroyed: number;
  /** Since when the first of them waits, RFC 3339. */
  readonly since: string | null;
}

/** Where a run can be cut off by a crash. Each leaves something from which the next run goes on. */
export type Step = 'epoch-begun' | 'bucket-wrapped' | 'all-wrapped' | 'epoch-destroyed';

const HOUR = 3_600_000;

/**
 * Ends the epochs in which a data key was destroyed. Its wrapped bytes stay on the disk, in dead rows and in the WAL,
 * until PostgreSQL happens to write over them; when the key that wraps them is gone, they are noise.
 */
@Injectable()
export class Rewrapping {
  constructor(
    private readonly database: Database,
    private readonly epochs: EpochKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Wraps the buckets anew whose destroyed keys wait, once the first has waited for so many hours; absent: now. */
  async rewrap(register: string, hours?: number): Promise<Rewrapped> {
    const due = await this.due(register, hours);
    let keys = 0;
    let left = 0;
    for (const bucket of due) {
      const wrapped = await this.rewrapBucket(register, bucket);
      if (wrapped === null) left++;
      else keys += wrapped;
      this.reached('bucket-wrapped');
    }
    this.reached('all-wrapped');
    const buckets = await this.destroyEnded(register);
    if (buckets > 0 || keys > 0) await this.record(register, { buckets, keys });
    return { register, buckets, keys, left };
  }

  async waiting(register: string): Promise<Waiting> {
    return this.database.inRegister(register, async (tx) => {
      const [row] = await tx.query<[{ destroyed: number; since: Date | null }]>(
        'select count(*)::int as destroyed, min(at) as since from vault.key_destruction where register = $1',
        [register],
      );
      return { register, destroyed: row.destroyed, since: row.since?.toISOString() ?? null };
    });
  }

  /** After all registers: destroys the one key that wrapped everything before there were epochs. */
  async endTimeBeforeEpochs(): Promise<void> {
    if (!(await this.epochs.beforeEpochsIsThere())) return;
    const names = await this.database.outsideRegisters((tx) =>
      tx.query<{ name: string }[]>('select name from register'),
    );
    for (const { name } of names) if (await this.isBeforeEpochs(name)) return;
    await this.database.outsideRegisters((tx) => this.epochs.destroyBeforeEpochs(tx));
  }

  /** For tests: here the process could end. */
  protected reached(_step: Step): void {}

  /** Begins the epochs that are needed. Unfinished buckets of a run that was cut off are due as well. */
  private async due(register: string, hours?: number): Promise<number[]> {
    const before = hours === undefined ? null : new Date(this.clock.now().getTime() - hours * HOUR);
    return this.database.inRegister(register, async (tx) => {
      const destroyed = await tx.query<{ bucket: number; epoch: number }[]>(DUE, [register, before]);
      const old = await tx.query<{ bucket: number }[]>(
        `select distinct bucket from vault.data_key where register = $1 and epoch = ${BEFORE_EPOCHS}`,
        [register],
      );
      const fresh: number[] = [];
      for (const { bucket, epoch } of [...destroyed, ...old.map((row) => ({ ...row, epoch: BEFORE_EPOCHS }))])
        if (epoch >= (await this.epochs.current(register, bucket))) fresh.push(bucket);
      if (fresh.length > 0) {
        await this.epochs.begin(tx, register, [...new Set(fresh)]);
        this.reached('epoch-begun');
      }
      const unfinished = [...(await this.epochs.ended(register)).values()].flat();
      return [...new Set([...destroyed, ...old].map(({ bucket }) => bucket).concat(unfinished))];
    });
  }

  /** How many keys were wrapped anew; null when somebody is adding or destroying a key of the bucket. */
  private rewrapBucket(register: string, bucket: number): Promise<number | null> {
    return this.database.inRegister(register, async (tx) => {
      const [{ mine }] = await tx.query<[{ mine: boolean }]>(
        `select pg_try_advisory_xact_lock(${bucketLock('$1::smallint')}) as mine`,
        [bucket],
      );
      if (!mine) return null;
      const epoch = await this.epochs.current(register, bucket);
      const keys = await this.move(tx, register, bucket, epoch);
      await tx.query('delete from vault.key_destruction where register = $1 and bucket = $2 and epoch < $3', [
        register,
        bucket,
        epoch,
      ]);
      return keys;
    });
  }

  private async move(tx: EntityManager, register: string, bucket: number, epoch: number): Promise<number> {
    const rows = await tx.query<WrappedKey[]>(
      `select id, register, wrapped, epoch from vault.data_key
        where register = $1 and bucket = $2 and epoch <> $3`,
      [register, bucket, epoch],
    );
    const moved: { id: string; wrapped: Buffer }[] = [];
    for (const row of rows) {
      const wrapped = await rewrap(this.epochs, row, epoch);
      if (wrapped) moved.push({ id: row.id, wrapped });
    }
    if (moved.length > 0)
      await tx.query(
        `update vault.data_key set wrapped = moved.wrapped, epoch = $3
           from unnest($1::uuid[], $2::bytea[]) as moved (id, wrapped) where data_key.id = moved.id`,
        [moved.map(({ id }) => id), moved.map(({ wrapped }) => wrapped), epoch],
      );
    return moved.length;
  }

  /** Destroys the ended epochs of the buckets in which no key is left under them. Returns how many buckets. */
  private async destroyEnded(register: string): Promise<number> {
    let buckets = 0;
    for (const [epoch, candidates] of await this.epochs.ended(register)) {
      buckets += await this.database.inRegister(register, async (tx) => {
        const mine = (await tx.query<{ bucket: number }[]>(MINE, [candidates])).map(({ bucket }) => bucket);
        // Only now, with the locks: what committed before they were had is seen.
        const used = await tx.query<{ bucket: number }[]>(
          `select distinct bucket from vault.data_key where register = $1 and bucket = any($2) and epoch = $3`,
          [register, mine, epoch],
        );
        const unused = mine.filter((bucket) => used.every((row) => row.bucket !== bucket));
        if (unused.length > 0) await this.epochs.destroy(tx, register, epoch, unused);
        return unused.length;
      });
      this.reached('epoch-destroyed');
    }
    return buckets;
  }

  private isBeforeEpochs(register: string): Promise<boolean> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await tx.query<object[]>(
        `select from vault.data_key where register = $1 and epoch = ${BEFORE_EPOCHS} limit 1`,
        [register],
      );
      return rows.length > 0;
    });
  }

  private record(register: string, details: { buckets: number; keys: number }): Promise<void> {
    return this.database.inRegister(register, (tx) =>
      this.audit.write(tx, register, { actor: 'system', action: 'data-keys.rewrapped', details }),
    );
  }
}

/** All that wait, as soon as one has waited long enough: their buckets are then done with. */
const DUE = `
select bucket, max(epoch) as epoch from vault.key_destruction
 where register = $1 and exists (select from vault.key_destruction
                               where register = $1 and ($2::timestamptz is null or at <= $2))
 group by bucket`;

/** Those of the buckets `$1` in which nobody is adding or destroying a key; nobody begins to until the end. */
const MINE = `
select bucket from unnest($1::smallint[]) as bucket where pg_try_advisory_xact_lock(${bucketLock('bucket')})`;

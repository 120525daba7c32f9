import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Clock } from '../clock.js';
import type { EpochFile } from './epoch-file.js';
import {
  type EpochFault,
  type EpochOutside,
  type EpochRow,
  type EpochVerdict,
  isFault,
  verdictOn,
} from './epoch-verdict.js';

const LOCK = `hashtextextended('suoja:epoch', 0)`;

interface Look {
  readonly row: EpochRow | null;
  readonly outside: EpochOutside;
  readonly place: string;
  readonly verdict: EpochVerdict;
  /** When the row was written. */
  readonly at: Date | null;
}

/**
 * Keeps the epoch in the database and outside in step. Every look and every advance holds one lock, so that processes
 * that start together, or an old and a new one side by side, never see half of each other's advance.
 */
export class Epochs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly file: EpochFile,
    private readonly clock: Clock,
    private readonly nothingNoted: () => Promise<boolean>,
  ) {}

  /** Looks and writes nothing. */
  fault(): Promise<EpochFault | null> {
    return this.locked(async (session) => faultIn((await this.look(session)).verdict));
  }

  /** Advances where both agree, and finishes what a crash left open. @param olderThan seconds; absent: in any case */
  advance(olderThan = 0): Promise<EpochFault | null> {
    return this.locked(async (session) => {
      let look = await this.look(session);
      if (look.verdict === 'unfinished') look = await this.finish(session, look);
      const { verdict, at } = look;
      if (isFault(verdict)) return verdict;
      const age = at === null ? Infinity : (this.clock.now().getTime() - at.getTime()) / 1000;
      // A clock that was moved is no reason to wait.
      if (verdict === 'first') await this.begin(session, look);
      else if (age < 0 || age >= olderThan) await this.next(session, look);
      return null;
    });
  }

  /** Says that database and ledger belong together from now on, whatever they said before. */
  renew(): Promise<void> {
    return this.locked(async (session) => this.next(session, await this.look(session)));
  }

  private async finish(session: QueryRunner, { row, place }: Look): Promise<Look> {
    await this.file.write({ ...row!, place });
    return this.look(session);
  }

  /** The mark is there before the row: a crash in between is told from a mark that was lost. */
  private async begin(session: QueryRunner, { place }: Look): Promise<void> {
    const row: EpochRow = { database: randomUUID(), epoch: 1, token: newToken(), previous: null };
    await this.file.write({ ...row, place });
    await this.store(session, row);
  }

  private async next(session: QueryRunner, { row, outside, place }: Look): Promise<void> {
    const mark = typeof outside === 'string' ? null : outside;
    const next: EpochRow = {
      database: row?.database ?? mark?.database ?? randomUUID(),
      epoch: Math.max(row?.epoch ?? 0, mark?.epoch ?? 0) + 1,
      token: newToken(),
      previous: mark?.token ?? null,
    };
    await this.store(session, next);
    await this.file.write({ ...next, place });
  }

  private async store(session: QueryRunner, { database, epoch, token, previous }: EpochRow): Promise<void> {
    await session.query(
      `insert into database_epoch (database, epoch, token, previous, at) values ($1, $2, $3, $4, $5)
       on conflict (single) do update set database = excluded.database, epoch = excluded.epoch,
         token = excluded.token, previous = excluded.previous, at = excluded.at`,
      [database, epoch, token, previous, this.clock.now()],
    );
  }

  private async look(session: QueryRunner): Promise<Look> {
    const [found] = (await session.query(
      'select database, epoch, token, previous, at from database_epoch',
    )) as (EpochRow & { at: Date })[];
    const row = found ?? null;
    const outside = await this.file.read();
    const place = await placeOf(session);
    const verdict = verdictOn(row, outside, place, await this.nothingNoted());
    return { row, outside, place, verdict, at: found?.at ?? null };
  }

  private async locked<T>(work: (session: QueryRunner) => Promise<T>): Promise<T> {
    const session = this.dataSource.createQueryRunner();
    try {
      await session.query(`select pg_advisory_lock(${LOCK})`);
      try {
        return await work(session);
      } finally {
        await session.query(`select pg_advisory_unlock(${LOCK})`);
      }
    } finally {
      await session.release();
    }
  }
}

const newToken = () => randomBytes(16).toString('hex');
const faultIn = (verdict: EpochVerdict): EpochFault | null => (isFault(verdict) ? verdict : null);

/** A dump is loaded into a database with another number, or on another server. Where the server's cannot be read, without it. */
async function placeOf(session: QueryRunner): Promise<string> {
  const [{ oid, allowed }] = (await session.query(
    `select oid::text as oid, has_function_privilege('pg_control_system()', 'execute') as allowed
       from pg_database where datname = current_database()`,
  )) as [{ oid: string; allowed: boolean }];
  if (!allowed) return oid;
  const [{ server }] = (await session.query(
    'select system_identifier::text as server from pg_control_system()',
  )) as [{ server: string }];
  return `${server}/${oid}`;
}

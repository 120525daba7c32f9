import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { LedgerReader, type ReadEntry } from '../ledger/ledger-reader.js';
import { EntryReplay } from './entry-replay.js';
import type { HashedPeople } from './people-by-hash.js';
import { type RegisterReplay, Tally } from './replay-report.js';

/** Undoes the transaction of a dry run. */
class OnlyTried extends Error {}

/**
 * Does again in a restored database what the ledger knows and the database does not: in the order of the ledger, each
 * entry in a transaction of its own that also says it is done. Ended anywhere, it goes on from there.
 */
@Injectable()
export class Replay {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: Database,
    private readonly reader: LedgerReader,
    private readonly entries: EntryReplay,
    private readonly audit: AuditLog,
  ) {}

  /** One replay at a time, whoever starts it: the next finds it done. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const session = this.dataSource.createQueryRunner();
    try {
      await session.query(`select pg_advisory_lock(hashtextextended('suoja:replay', 0))`);
      return await work();
    } finally {
      await session
        .query(`select pg_advisory_unlock(hashtextextended('suoja:replay', 0))`)
        .catch(() => undefined);
      await session.release();
    }
  }

  async run(register: string): Promise<RegisterReplay> {
    const tally = new Tally();
    const { found, knownUntil, people } = await this.prepare(register);
    for (const read of found)
      await this.database.inRegister(register, (tx) =>
        this.entries.replay(tx, register, read, people, tally),
      );
    await this.database.inRegister(register, (tx) =>
      this.audit.write(tx, register, {
        actor: 'system',
        action: 'restore.finished',
        details: { ...tally.counts(), knownUntil: knownUntil?.toISOString() ?? null },
      }),
    );
    return tally.report(register, knownUntil);
  }

  /** The same, all of it in one transaction that is undone. */
  async dryRun(register: string): Promise<RegisterReplay> {
    const tally = new Tally();
    const { found, knownUntil, people } = await this.prepare(register);
    try {
      await this.database.inRegister(register, async (tx) => {
        for (const read of found) await this.entries.replay(tx, register, read, people, tally);
        throw new OnlyTried();
      });
    } catch (error) {
      if (!(error instanceof OnlyTried)) throw error;
    }
    return tally.report(register, knownUntil);
  }

  /** How many entries the database does not know, decided or not. */
  async waiting(register: string): Promise<number> {
    return (await this.prepare(register)).found.length;
  }

  private prepare(register: string) {
    return this.database.inRegister(register, async (tx) => {
      const found: ReadEntry[] = [];
      for await (const read of this.reader.unknown(tx, register)) found.push(read);
      const suppresses = found.some(({ entry }) => 'hash' in entry);
      const people: HashedPeople = suppresses ? await this.entries.readPeople(tx, register) : new Map();
      return { found, people, knownUntil: await knownUntil(tx) };
    });
  }
}

/** When the backup was taken, as far as the register tells: the last thing that happened in it. */
async function knownUntil(tx: EntityManager): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }[]>(
    `select max(at) as at from audit_entry where action not like 'restore.%'`,
  );
  return row?.at ?? null;
}

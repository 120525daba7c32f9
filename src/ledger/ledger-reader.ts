import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ErasureLedger } from './erasure-ledger.js';
import { isEntry, type LedgerEntry } from './ledger-line.js';

/** An entry as the file tells it. */
export interface ReadEntry {
  readonly entry: LedgerEntry;
  readonly hash: string;
  /**
   * `committed`: the file says so, or the row is there. `unsettled`: a crash left it open and this database has no row:
   * either it never committed, or the database is older than the entry.
   */
  readonly state: 'committed' | 'unsettled';
}

export interface LedgerFindings {
  readonly entries: number;
  /** Lines that were changed, or before which one was taken out. */
  readonly broken: number;
  /** Rows of the database that the file does not have. */
  readonly missing: number;
}

/** Reads the ledger from its first entry to its last: for whoever replays it after a restore, and for whoever checks it. */
@Injectable()
export class LedgerReader {
  constructor(private readonly ledger: ErasureLedger) {}

  /** In the order of their transactions, without those that are known not to have been committed. */
  async *entries(tx: EntityManager, register: string): AsyncGenerator<ReadEntry> {
    const { committed, lost } = await this.settled(register);
    for await (const { entry, hash } of this.read(register)) {
      if (lost.has(entry.id)) continue;
      const known = committed.has(entry.id) || (await isThere(tx, entry.id));
      yield { entry, hash, state: known ? 'committed' : 'unsettled' };
    }
  }

  /** What this database does not know: after a restore, what has to be done again. */
  async *unknown(tx: EntityManager, register: string): AsyncGenerator<ReadEntry> {
    const rows = await tx.query<{ id: string }[]>('select id from erasure_ledger');
    const known = new Set(rows.map(({ id }) => id));
    for await (const read of this.entries(tx, register)) if (!known.has(read.entry.id)) yield read;
  }

  /** What an `accepted` line covers is no finding any more. */
  async check(tx: EntityManager, register: string): Promise<LedgerFindings> {
    const rows = await tx.query<{ id: string; hash: string }[]>('select id, hash from erasure_ledger');
    const expected = new Map(rows.map(({ id, hash }) => [id, hash]));
    let [entries, broken] = [0, 0];
    let through = '';
    for await (const line of this.ledger.file(register).lines()) {
      if (line.broken) broken += 1;
      else if (isEntry(line.body)) {
        entries += 1;
        if (expected.get(line.body.id) === line.mac) expected.delete(line.body.id);
      } else if (line.body.kind === 'accepted') {
        broken = 0;
        through = line.body.through ?? through;
      }
    }
    return { entries, broken, missing: [...expected.keys()].filter((id) => id > through).length };
  }

  /** How many entries that are known to have been committed this database has no row of. */
  async countUnknown(tx: EntityManager, register: string): Promise<number> {
    const ids: string[] = [];
    for await (const { entry, state } of this.unknown(tx, register))
      if (state === 'committed') ids.push(entry.id);
    // Those committed while we read have their rows by now.
    const there = await tx.query<object[]>('select from erasure_ledger where id = any($1)', [ids]);
    return ids.length - there.length;
  }

  private async *read(register: string): AsyncGenerator<{ entry: LedgerEntry; hash: string }> {
    for await (const line of this.ledger.file(register).lines()) {
      if (!line.broken && isEntry(line.body)) yield { entry: line.body, hash: line.mac };
    }
  }

  /** What later lines say of the transactions. */
  private async settled(register: string): Promise<{ committed: Set<string>; lost: Set<string> }> {
    const committed = new Set<string>();
    const lost = new Set<string>();
    for await (const line of this.ledger.file(register).lines()) {
      if (line.broken || line.body.kind !== 'settled') continue;
      for (const id of line.body.committed) committed.add(id);
      for (const id of line.body.void) lost.add(id);
    }
    return { committed, lost };
  }
}

async function isThere(tx: EntityManager, id: string): Promise<boolean> {
  const rows = await tx.query<object[]>('select 1 from erasure_ledger where id = $1', [id]);
  return rows.length > 0;
}

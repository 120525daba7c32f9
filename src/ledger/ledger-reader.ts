import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ErasureLedger } from './erasure-ledger.js';
import type { LedgerEntry } from './ledger-line.js';

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

  async check(tx: EntityManager, register: string): Promise<LedgerFindings> {
    const rows = await tx.query<{ id: string; hash: string }[]>('select id, hash from erasure_ledger');
    const expected = new Map(rows.map(({ id, hash }) => [id, hash]));
    let entries = 0;
    let broken = 0;
    for await (const line of this.ledger.file(register).lines()) {
      if (line.broken) broken += 1;
      else if (line.body.kind !== 'settled') {
        entries += 1;
        if (expected.get(line.body.id) === line.mac) expected.delete(line.body.id);
      }
    }
    return { entries, broken, missing: expected.size };
  }

  private async *read(register: string): AsyncGenerator<{ entry: LedgerEntry; hash: string }> {
    for await (const line of this.ledger.file(register).lines()) {
      if (!line.broken && line.body.kind !== 'settled') yield { entry: line.body, hash: line.mac };
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

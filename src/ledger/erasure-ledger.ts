import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { MasterKey } from '../vault/master-key.js';
import { type LedgerDetails, LedgerRow } from './erasure-ledger.entity.js';
import { LedgerFile } from './ledger-file.js';
import { ledgerFolder } from './ledger-folder.js';
import type { Acceptance, LedgerEntry, LedgerNote } from './ledger-line.js';

interface Pending {
  readonly entry: LedgerEntry;
  readonly details: LedgerDetails | null;
}

/**
 * What a restored backup would bring back or forget, written down outside the database: one file per register, each
 * entry on the disk before the transaction commits that it tells of. A row written by that very transaction confirms it.
 */
@Injectable()
export class ErasureLedger {
  private readonly logger = new Logger(ErasureLedger.name);
  private readonly pending = new WeakMap<EntityManager, Map<string, Pending[]>>();
  private readonly files = new Map<string, LedgerFile>();
  private readonly folder: string;
  private readonly key: Buffer;

  constructor(
    config: Config,
    master: MasterKey,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.folder = ledgerFolder(config);
    this.key = master.derive('erasure-ledger-1');
  }

  /** Keeps the note until the open transaction is about to commit; all of one transaction are written at once. */
  note(tx: EntityManager, register: string, note: LedgerNote, details: LedgerDetails | null = null): string {
    const entry = { id: uuid(), at: this.clock.now().toISOString(), ...note };
    const own = this.pending.get(tx) ?? new Map<string, Pending[]>();
    this.pending.set(tx, own);
    const noted = own.get(register);
    if (noted) noted.push({ entry, details });
    else {
      own.set(register, [{ entry, details }]);
      this.database.beforeCommit(() => this.flush(tx, register));
    }
    return entry.id;
  }

  file(register: string): LedgerFile {
    const known = this.files.get(register) ?? LedgerFile.of(this.folder, register, this.key);
    this.files.set(register, known);
    return known;
  }

  /** Says in the file what became of the transactions of its last entries. Called after each; harmless at any time. */
  async settle(register: string): Promise<void> {
    await this.database.apart(register, async (tx) => {
      await lock(tx, register);
      const file = this.file(register);
      const { open, committed } = await file.readEnd();
      if (open.size === 0) return;
      const there = await idsThere(tx, [...open, ...(committed === null ? [] : [committed])]);
      // A database that does not know what the ledger saw committed has been restored: it can settle nothing.
      if (committed !== null && !there.has(committed)) return;
      const done = [...open].filter((id) => there.has(id));
      const lost = [...open].filter((id) => !there.has(id));
      await file.append([{ kind: 'settled', committed: done, void: lost }]);
    });
  }

  /** Says in the file that what is broken or missing up to now is known, so that it is no finding any more. */
  async accept(register: string, note: Pick<Acceptance, 'reason' | 'broken' | 'missing'>): Promise<void> {
    await this.database.apart(register, async (tx) => {
      await lock(tx, register);
      const [newest] = await tx.query<{ id: string }[]>(
        'select id from erasure_ledger order by id desc limit 1',
      );
      const at = this.clock.now().toISOString();
      await this.file(register).append([{ kind: 'accepted', at, ...note, through: newest?.id ?? null }]);
    });
  }

  private async flush(tx: EntityManager, register: string): Promise<void> {
    const noted = this.pending.get(tx)?.get(register) ?? [];
    this.pending.get(tx)?.delete(register);
    if (noted.length === 0) return;
    // One writer per register until it has committed, whichever process it is in.
    await lock(tx, register);
    const hashes = await this.file(register).append(noted.map(({ entry }) => entry));
    const rows = noted.map(({ entry, details }, index) => ({
      id: entry.id,
      register,
      at: new Date(entry.at),
      kind: entry.kind,
      hash: hashes[index]!,
      requestId: entry.kind === 'erasure' ? entry.request : null,
      details,
    }));
    await tx.insert(LedgerRow, rows as object[]);
    this.database.afterCommit(() => this.settleQuietly(register));
  }

  /** What is committed is committed: an entry that stays unsettled is settled with the next one. */
  private async settleQuietly(register: string): Promise<void> {
    try {
      await this.settle(register);
    } catch (error) {
      this.logger.warn(
        `ledger of ${register} not settled: ${error instanceof Error ? error.name : 'unknown error'}`,
      );
    }
  }
}

const lock = (tx: EntityManager, register: string) =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('erasure-ledger:' || $1, 0))`, [register]);

async function idsThere(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(`select id from erasure_ledger where id = any($1)`, [ids]);
  return new Set(rows.map(({ id }) => id));
}

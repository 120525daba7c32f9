import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { LOG_LOCK } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { signCheckpoint } from './checkpoint.js';
import { headOf, instantText, type LogHead } from './log-head.js';
import { LogKeys } from './log-key.js';
import { ENTRY_TEXT, type EntryText, leafOf } from './sealed-entry.js';

/** Entries sealed under one checkpoint at most, and in one transaction. */
export const BATCH = 5000;

/** Below every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Gives entries their place in the log of their register, in the order they are found: an entry whose transaction
 * commits late comes later. Whoever writes an entry waits for nobody and takes no part.
 */
@Injectable()
export class Sealer {
  constructor(
    private readonly database: Database,
    private readonly keys: LogKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Seals what is not sealed yet, of the entries with an id above `from`; absent: of all. Returns how many.
   * Ids carry the time they were made at, so that the newest entries are found without reading the whole log.
   */
  async seal(register: string, from: string = FIRST): Promise<number> {
    let [sealed, above, found] = [0, from, BATCH];
    while (found === BATCH) {
      const entries = await this.database.inRegister(register, async (tx) => {
        const [{ mine }] = await tx.query<[{ mine: boolean }]>(
          `select pg_try_advisory_xact_lock(${LOG_LOCK}) as mine`,
          [register],
        );
        return mine ? this.sealBatch(tx, register, { above }) : [];
      });
      found = entries.length;
      sealed += found;
      above = entries.at(-1)?.id ?? above;
    }
    return sealed;
  }

  /** In a transaction that holds the lock of the log. `keyVersion` absent: the key goes on signing. */
  async sealBatch(
    tx: EntityManager,
    register: string,
    { above = FIRST, keyVersion }: { above?: string; keyVersion?: number } = {},
  ): Promise<readonly EntryText[]> {
    const entries = await tx.query<EntryText[]>(UNSEALED, [register, above]);
    if (entries.length === 0) return entries;
    const head = await headOf(tx, register, this.keys);
    await this.append(tx, register, entries, { ...head, ...(keyVersion !== undefined && { keyVersion }) });
    return entries;
  }

  private async append(
    tx: EntityManager,
    register: string,
    entries: readonly EntryText[],
    { frontier, keyVersion }: LogHead,
  ): Promise<void> {
    const previous = frontier.size;
    const leaves = entries.map(leafOf);
    for (const leaf of leaves) frontier.append(leaf);
    const at = instantText(this.clock.now());
    const facts = { size: frontier.size, root: frontier.root(), at, previous };
    const signature = signCheckpoint(this.keys.of(register, keyVersion), facts);
    await tx.query(SEAL, [register, previous, entries.map(({ id }) => id), leaves]);
    await tx.query(
      `insert into audit_checkpoint (register, size, previous, root, frontier, at, key_version, signature)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [register, facts.size, previous, facts.root, frontier.bytes(), at, keyVersion, signature],
    );
  }
}

/** Whatever its transaction was: an entry without a seal waits for one. */
const UNSEALED = `
select ${ENTRY_TEXT}
  from audit_entry entry
 where entry.register = $1 and entry.id > $2
   and not exists (select from audit_seal seal where seal.register = $1 and seal.entry_id = entry.id)
 order by entry.id limit ${BATCH}`;

const SEAL = `
insert into audit_seal (register, position, entry_id, leaf_hash)
select $1, $2::bigint + place - 1, id, leaf
  from unnest($3::uuid[], $4::bytea[]) with ordinality as entry (id, leaf, place)`;

/** The lowest id that could have been made so many seconds before now. */
export function idFrom(seconds: number): string {
  const now = Number.parseInt(uuid().replaceAll('-', '').slice(0, 12), 16);
  return uuid({ msecs: now - seconds * 1000, seq: 0, random: new Uint8Array(16) });
}

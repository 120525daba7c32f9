import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ENTRIES_ENDED } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { later } from '../jobs/attempts.js';
import type { ReadCheckpoint } from './checkpoint.js';
import type { Finding } from './findings.js';
import { type Ended, LogCheck, type LogRow } from './log-check.js';
import { CHECKPOINT, type StoredCheckpoint } from './log-head.js';
import { LogKeys } from './log-key.js';
import { readRanges } from '../audit/positions.js';
import { ENTRY_TEXT, type EntryText } from './sealed-entry.js';

/** Rows read at once; the rest of the log is not in memory. */
const PAGE = 5000;
/** Unsealed entries named one by one; the rest are counted. */
const NAMED = 1000;

export interface VerifiedLog {
  readonly register: string;
  readonly origin: string;
  /** Entries sealed. */
  readonly size: number;
  /** Root of the newest checkpoint in base64; `null` without any. */
  readonly root: string | null;
  readonly checkpoints: number;
  /** Entries that were there and compared. */
  readonly entries: number;
  /** Entries whose period was over and whose ending stands in the log. */
  readonly ended: number;
  readonly anchor: { readonly size: number; readonly state: string; readonly attempts: number } | null;
  readonly findings: readonly Finding[];
}

interface Options {
  /** Checkpoints kept outside, of any log. */
  readonly outside?: readonly ReadCheckpoint[];
  /** How long the sealer may take. */
  readonly unsealedMinutes?: number;
}

/** Proves a register's log from its rows: every entry, every place, every checkpoint. Reads only, and pages. */
@Injectable()
export class Verification {
  constructor(
    private readonly database: Database,
    private readonly keys: LogKeys,
    private readonly clock: Clock,
  ) {}

  verify(register: string, { outside = [], unsealedMinutes = 15 }: Options = {}): Promise<VerifiedLog> {
    return this.database.readInRegister(register, async (tx) => {
      const { origin } = this.keys.of(register, 1);
      const check = new LogCheck({
        keyOf: (version) => this.keys.of(register, version),
        ended: await endedIn(tx, register),
        outside: outside.filter((checkpoint) => checkpoint.origin === origin),
      });
      const walked = await walk(tx, register, check);
      const findings = [...check.end(), ...(await this.unsealed(tx, register, unsealedMinutes))];
      const { entries, ended } = check;
      return { register, origin, ...walked, entries, ended, anchor: await anchorOf(tx, register), findings };
    });
  }

  private async unsealed(tx: EntityManager, register: string, minutes: number): Promise<Finding[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from audit_entry entry
        where register = $1 and at < $2
          and not exists (select from audit_seal seal where seal.register = $1 and seal.entry_id = entry.id)
        order by id limit ${NAMED}`,
      [register, later(this.clock.now(), -60 * minutes)],
    );
    const reason = `no seal after ${minutes} minutes`;
    return rows.map(({ id }) => ({ kind: 'unsealed', position: null, entryId: id, reason }));
  }
}

/** Gives the check all seals and checkpoints in their order. What is sealed meanwhile is left for the next time. */
async function walk(
  tx: EntityManager,
  register: string,
  check: LogCheck,
): Promise<Pick<VerifiedLog, 'size' | 'root' | 'checkpoints'>> {
  const [{ last }] = await tx.query<[{ last: number }]>(
    `select coalesce(max(position), -1)::float8 as last from audit_seal where register = $1`,
    [register],
  );
  const rows = pages<LogRow>(tx, register, ROWS, ({ position }) => position, last, toRow);
  let newest: StoredCheckpoint | null = null;
  let checkpoints = 0;
  let row = await rows.next();
  const upTo = async (size: number) => {
    for (; !row.done && row.value.position < size; row = await rows.next()) check.row(row.value);
  };
  const through = ({ size }: StoredCheckpoint) => size;
  for await (const checkpoint of pages(tx, register, CHECKPOINTS, through, last + 1)) {
    await upTo(checkpoint.size);
    check.checkpoint(checkpoint);
    newest = checkpoint;
    checkpoints += 1;
  }
  await upTo(Number.MAX_SAFE_INTEGER);
  return { size: newest?.size ?? 0, root: newest?.root.toString('base64') ?? null, checkpoints };
}

async function* pages<T>(
  tx: EntityManager,
  register: string,
  sql: string,
  place: (row: T) => number,
  last: number,
  read: (row: never) => T = (row) => row,
): AsyncGenerator<T, void> {
  let after = -1;
  for (;;) {
    const rows = (await tx.query<never[]>(sql, [register, after, last])).map(read);
    yield* rows;
    if (rows.length < PAGE) return;
    after = place(rows.at(-1)!);
  }
}

const ROWS = `
select seal.position::float8 as place, seal.entry_id::text as seal_entry, seal.leaf_hash as leaf, ${ENTRY_TEXT}
  from audit_seal seal left join audit_entry entry on entry.id = seal.entry_id
 where seal.register = $1 and seal.position > $2::bigint and seal.position <= $3::bigint
 order by seal.position limit ${PAGE}`;

const CHECKPOINTS = `
select ${CHECKPOINT} from audit_checkpoint
 where register = $1 and audit_checkpoint.size > $2::bigint and audit_checkpoint.size <= $3::bigint
 order by audit_checkpoint.size limit ${PAGE}`;

type Row = EntryText & { readonly place: number; readonly seal_entry: string; readonly leaf: Buffer };

const toRow = ({ place, seal_entry: entryId, leaf: leafHash, ...entry }: Row): LogRow => ({
  position: place,
  entryId,
  leafHash,
  entry: (entry.id as string | null) === null ? null : entry,
});

/** What entries of the log say about entries that were ended, with the time their own checkpoint was signed for. */
async function endedIn(tx: EntityManager, register: string): Promise<Ended[]> {
  const rows = await tx.query<{ positions: unknown; at: Date }[]>(
    `select entry.details->'positions' as positions, covering.at
       from audit_entry entry
       join audit_seal seal on seal.register = $1 and seal.entry_id = entry.id
      cross join lateral (select at from audit_checkpoint where register = $1 and size > seal.position
                           order by size limit 1) covering
      where entry.register = $1 and entry.action = $2`,
    [register, ENTRIES_ENDED],
  );
  return rows.flatMap(({ positions, at }) =>
    readRanges(positions).map((range) => ({ ...range, at: at.toISOString() })),
  );
}

async function anchorOf(tx: EntityManager, register: string): Promise<VerifiedLog['anchor']> {
  const [row] = await tx.query<NonNullable<VerifiedLog['anchor']>[]>(
    `select size::float8 as size, state, attempts from audit_anchor where register = $1
      order by audit_anchor.size desc limit 1`,
    [register],
  );
  return row ?? null;
}

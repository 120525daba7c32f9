import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { AuditEntry } from './audit-entry.entity.js';
import { readRanges, writeRanges } from './positions.js';

/** The entry that names the places of ended entries. */
export const ENTRIES_ENDED = 'audit-entries.ended';

/** One at a time seals the log of a register, or ends entries of it. */
export const LOG_LOCK = `hashtextextended('audit-log:' || $1, 0)`;

/** Who acts: a staff id, the person concerned, or the house itself. */
export type Actor = string | 'subject' | 'system';

type Detail = string | number | boolean | null | readonly string[] | Readonly<Record<string, number>>;

export interface AuditNote {
  readonly actor: Actor;
  /** `noun.verb-in-the-past`, e.g. `request.verified`. */
  readonly action: string;
  readonly customerId?: string | null;
  readonly requestId?: string | null;
  /** Ids, codes, counts and dates; never a personal value. */
  readonly details?: Readonly<Record<string, Detail>>;
}

/** Writes what happened, in the transaction in which it happens. */
@Injectable()
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  async write(tx: EntityManager, register: string, note: AuditNote): Promise<void> {
    await tx.insert(AuditEntry, {
      id: uuid(),
      register,
      at: this.clock.now(),
      actor: note.actor,
      action: note.action,
      customerId: note.customerId ?? null,
      requestId: note.requestId ?? null,
      details: (note.details ?? {}) as Record<string, string>,
    });
  }

  /**
   * Ends entries whose period is over. The database refuses those of the last year, whoever asks. What was sealed is
   * named by its place in the log, which stays whole without them; entries that named others pass their places on.
   */
  async end(tx: EntityManager, register: string, ids: readonly string[]): Promise<void> {
    // The sealer takes the same lock: no entry gets its place while it is being ended.
    await tx.query(`select pg_advisory_xact_lock(${LOG_LOCK})`, [register]);
    const sealed = await tx.query<{ position: number; named: unknown }[]>(
      `select seal.position::float8 as position,
              case when entry.action = $3 then entry.details->'positions' end as named
         from audit_seal seal join audit_entry entry on entry.id = seal.entry_id
        where seal.register = $1 and seal.entry_id = any($2)`,
      [register, ids, ENTRIES_ENDED],
    );
    await tx.query('select end_audit_entries($1)', [ids]);
    if (sealed.length === 0) return;
    const positions = writeRanges(
      sealed.flatMap(({ position, named }) => [{ from: position, to: position + 1 }, ...readRanges(named)]),
    );
    const details = { entries: sealed.length, positions };
    await this.write(tx, register, { actor: 'system', action: ENTRIES_ENDED, details });
  }
}

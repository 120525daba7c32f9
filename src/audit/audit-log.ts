import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { AuditEntry } from './audit-entry.entity.js';

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

  /** Ends entries whose period is over. The database refuses those of the last year, whoever asks. */
  async end(tx: EntityManager, ids: readonly string[]): Promise<void> {
    await tx.query('select end_audit_entries($1)', [ids]);
  }
}

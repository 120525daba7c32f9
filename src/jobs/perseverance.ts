import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { later, RETRY_AFTER } from './attempts.js';
import { StuckWork } from './stuck-work.entity.js';

/** Failures after which staff are asked. By the pauses between them that is within ten minutes of the first. */
export const STAFF_TASK_AFTER = 5;

/** Where the row is that a job of a kind is about. */
const SUBJECTS = {
  'process-request': 'request',
  'send-mail': 'outgoing_mail',
  'notify-recipient': 'recipient_notification',
  'transmit-copy': 'transmission',
  'ask-system': 'case_task',
  'resume-erasures': 'customer',
  'purge-register': 'purge_run',
} as const;

export type Persevered = keyof typeof SUBJECTS;

export interface Work {
  readonly register: string;
  readonly kind: Persevered;
  readonly subjectId: string;
}

export const isPersevered = (kind: string): kind is Persevered => Object.hasOwn(SUBJECTS, kind);

/**
 * Counts the failures of a piece of work in a row of the database, so that losing the queue does not begin anew. What
 * fails waits longer each time, stands in nobody's way, and becomes a review for staff; it is tried on all the same,
 * once a day at last, and the row goes when it has succeeded.
 */
@Injectable()
export class Perseverance {
  private readonly logger = new Logger(Perseverance.name);

  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Runs the work unless it failed a moment ago. Throws what the work throws. */
  async attempt(about: Work, work: () => Promise<void>): Promise<void> {
    const { register, kind, subjectId } = about;
    const failed = await this.database.apart(register, (tx) => tx.findOneBy(StuckWork, { kind, subjectId }));
    if (failed !== null && failed.notBefore > this.clock.now()) return;
    try {
      await work();
    } catch (error) {
      await this.note(about, error instanceof Error ? error.name : 'unknown error');
      throw error;
    }
    if (failed !== null) await this.database.apart(register, (tx) => tx.delete(StuckWork, failed.id));
  }

  /** A database that is away counts nothing: then it was not the work that failed. */
  private async note(about: Work, error: string): Promise<void> {
    try {
      await this.database.apart(about.register, (tx) => this.count(tx, about, error));
    } catch {
      this.logger.warn(`a failure of ${about.kind} ${about.subjectId} was not counted`);
    }
  }

  private async count(tx: EntityManager, about: Work, error: string): Promise<void> {
    const { register, kind, subjectId } = about;
    const there = await tx.query<unknown[]>(`select from ${SUBJECTS[kind]} where id = $1`, [subjectId]);
    // Nothing is left to be done.
    if (there.length === 0) return void (await tx.delete(StuckWork, { kind, subjectId }));
    const now = this.clock.now();
    const [row] = await tx.query<{ attempts: number }[]>(
      `insert into stuck_work (id, register, kind, subject_id, attempts, error, first_failed_at, not_before)
       values ($1, $2, $3, $4, 1, $5, $6, $6)
       on conflict (register, kind, subject_id) do update set attempts = stuck_work.attempts + 1, error = excluded.error
       returning attempts`,
      [uuid(), register, kind, subjectId, error, now],
    );
    const { attempts } = row!;
    const notBefore = later(now, RETRY_AFTER[Math.min(attempts, RETRY_AFTER.length) - 1]!);
    await tx.update(StuckWork, { kind, subjectId }, { notBefore });
    if (attempts !== STAFF_TASK_AFTER) return;
    const details = { kind, subject: subjectId, attempts, error };
    await this.audit.write(tx, register, { actor: 'system', action: 'work.stuck', details });
  }
}

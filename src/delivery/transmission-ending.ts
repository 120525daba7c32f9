import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { later, RETRY_AFTER } from '../jobs/attempts.js';
import { Nudges } from '../jobs/nudges.js';
import { Cases } from '../requests/cases.js';
import { Transmission } from './transmission.entity.js';

/** Writes what became of an attempt, and lets the case go on once there will be no other. */
@Injectable()
export class TransmissionEnding {
  constructor(
    private readonly database: Database,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly nudges: Nudges,
  ) {}

  /** The person's answer is not late for a receiver that does not answer: on the last day it is given up. */
  async after(tx: EntityManager, row: Transmission, reason: string | null): Promise<void> {
    if (reason === null) return this.end(tx, row, 'sent', null);
    const opened = await this.cases.load(tx, row.requestId);
    const { due } = this.cases.item({ ...opened, items: this.cases.dated(opened) }, row.itemId);
    const wait = RETRY_AFTER[row.attempts - 1];
    if (wait === undefined || this.clock.today() >= due) return this.end(tx, row, 'failed', reason);
    const queued = { id: row.id, state: 'queued' } as const;
    await tx.update(Transmission, queued, { reason, notBefore: later(this.clock.now(), wait) });
  }

  async end(
    tx: EntityManager,
    { id, register, requestId, itemId, attempts }: Transmission,
    state: 'sent' | 'failed',
    reason: string | null,
  ): Promise<void> {
    const ended = { state, reason, endedAt: this.clock.now() };
    const done = await tx.update(Transmission, { id, state: 'queued' }, ended);
    if (done.affected !== 1) return;
    await this.audit.write(tx, register, {
      actor: 'system',
      action: state === 'sent' ? 'copy.transmitted' : 'copy.transmission-failed',
      requestId,
      details: { itemId, transmission: id, attempts, reason },
    });
    this.database.afterCommit(() => this.nudges.processRequest(register, requestId));
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { ATTEMPT, later, RETRY_AFTER } from '../jobs/attempts.js';
import { NotDelivered } from '../recipients/reachable-address.js';
import { Vault } from '../vault/vault.js';
import { CaseTask } from './case-task.entity.js';
import { isAsked } from './is-asked.js';
import { SystemMessages } from './system-messages.js';
import { type TaskContent, taskPlace } from './task-content.js';

/** Asks systems by webhook. What it does is decided by the row; a nudge that comes twice finds it handed over. */
@Injectable()
export class SystemCourier {
  private readonly logger = new Logger(SystemCourier.name);

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly messages: SystemMessages,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async send(register: string, id: string): Promise<void> {
    const claimed = await this.claim(register, id);
    if (!claimed) return;
    const { task, content } = claimed;
    try {
      await this.messages.post(task, content);
    } catch (error) {
      const reason = error instanceof NotDelivered ? error.reason : 'NOT_ACCEPTED';
      this.logger.warn(`task ${id} was not taken, attempt ${task.attempts}: ${reason}`);
      await this.database.inRegister(register, (tx) => this.tryLater(tx, task, reason));
      return;
    }
    await this.database.inRegister(register, (tx) => this.handedOver(tx, task));
  }

  /** Takes it for this attempt and sets when the next one may be, so that a crash only delays it. */
  private claim(register: string, id: string): Promise<{ task: CaseTask; content: TaskContent } | null> {
    return this.database.inRegister(register, async (tx) => {
      const now = this.clock.now();
      const task = await tx.findOne(CaseTask, {
        where: { id, state: 'pending' },
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      if (!task || task.notBefore === null || task.notBefore > now) return null;
      if (task.attempts > RETRY_AFTER.length) {
        await this.giveUp(tx, task, task.failure ?? 'NO_TRY_LEFT');
        return null;
      }
      const attempts = task.attempts + 1;
      await tx.update(CaseTask, id, { attempts, notBefore: later(now, ATTEMPT) });
      // The item waits for an approval again: nobody is asked until there is one.
      if (!(await isAsked(tx, task))) return null;
      const key = await this.vault.open(tx, task.keyId);
      return { task: { ...task, attempts }, content: key.open<TaskContent>(taskPlace(task), task.sealed) };
    });
  }

  /** Taken: from here on the system says itself how far it is. */
  private async handedOver(tx: EntityManager, task: CaseTask): Promise<void> {
    const pending = { id: task.id, state: 'pending' } as const;
    const taken = {
      state: 'in_progress',
      notBefore: null,
      failure: null,
      handedOverAt: this.clock.now(),
    } as const;
    const done = await tx.update(CaseTask, pending, taken);
    if (done.affected === 1) await this.note(tx, task, 'task.handed-over', { way: 'webhook' });
  }

  private async tryLater(tx: EntityManager, task: CaseTask, reason: string): Promise<void> {
    const wait = RETRY_AFTER[task.attempts - 1];
    if (wait === undefined) return this.giveUp(tx, task, reason);
    const pending = { id: task.id, state: 'pending' } as const;
    await tx.update(CaseTask, pending, { notBefore: later(this.clock.now(), wait), failure: reason });
  }

  /** Still open, and from today among the reviews: staff find another way, have it asked again, or say why not. */
  private async giveUp(tx: EntityManager, task: CaseTask, reason: string): Promise<void> {
    const pending = { id: task.id, state: 'pending' } as const;
    const done = await tx.update(CaseTask, pending, {
      notBefore: null,
      failure: reason,
      due: this.clock.today(),
    });
    if (done.affected === 1) await this.note(tx, task, 'task.not-taken', { reason });
  }

  private note(
    tx: EntityManager,
    { id, register, requestId, system, attempts }: CaseTask,
    action: string,
    also: Record<string, string>,
  ): Promise<void> {
    const details = { task: id, system, attempts, ...also };
    return this.audit.write(tx, register, { actor: 'system', action, requestId, details });
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { type TaskOutcome, taskTransition } from '../domain/case-task.js';
import { DomainError } from '../domain/domain-error.js';
import { Nudges } from '../jobs/nudges.js';
import { Vault } from '../vault/vault.js';
import { CaseTask } from './case-task.entity.js';
import { type Identity, type TaskContent, taskPlace } from './task-content.js';

export interface Ending {
  readonly outcome: TaskOutcome;
  readonly on: CalendarDate;
  /** A member of staff, or `null`: the system itself. */
  readonly by: string | null;
  readonly data?: unknown;
  readonly note?: string;
}

/** What becomes of a task, each in the caller's transaction and on a row it has locked. */
@Injectable()
export class TaskEnding {
  constructor(
    private readonly vault: Vault,
    private readonly database: Database,
    private readonly nudges: Nudges,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Ends it and wakes the case. Throws INVALID_TRANSITION. */
  async complete(tx: EntityManager, task: CaseTask, { outcome, on, by, ...said }: Ending): Promise<CaseTask> {
    const ended = {
      state: taskTransition(task.state, 'completed'),
      outcome,
      completedOn: on,
      completedAt: this.clock.now(),
      completedBy: by,
      notBefore: null,
      sealed: await this.sealedWith(tx, task, said),
    };
    await tx.update(CaseTask, task.id, ended);
    const { register, requestId, kind, system, passedOn } = task;
    await this.note(tx, task, 'task.completed', by ?? 'system', {
      kind,
      system,
      outcome,
      completedOn: on,
      late: passedOn !== null,
    });
    this.database.afterCommit(() => this.nudges.processRequest(register, requestId));
    return { ...task, ...ended };
  }

  /** The system has it. */
  async taken(tx: EntityManager, task: CaseTask): Promise<CaseTask> {
    if (task.state === 'in_progress') return task;
    const taken = {
      state: taskTransition(task.state, 'in_progress'),
      notBefore: null,
      handedOverAt: this.clock.now(),
    };
    await tx.update(CaseTask, task.id, taken);
    await this.note(tx, task, 'task.handed-over', 'system', { system: task.system });
    return { ...task, ...taken };
  }

  /** The system says that it will not: it stays open, and is for staff from today. */
  async declined(tx: EntityManager, task: CaseTask, note: string | undefined): Promise<CaseTask> {
    const declined = {
      notBefore: null,
      due: this.clock.today(),
      sealed: await this.sealedWith(tx, task, note === undefined ? {} : { note }),
    };
    await tx.update(CaseTask, task.id, declined);
    await this.note(tx, task, 'task.declined', 'system', { system: task.system });
    return { ...task, ...declined };
  }

  /** What came is no answer: it stays open, and is for staff from today. */
  async refused(tx: EntityManager, task: CaseTask, reason: string): Promise<void> {
    const { id, refusedAnswers, system } = task;
    const due = this.clock.today();
    await tx.update(CaseTask, id, { refusedAnswers: refusedAnswers + 1, due });
    await this.note(tx, task, 'task.answer-refused', 'system', { system, reason });
  }

  /** From the first try, or from the next time the system looks. */
  async askAgain(tx: EntityManager, task: CaseTask, actor: string): Promise<CaseTask> {
    if (task.kind !== 'system')
      throw new DomainError('INVALID_TRANSITION', { from: task.state, to: 'pending' });
    const byWebhook = task.tokenHash !== null;
    const again = {
      state: 'pending' as const,
      attempts: 0,
      notBefore: byWebhook ? this.clock.now() : null,
      handedOverAt: null,
    };
    await tx.update(CaseTask, task.id, again);
    await this.note(tx, task, 'task.asked-again', actor, { system: task.system });
    if (byWebhook) this.database.afterCommit(() => this.nudges.askSystem(task.register, task.id));
    return { ...task, ...again };
  }

  async assigned(tx: EntityManager, task: CaseTask, assignee: string, actor: string): Promise<CaseTask> {
    await tx.update(CaseTask, task.id, { assignee });
    await this.note(tx, task, 'task.assigned', actor, { assignee });
    return { ...task, assignee };
  }

  async identitiesOf(tx: EntityManager, task: CaseTask): Promise<readonly Identity[]> {
    return (await this.contentOf(tx, task)).system?.asked.identities ?? [];
  }

  async contentOf(tx: EntityManager, task: CaseTask): Promise<TaskContent> {
    return (await this.vault.open(tx, task.keyId)).open<TaskContent>(taskPlace(task), task.sealed);
  }

  private async sealedWith(tx: EntityManager, task: CaseTask, said: Partial<TaskContent>): Promise<Buffer> {
    const key = await this.vault.open(tx, task.keyId);
    const content = key.open<TaskContent>(taskPlace(task), task.sealed);
    return key.seal(taskPlace(task), { ...content, ...said } satisfies TaskContent);
  }

  private note(
    tx: EntityManager,
    { id, register, requestId, requestItemId }: CaseTask,
    action: string,
    actor: string,
    also: Record<string, string | boolean | null>,
  ): Promise<void> {
    const details = { task: id, itemId: requestItemId, ...also };
    return this.audit.write(tx, register, { actor, action, requestId, details });
  }
}

import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { AnsweredTask } from '../answers/answer.js';
import type { ReturnedData } from '../answers/copy-input.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { isOpenTask, OPEN_TASK_STATES, TASK_DEEDS, waitsUntil } from '../domain/case-task.js';
import { systemOf } from '../domain/connected-system.js';
import { Nudges } from '../jobs/nudges.js';
import { Policies } from '../registers/policies.js';
import type { Case } from '../requests/cases.js';
import type { RequestItem } from '../requests/request-item.entity.js';
import { CaseTask } from './case-task.entity.js';
import { type TaskContent, taskPlace } from './task-content.js';
import { type TaskOccasion, TaskWriter } from './task-writer.js';

/** What an item waits for outside the register, as the case sees it. */
@Injectable()
export class CaseTasks {
  constructor(
    private readonly writer: TaskWriter,
    private readonly database: Database,
    private readonly nudges: Nudges,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Asks whoever has not been asked yet. True while the item has to wait for one of them. */
  async ask(tx: EntityManager, occasion: TaskOccasion): Promise<boolean> {
    for (const { id, register, notBefore } of await this.writer.writeMissing(tx, occasion))
      if (notBefore !== null) this.database.afterCommit(() => this.nudges.askSystem(register, id));
    return this.waits(tx, occasion.item);
  }

  /** True until everybody has answered or the day has come on which the answer goes without them. */
  async waits(tx: EntityManager, item: RequestItem): Promise<boolean> {
    const open = { requestItemId: item.id, state: In([...OPEN_TASK_STATES]), passedOn: IsNull() };
    const tasks = await tx.findBy(CaseTask, open);
    const today = this.clock.today();
    if (tasks.some(({ askedOn }) => today < waitsUntil(askedOn, item))) return true;
    if (tasks.length === 0) return false;
    // One of them may have been answered by now.
    const passing = tx.createQueryBuilder().update(CaseTask).set({ passedOn: today }).where(open);
    const passed = (await passing.returning('id').execute()).raw as { id: string }[];
    const went = tasks.filter((task) => passed.some(({ id }) => id === task.id));
    for (const { id, register, requestId, kind, system } of went)
      await this.audit.write(tx, register, {
        actor: 'system',
        action: 'task.passed',
        requestId,
        details: { task: id, itemId: item.id, kind, system },
      });
    return false;
  }
}

/** Reads how the tasks of an item ended, for its answer. */
@Injectable()
export class TaskResults {
  constructor(private readonly policies: Policies) {}

  /** How each task ended, for the letter. Those that were cancelled are nobody's concern. */
  async report(tx: EntityManager, opened: Case, item: RequestItem): Promise<AnsweredTask[]> {
    const tasks = await this.ended(tx, item);
    return tasks.map((task) => this.answered(opened, task));
  }

  answered(opened: Case, task: CaseTask): AnsweredTask {
    const { kind, right, outcome, completedOn } = task;
    const { folder, note } = contentOf(opened, task);
    return {
      kind,
      name: kind === 'system' ? this.nameOf(task) : (folder?.reference ?? null),
      deed: TASK_DEEDS[kind][right]!,
      outcome,
      completedOn,
      reason: outcome === 'impossible' ? (note ?? null) : null,
    };
  }

  /** What other systems returned, for the copy. */
  async returned(tx: EntityManager, opened: Case, item: RequestItem): Promise<ReturnedData[]> {
    const tasks = await this.ended(tx, item);
    return tasks.filter(({ outcome }) => outcome === 'returned').map((task) => this.returnedBy(opened, task));
  }

  returnedBy(opened: Case, task: CaseTask): ReturnedData {
    return {
      system: { code: task.system!, text: this.nameOf(task) },
      returnedOn: task.completedOn!,
      data: () => contentOf(opened, task).data ?? null,
    };
  }

  /** What the policy in force calls the system; one it names no more goes by its code. */
  nameOf({ register, system }: Pick<CaseTask, 'register' | 'system'>): string {
    return systemOf(this.policies.of(register), system)?.name ?? system ?? '';
  }

  private async ended(tx: EntityManager, item: RequestItem): Promise<CaseTask[]> {
    const tasks = await tx.find(CaseTask, { where: { requestItemId: item.id }, order: { id: 'ASC' } });
    return tasks.filter(
      ({ state, passedOn }) => state === 'completed' || (isOpenTask(state) && passedOn !== null),
    );
  }
}

export const contentOf = ({ key }: Pick<Case, 'key'>, task: CaseTask) =>
  key.open<TaskContent>(taskPlace(task), task.sealed);

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { isOpenTask, OUTCOMES_OF, TASK_DEEDS, type TaskOutcome } from '../domain/case-task.js';
import { DomainError } from '../domain/domain-error.js';
import { StaffAccount } from '../staff/staff-account.entity.js';
import { CaseTask } from './case-task.entity.js';
import type { CompleteTaskDto, TaskDto } from './dto/task.dto.js';
import { isAsked } from './is-asked.js';
import { TaskCompletion } from './task-completion.js';
import { TaskEnding } from './task-ending.js';
import { TaskReading } from './task-reading.service.js';

/** Which task of which case, and who acts. */
export interface TaskDeedBy {
  readonly register: string;
  readonly requestId: string;
  readonly id: string;
  readonly actor: string;
}

/** What staff do with tasks: by hand what a system did not, and everything on paper. */
@Injectable()
export class Tasks {
  constructor(
    private readonly database: Database,
    private readonly reading: TaskReading,
    private readonly ending: TaskEnding,
    private readonly completion: TaskCompletion,
    private readonly clock: Clock,
  ) {}

  /** Throws INVALID_VALUE for an outcome that is not one of the deed's, INVALID_DATE_ORDER, INVALID_TRANSITION. */
  complete(deed: TaskDeedBy, { outcome, completedOn, note }: CompleteTaskDto): Promise<TaskDto> {
    return this.act(deed, async (tx, task) => {
      const possible: readonly TaskOutcome[] = OUTCOMES_OF[TASK_DEEDS[task.kind][task.right]!];
      if (!possible.includes(outcome))
        throw new DomainError('INVALID_VALUE', { pointer: '/outcome', reason: 'NOT_OF_THIS_DEED' });
      this.requireDay(task, completedOn);
      const said = note === undefined ? {} : { note };
      return this.completion.complete(tx, task, { outcome, on: completedOn, by: deed.actor, ...said });
    });
  }

  /** It cannot be done: the answer says so, with the reason. */
  excuse(deed: TaskDeedBy, reason: string): Promise<TaskDto> {
    const on = this.clock.today();
    return this.act(deed, (tx, task) =>
      this.completion.complete(tx, task, { outcome: 'impossible', on, by: deed.actor, note: reason }),
    );
  }

  /** Asks a system that gave no answer once more, from the first try. */
  askAgain(deed: TaskDeedBy): Promise<TaskDto> {
    return this.act(deed, (tx, task) => this.ending.askAgain(tx, task, deed.actor));
  }

  assign(deed: TaskDeedBy, assignee: string): Promise<TaskDto> {
    return this.act(deed, async (tx, task) => {
      if (!(await this.database.outsideRegisters((all) => all.existsBy(StaffAccount, { id: assignee }))))
        throw new DomainError('INVALID_VALUE', { pointer: '/assignee', reason: 'UNKNOWN_ACCOUNT' });
      return this.ending.assigned(tx, task, assignee, deed.actor);
    });
  }

  private act(
    { register, requestId, id }: TaskDeedBy,
    change: (tx: EntityManager, task: CaseTask) => Promise<CaseTask>,
  ): Promise<TaskDto> {
    return this.database.inRegister(register, async (tx) => {
      const task = await tx.findOne(CaseTask, {
        where: { id, requestId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!task) throw new DomainError('NOT_FOUND', { what: 'task' });
      if (!isOpenTask(task.state) || !(await isAsked(tx, task)))
        throw new DomainError('INVALID_TRANSITION', { from: task.state, to: 'completed' });
      return this.reading.show(tx, await change(tx, task));
    });
  }

  private requireDay({ askedOn }: CaseTask, on: CalendarDate): void {
    if (on > this.clock.today() || on < askedOn)
      throw new DomainError('INVALID_DATE_ORDER', { pointer: '/completedOn' });
  }
}

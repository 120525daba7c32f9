import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseTask } from './case-task.entity.js';
import { LateAnswers } from './late-answers.js';
import { type Ending, TaskEnding } from './task-ending.js';

/** Completes a task, and tells the person where the answer had gone without it. */
@Injectable()
export class TaskCompletion {
  constructor(
    private readonly ending: TaskEnding,
    private readonly late: LateAnswers,
  ) {}

  async complete(tx: EntityManager, task: CaseTask, ending: Ending): Promise<CaseTask> {
    const completed = await this.ending.complete(tx, task, ending);
    if (completed.passedOn !== null) await this.late.tell(tx, completed);
    return completed;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Answering } from '../answers/answer-writer.js';
import type { AnsweredTask } from '../answers/answer.js';
import type { ReturnedData } from '../answers/copy-input.js';
import { Clock } from '../clock.js';
import type { Subject } from '../customers/person-file.js';
import { isEffectFirst } from '../domain/case-task.js';
import { CaseTasks, TaskResults } from '../tasks/case-tasks.js';
import { type Case, Cases } from './cases.js';
import { DecisionWriter } from './decision-writer.js';
import type { Carried, Carrying } from './fulfilment.js';
import { keptPlan } from './plan-pages.js';
import { RequestItem } from './request-item.entity.js';

/** An answer says what others confirmed: where the effect comes first, the answer waits for them. */
@Injectable()
export class ConfirmedAnswers {
  constructor(
    private readonly tasks: CaseTasks,
    private readonly results: TaskResults,
    private readonly decisions: DecisionWriter,
    private readonly cases: Cases,
    private readonly clock: Clock,
  ) {}

  /** Nobody else has to be asked. */
  atOnce(...decision: Parameters<DecisionWriter['decide']>): Promise<void> {
    return this.decisions.decide(...decision);
  }

  returned(tx: EntityManager, opened: Case, item: RequestItem): Promise<ReturnedData[]> {
    return this.results.returned(tx, opened, item);
  }

  /** Answers what was carried out, or keeps it until those have confirmed it who have the data too. */
  async answer(work: Carrying, carried: Carried): Promise<void> {
    const { tx, opened, item, subject, plan } = work;
    if (!isEffectFirst(item.right)) return this.decide(tx, opened, item, carried, subject);
    const { corrections = [], weighed } = carried;
    const asked = { opened, item, subject, plan, corrections, ...(weighed ? { weighed } : {}) };
    if (!(await this.tasks.ask(tx, asked))) return this.decide(tx, opened, item, carried, subject);
    const carriedOutAt = this.clock.now();
    await this.cases.note(tx, opened, item, { carried });
    await tx.update(RequestItem, item.id, { carriedOutAt });
    item.carriedOutAt = carriedOutAt;
  }

  /** Goes on with an item whose effect is in force already. The person may be gone by now: by another case. */
  async resume(tx: EntityManager, opened: Case, item: RequestItem, subject: Subject | null): Promise<void> {
    const carried = this.cases.decision(opened, item)?.carried;
    if (!carried || (await this.tasks.waits(tx, item))) return;
    await this.decide(tx, opened, item, carried, subject);
  }

  private async decide(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    carried: Carried,
    subject: Subject | null,
  ): Promise<void> {
    const tasks = await this.results.report(tx, opened, item);
    const plan = subject && (await keptPlan(tx, item));
    const about = subject && plan && { subject, plan };
    const answering = { kind: 'decision', ...withTasks(carried, tasks) } as const;
    await this.decisions.decide(tx, opened, item, answering, about);
  }
}

/** One missing confirmation, and what would be whole is partial. */
function withTasks(carried: Carried, tasks: readonly AnsweredTask[]): Omit<Answering, 'kind'> {
  if (tasks.length === 0) return carried;
  const missing = tasks.some(({ outcome }) => outcome === null || outcome === 'impossible');
  const onlyMissing = missing && carried.state === 'fulfilled';
  return {
    ...carried,
    ...(onlyMissing ? { state: 'partly-fulfilled' as const } : {}),
    elsewhere: { tasks, onlyMissing },
  };
}

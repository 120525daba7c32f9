import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, legalDate } from '../clock.js';
import { type PersonFile, PersonFiles } from '../customers/person-file.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { isEffectFirst } from '../domain/case-task.js';
import { executionDay } from '../domain/execution-day.js';
import type { HashedPlan } from '../planning/planning.js';
import { Policies } from '../registers/policies.js';
import { CaseTasks } from '../tasks/case-tasks.js';
import type { Case } from './cases.js';
import { openItemsOf } from './freeze.js';
import { RequestItem } from './request-item.entity.js';

/** What an item whose plan stands still waits for before it is carried out. Whatever ends a wait nudges the case. */
@Injectable()
export class Waits {
  constructor(
    private readonly policies: Policies,
    private readonly files: PersonFiles,
    private readonly tasks: CaseTasks,
    private readonly clock: Clock,
  ) {}

  /** True while the item has to wait; asked again each time the case is processed. */
  async hold(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    about: { file: PersonFile; plan: HashedPlan },
  ): Promise<boolean> {
    if (await this.ownAnswersFirst(tx, item, about)) return true;
    if (await this.secondThoughts(tx, opened, item)) return true;
    return this.othersFirst(tx, opened, item, about);
  }

  /** The day an erasure is to be carried out as things stand; `null` where the policy lets it wait for nothing. */
  executesOn({ request }: Pick<Case, 'request'>, item: RequestItem): CalendarDate | null {
    const { erasureWaiting, approval } = this.policies.of(request.register);
    if (item.right !== 'erasure' || erasureWaiting === undefined) return null;
    const identified = request.identification && new Date(request.identification.at);
    const since = approval.includes('erasure') ? item.approvedHash && item.approvedAt : identified;
    const from = since ? legalDate(since) : this.clock.today();
    return executionDay(from, erasureWaiting.period, item.target);
  }

  /** The policy's time in which the person can still withdraw. Whoever looks for work finds the item when it is over. */
  private async secondThoughts(tx: EntityManager, opened: Case, item: RequestItem): Promise<boolean> {
    const executesOn = this.executesOn(opened, item);
    if (executesOn === null) return false;
    await tx.update(RequestItem, item.id, { executesOn });
    item.executesOn = executesOn;
    return this.clock.today() < executesOn;
  }

  /**
   * Other systems and paper, last of all: they are asked when nothing else stands in the way any more. A copy needs
   * what they return; and as long as they have not erased, the register still knows of whom to ask them.
   */
  private async othersFirst(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    { file, plan }: { file: PersonFile; plan: HashedPlan },
  ): Promise<boolean> {
    if (isEffectFirst(item.right)) return false;
    const subject = await this.files.subject(tx, file);
    return this.tasks.ask(tx, { opened, item, subject, plan });
  }

  /** The person's copies are handed over before anything of them is erased (Art. 15: no deleting to avoid disclosure). */
  private async ownAnswersFirst(
    tx: EntityManager,
    item: RequestItem,
    { file, plan }: { file: PersonFile; plan: HashedPlan },
  ): Promise<boolean> {
    if (item.right !== 'erasure' && !erasesSome(plan)) return false;
    const copies = ['access', 'portability'] as const;
    const first = item.right === 'erasure' ? [...copies, 'rectification' as const] : copies;
    const open = await openItemsOf(tx, file.customer.id, first);
    return open.some(({ id }) => id !== item.id);
  }
}

/** A rectification erases what is unnecessary or outdated. */
const erasesSome = ({ right, data }: HashedPlan) =>
  right === 'rectification' && data.some(({ outcome }) => outcome === 'erase');

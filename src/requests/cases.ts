import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import {
  deadline,
  type Deadline,
  dueInForce,
  rectificationTarget,
  targetInForce,
} from '../domain/deadline.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Right } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { isFinal, type ItemState, transition } from '../domain/lifecycle.js';
import { endTasks } from '../tasks/end-tasks.js';
import { type DataKey, Vault } from '../vault/vault.js';
import { type CaseFile, casePlace, type Decision, decisionPlace } from './case-file.js';
import { Fee } from './fee.entity.js';
import { Question } from './question.entity.js';
import { RequestItem } from './request-item.entity.js';
import { Request } from './request.entity.js';

/** A request with its items, questions and its opened file. */
export interface Case {
  readonly request: Request;
  readonly items: readonly RequestItem[];
  readonly questions: readonly Question[];
  readonly fees: readonly Fee[];
  readonly key: DataKey;
  readonly file: CaseFile;
}

/** Loads cases, moves their items along the lifecycle and keeps their clocks. */
@Injectable()
export class Cases {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Throws NOT_FOUND. `lock` serialises all work on the case for the transaction. */
  async load(tx: EntityManager, requestId: string, options: { lock?: boolean } = {}): Promise<Case> {
    const request = await tx.findOne(Request, {
      where: { id: requestId },
      ...(options.lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    if (!request) throw new DomainError('NOT_FOUND', { what: 'request' });
    const key = await this.vault.open(tx, request.keyId);
    return {
      request,
      items: await tx.find(RequestItem, { where: { requestId }, order: { id: 'ASC' } }),
      questions: await tx.find(Question, { where: { requestId }, order: { id: 'ASC' } }),
      fees: await tx.find(Fee, { where: { requestId }, order: { id: 'ASC' } }),
      key,
      file: key.open<CaseFile>(casePlace(request), request.sealed),
    };
  }

  /** The item named, or the only one there is. */
  item(opened: Case, itemId?: string): RequestItem {
    const item =
      itemId === undefined && opened.items.length === 1
        ? opened.items[0]
        : opened.items.find(({ id }) => id === itemId);
    if (!item && itemId === undefined)
      throw new DomainError('INVALID_VALUE', { pointer: '/itemId', reason: 'SEVERAL_ITEMS' });
    if (!item) throw new DomainError('NOT_FOUND', { what: 'item' });
    return item;
  }

  /** Moves an item along the lifecycle; throws INVALID_TRANSITION. Changes the item at hand too. */
  async move(
    tx: EntityManager,
    item: RequestItem,
    to: ItemState,
    also: Partial<RequestItem> = {},
  ): Promise<void> {
    const state = transition(item.state, to);
    await tx.update(RequestItem, item.id, { ...also, state } as object);
    Object.assign(item, also, { state });
    if (isFinal(state)) await endTasks(tx, { requestItemId: item.id });
  }

  decision(opened: Case, item: RequestItem): Decision | null {
    return item.sealed && opened.key.open<Decision>(decisionPlace(item), item.sealed);
  }

  /** Adds to the written part of an item's decision. */
  async note(tx: EntityManager, opened: Case, item: RequestItem, also: Partial<Decision>): Promise<void> {
    const sealed = opened.key.seal(decisionPlace(item), { ...this.decision(opened, item), ...also });
    await tx.update(RequestItem, item.id, { sealed });
    item.sealed = sealed;
  }

  /** The clock runs again from a sufficient answer, which has arrived and came after the question. */
  async answered(
    tx: EntityManager,
    opened: Case,
    question: Question,
    answeredOn: CalendarDate = this.clock.today(),
  ): Promise<void> {
    if (answeredOn < question.askedOn || answeredOn > this.clock.today())
      throw new DomainError('INVALID_DATE_ORDER', { pointer: '/answeredOn' });
    await tx.update(Question, question.id, { answeredOn });
    question.answeredOn = answeredOn;
    await this.rewind(tx, opened);
  }

  /** Writes the clock's dates to the items that are still open. */
  async rewind(tx: EntityManager, opened: Case): Promise<Deadline> {
    for (const item of this.dated(opened)) {
      const { due, target } = item;
      if (!isFinal(item.state)) await tx.update(RequestItem, item.id, { due, target });
    }
    return this.clockOf(opened);
  }

  /** The items with the dates that are in force today; those of an ended item stay as they were. */
  dated(opened: Pick<Case, 'request' | 'items' | 'questions'>): readonly RequestItem[] {
    const clock = this.clockOf(opened);
    for (const item of opened.items) {
      if (isFinal(item.state)) continue;
      Object.assign(item, { due: dueInForce(clock), target: targetOf(item.right, clock) });
    }
    return opened.items;
  }

  /** The clock of a case as it runs today. */
  clockOf({ request, questions }: Pick<Case, 'request' | 'questions'>): Deadline {
    return clockOf(request, questions, this.clock.today());
  }

  isOverdue(item: RequestItem): boolean {
    return !isFinal(item.state) && this.clock.today() > item.due;
  }
}

/**
 * The clock of a case: from receipt, suspended from the first question to the last sufficient answer (an open
 * question adds nothing yet), extended at most once. A notice of extension that has not been handed over yet goes out
 * today at the earliest, so one that never does stops counting when the month is over (Art. 12(3)).
 */
function clockOf(request: Request, questions: readonly Question[], today: CalendarDate): Deadline {
  const answered = questions.flatMap(({ answeredOn }) => answeredOn ?? []).sort();
  return deadline({
    received: request.receivedOn,
    ...(questions[0] ? { asked: questions[0].askedOn } : {}),
    ...(answered.length > 0 ? { answered: answered[answered.length - 1] } : {}),
    ...(request.extendedOn ? { extendedOn: request.extensionToldOn ?? today } : {}),
  });
}

/** Rectification has a nearer target of its own: without undue delay. */
export const targetOf = (right: Right, clock: Deadline) =>
  right === 'rectification' ? rectificationTarget(clock.received) : targetInForce(clock);

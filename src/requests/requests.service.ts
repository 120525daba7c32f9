import { Injectable } from '@nestjs/common';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { PersonFiles } from '../customers/person-file.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { isFinal } from '../domain/lifecycle.js';
import { after, type ListQuery, page, rowsFor } from '../http/list.js';
import { type Case, Cases } from './cases.js';
import type {
  ClockDto,
  PlanDto,
  RequestDto,
  RequestItemDto,
  RequestPageDto,
  TimelineDto,
} from './dto/request.dto.js';
import { ItemPlans } from './item-plans.js';
import { type CaseTask } from '../tasks/case-task.entity.js';
import { waitingFor, waitsOf } from './waiting-for.js';
import { nextActions } from './next-actions.js';
import { keptPlan } from './plan-pages.js';
import { Fee } from './fee.entity.js';
import { Question } from './question.entity.js';
import { RequestItem } from './request-item.entity.js';
import { Request } from './request.entity.js';
import { troublesOf } from './undelivered.js';
import { Waits } from './waits.js';

/** A plan is made of facts; what the records hold stays where it lies. */
const FACTS_ONLY = { values: 'personal' } as const;

/** What staff see of cases. */
@Injectable()
export class Requests {
  constructor(
    private readonly database: Database,
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly plans: ItemPlans,
    private readonly waits: Waits,
  ) {}

  get(register: string, requestId: string): Promise<RequestDto> {
    return this.database.inRegister(register, async (tx) => {
      const opened = await this.cases.load(tx, requestId);
      await this.refreshPlans(tx, opened);
      return this.view(opened, await troublesOf(tx, [requestId]), await waitsOf(tx, [requestId]));
    });
  }

  list(register: string, query: ListQuery): Promise<RequestPageDto> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await tx.find(Request, {
        where: { id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      const ofRows = { requestId: In(rows.map(({ id }) => id)) };
      const items = await tx.find(RequestItem, { where: ofRows, order: { id: 'ASC' } });
      const questions = await tx.find(Question, { where: ofRows, order: { id: 'ASC' } });
      const fees = await tx.find(Fee, { where: ofRows, order: { id: 'ASC' } });
      const ids = rows.map(({ id }) => id);
      const troubles = await troublesOf(tx, ids);
      const tasks = await waitsOf(tx, ids);
      return page(query, rows, (request) => {
        const ofRequest = ({ requestId }: { requestId: string }) => requestId === request.id;
        const ours = {
          items: items.filter(ofRequest),
          questions: questions.filter(ofRequest),
          fees: fees.filter(ofRequest),
        };
        return this.view({ request, ...ours }, troubles, tasks.filter(ofRequest));
      });
    });
  }

  /** The plan as things stand now, or the one that was carried out. Throws PLAN_NOT_READY before identification. */
  plan(register: string, requestId: string, itemId?: string): Promise<PlanDto> {
    return this.database.inRegister(register, async (tx) => {
      const opened = await this.cases.load(tx, requestId);
      const item = this.cases.item(opened, itemId);
      if (item.decided !== null || isFinal(item.state)) {
        const kept = await keptPlan(tx, item);
        if (kept === null) throw new DomainError('PLAN_NOT_READY');
        return { ...kept, executesOn: item.executesOn } as PlanDto;
      }
      const plan = this.plans.now(item, await this.subjectOf(tx, opened), opened.file);
      return { ...plan, executesOn: this.waits.executesOn(opened, item) } as PlanDto;
    });
  }

  clock(register: string, requestId: string): Promise<ClockDto> {
    return this.database.inRegister(register, async (tx) => {
      const opened = await this.cases.load(tx, requestId);
      const items = this.cases
        .dated(opened)
        .map(({ id, right, due, target }) => ({ id, right, due, target }));
      return { ...this.cases.clockOf(opened), items } as ClockDto;
    });
  }

  timeline(register: string, requestId: string): Promise<TimelineDto> {
    return this.database.inRegister(register, async (tx) => {
      await this.cases.load(tx, requestId);
      const entries = await tx.find(AuditEntry, { where: { requestId }, order: { id: 'ASC' } });
      return {
        data: entries.map(({ at, actor, action, details }) => ({
          at: at.toISOString(),
          actor,
          action,
          details,
        })),
        nextCursor: null,
      };
    });
  }

  /** What waits for an approval shows the hash that an approval has to carry now, whatever has changed since. */
  private async refreshPlans(tx: EntityManager, opened: Case): Promise<void> {
    const waiting = opened.items.filter(({ state }) => state === 'awaiting-approval');
    const { customerId } = opened.request;
    if (waiting.length === 0 || customerId === null) return;
    const file = await this.files.load(tx, customerId, FACTS_ONLY);
    if (!file) return;
    for (const item of waiting)
      Object.assign(item, { planHash: this.plans.now(item, file, opened.file).planHash });
  }

  private async subjectOf(tx: EntityManager, { request }: Case) {
    const { customerId } = request;
    const file = customerId === null ? null : await this.files.load(tx, customerId, FACTS_ONLY);
    if (!file) throw new DomainError('PLAN_NOT_READY');
    return file;
  }

  private view(
    opened: Pick<Case, 'request' | 'items' | 'questions' | 'fees'>,
    troubles: Awaited<ReturnType<typeof troublesOf>>,
    tasks: readonly CaseTask[],
  ): RequestDto {
    const { request } = opened;
    const items = this.cases.dated(opened);
    return {
      id: request.id,
      reference: request.reference,
      receivedOn: request.receivedOn,
      channel: request.channel,
      language: request.language,
      extended: request.extendedOn !== null,
      overdue: items.some((item) => this.cases.isOverdue(item)),
      customerId: request.customerId,
      closedAt: request.closedAt?.toISOString() ?? null,
      items: items.map(({ id, right, state, planHash, due, target, executesOn, selfApproved }) => ({
        id,
        right,
        state,
        planHash,
        due,
        target,
        fee: feeOf(opened, id),
        executesOn,
        selfApproved,
      })),
      waitingFor: tasks.map(waitingFor),
      nextActions: nextActions(items, troubles, opened.fees, tasks),
    };
  }
}

function feeOf({ fees }: Pick<Case, 'fees'>, itemId: string): RequestItemDto['fee'] {
  const fee = fees.find((each) => each.itemId === itemId);
  if (!fee) return null;
  const { amount, basis, askedOn, answerBy, acceptedOn } = fee;
  return { amount, basis, askedOn, answerBy, acceptedOn };
}

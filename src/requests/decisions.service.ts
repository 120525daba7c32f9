import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { PersonFiles } from '../customers/person-file.js';
import { dueInForce } from '../domain/deadline.js';
import { DomainError } from '../domain/domain-error.js';
import { isFinal } from '../domain/lifecycle.js';
import type { Plan } from '../domain/plan.js';
import { planDifference } from '../domain/planner.js';
import { casePlace } from './case-file.js';
import { Cases } from './cases.js';
import type { ApproveDto, ExtendDto } from './dto/decision.dto.js';
import { FourEyes } from './four-eyes.js';
import { ItemPlans } from './item-plans.js';
import { keptPlan } from './plan-pages.js';
import { requireDecidable } from './proposal-decisions.js';
import { proposalsOf } from './proposals.js';
import { RequestNotices } from './request-notices.js';
import { Request } from './request.entity.js';
import { requireWeighed, weighedBy } from './weighing.js';

/** Approval binds a person's yes to one plan. */
@Injectable()
export class Approvals {
  constructor(
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly plans: ItemPlans,
    private readonly fourEyes: FourEyes,
    private readonly clock: Clock,
  ) {}

  /** Throws SELF_APPROVAL, and STALE_PLAN with the difference when the plan has changed since it was read. */
  async approve(tx: EntityManager, requestId: string, dto: ApproveDto, staffId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const item = this.cases.item(opened, dto.itemId);
    if (item.state !== 'awaiting-approval')
      throw new DomainError('INVALID_TRANSITION', { from: item.state, to: 'in-progress' });
    const selfApproved = await this.fourEyes.own(tx, opened, item, staffId);
    const { customerId } = opened.request;
    const file = customerId === null ? null : await this.files.load(tx, customerId, { lock: true });
    // The person is gone already: processing finds that out and answers so.
    const plan = file === null ? null : this.plans.now(item, file, opened.file);
    if (file !== null && plan !== null) {
      if (plan.planHash !== dto.planHash)
        throw new DomainError('STALE_PLAN', {
          planHash: plan.planHash,
          difference: inWords(await keptPlan(tx, item), plan),
        });
      refuseUnreasoned(plan, dto);
      if (item.right === 'rectification')
        requireDecidable(dto.corrections ?? [], proposalsOf(file, opened.file), plan);
    }
    await this.cases.note(tx, opened, item, {
      ...(dto.weighing === undefined ? {} : { weighing: dto.weighing }),
      ...(dto.outcome === undefined ? {} : { weighed: weighedBy(dto) }),
      ...(dto.decider === undefined ? {} : { decider: dto.decider }),
      ...(selfApproved && dto.selfApproval ? { selfApproval: dto.selfApproval } : {}),
      ...(dto.transmissionDeclined === undefined ? {} : { transmissionDeclined: dto.transmissionDeclined }),
      corrections: (dto.corrections ?? []).map((decision) => ({
        ...decision,
        reason: decision.reason ?? null,
      })),
    });
    await this.cases.move(tx, item, 'in-progress', {
      approvedHash: dto.planHash,
      approvedBy: staffId,
      approvedAt: this.clock.now(),
      selfApproved,
    });
    await this.fourEyes.approved(tx, opened, item, staffId, plan ?? item.plan);
  }
}

/** Art. 12(3): once, by two months at most, with reasons, and only while the first month runs. */
@Injectable()
export class Extensions {
  constructor(
    private readonly cases: Cases,
    private readonly notices: RequestNotices,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async extend(tx: EntityManager, requestId: string, dto: ExtendDto, staffId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const { request, items, key, file } = opened;
    const open = items.filter(({ state }) => !isFinal(state) && state !== 'unverified');
    if (open.length === 0) throw new DomainError('INVALID_TRANSITION', { to: 'extended' });
    if (request.extendedOn !== null) throw new DomainError('ALREADY_EXTENDED');
    request.extendedOn = this.clock.today();
    const clock = await this.cases.rewind(tx, opened);
    if (!clock.extensionValid) throw new DomainError('EXTENSION_TOO_LATE', { due: clock.due });
    await tx.update(Request, requestId, {
      extendedOn: request.extendedOn,
      sealed: key.seal(casePlace(request), { ...file, extensionReason: dto.reason }),
    });
    const due = dueInForce(clock);
    await this.notices.send(tx, opened, {
      kind: 'extension',
      rights: open.map(({ right }) => right),
      reason: dto.reason,
      reasons: dto.reasons ?? [],
      due,
    });
    await this.audit.write(tx, request.register, {
      actor: staffId,
      action: 'request.extended',
      requestId,
      details: { due, reasons: dto.reasons ?? [] },
    });
  }
}

/** What has to be weighed is weighed in writing, and a correction is refused with a reason. */
function refuseUnreasoned(plan: Plan, dto: ApproveDto): void {
  requireWeighed(plan, dto);
  const silent =
    dto.corrections?.findIndex(({ accepted, reason }) => !accepted && reason === undefined) ?? -1;
  if (silent >= 0) throw new DomainError('REASON_REQUIRED', { pointer: `/corrections/${silent}/reason` });
}

function inWords(before: Plan | null, after: Plan): string[] {
  if (before === null) return [];
  return planDifference(before, after).data.map(
    (change) =>
      `${change.datum}: ${change.before?.outcome ?? 'absent'} → ${change.after?.outcome ?? 'absent'}`,
  );
}

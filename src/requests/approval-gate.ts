import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { PersonFile } from '../customers/person-file.js';
import { ApprovalNeed } from './approval-need.js';
import { type Case, Cases } from './cases.js';
import { ItemPlans } from './item-plans.js';
import { keepPlan } from './plan-pages.js';
import type { RequestItem } from './request-item.entity.js';
import { Weighing } from './weighing.js';

/** Stops an item whose plan nobody has approved, where an approval is needed. */
@Injectable()
export class ApprovalGate {
  constructor(
    private readonly cases: Cases,
    private readonly plans: ItemPlans,
    private readonly need: ApprovalNeed,
    private readonly weighing: Weighing,
    private readonly audit: AuditLog,
  ) {}

  /** The plan to carry out, or `null` while it waits for an approval bound to its hash. */
  async pass(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    file: PersonFile,
  ): ReturnType<ApprovalGate['record']> {
    const { register } = opened.request;
    const plan = this.plans.now(item, file, opened.file);
    if (item.plan === null) await this.weighing.begin(tx, opened, item, file, plan);
    if (item.approvedHash === plan.planHash || !(await this.need.of(tx, opened, item, { file, plan })))
      return this.record(tx, item, plan);
    await this.record(tx, item, plan);
    await this.cases.move(tx, item, 'awaiting-approval', { approvedHash: null });
    await this.audit.write(tx, register, {
      actor: 'system',
      action: item.approvedAt === null ? 'request.approval-asked' : 'request.approval-asked-again',
      requestId: opened.request.id,
      details: {
        itemId: item.id,
        right: item.right,
        planHash: plan.planHash,
        policyVersion: plan.policyVersion,
        policyHash: plan.policyHash,
      },
    });
    return null;
  }

  private async record(tx: EntityManager, item: RequestItem, plan: ReturnType<ItemPlans['now']>) {
    await keepPlan(tx, item, plan);
    return plan as typeof plan | null;
  }
}

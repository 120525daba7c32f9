import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Answering, AnswerWriter } from '../answers/answer-writer.js';
import type { Subject } from '../customers/person-file.js';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import type { HashedPlan } from '../planning/planning.js';
import { Policies } from '../registers/policies.js';
import { endTasks } from '../tasks/end-tasks.js';
import { type Case, Cases } from './cases.js';
import { RequestItem } from './request-item.entity.js';

/** Writes a decision: on the item, as the letter, in the audit log. */
@Injectable()
export class DecisionWriter {
  constructor(
    private readonly answers: AnswerWriter,
    private readonly policies: Policies,
    private readonly cases: Cases,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async decide(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    answering: Answering,
    about: { subject: Subject; plan: HashedPlan } | null = null,
    actor: Actor = 'system',
  ): Promise<void> {
    const { register, id: requestId, customerId } = opened.request;
    const inForce = this.policies.inForce(register);
    const decided = { decided: answering.state, decidedAt: this.clock.now() };
    await tx.update(RequestItem, item.id, decided);
    Object.assign(item, decided);
    await endTasks(tx, { requestItemId: item.id });
    const decider = this.cases.decision(opened, item)?.decider ?? null;
    await this.cases.note(tx, opened, item, {
      decider: decider ?? inForce.policy.contactPerson.name,
      ...(answering.refusal ? { refusal: answering.refusal } : {}),
    });
    await this.answers.write(
      tx,
      opened,
      item,
      { decider, ...answering },
      about?.subject ?? null,
      about?.plan ?? null,
    );
    await this.audit.write(tx, register, {
      actor,
      action: 'request.decided',
      customerId,
      requestId,
      details: {
        itemId: item.id,
        right: item.right,
        state: answering.state,
        planHash: about?.plan.planHash ?? null,
        policyVersion: about?.plan.policyVersion ?? inForce.policy.version,
        policyHash: about?.plan.policyHash ?? inForce.hash,
      },
    });
  }
}

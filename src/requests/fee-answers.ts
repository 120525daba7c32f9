import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { DomainError } from '../domain/domain-error.js';
import { type Case, Cases } from './cases.js';
import { Fee } from './fee.entity.js';
import type { RequestItem } from './request-item.entity.js';
import { CaseWork } from './staff-requests.service.js';
import { openFee } from './waits-for-fee.js';

/** The person's answer about a fee: the case goes on, or the request is taken back and costs nothing. */
@Injectable()
export class FeeAnswers {
  constructor(
    private readonly cases: Cases,
    private readonly work: CaseWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws INVALID_TRANSITION unless the item waits for it. */
  async accept(tx: EntityManager, requestId: string, itemId: string, actor: Actor): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const item = this.cases.item(opened, itemId);
    const { id } = this.waiting(opened, item);
    await tx.update(Fee, id, { acceptedOn: this.clock.today() });
    await this.cases.move(tx, item, 'in-progress');
    await this.audit.write(tx, opened.request.register, {
      actor,
      action: 'request.fee-accepted',
      requestId,
      details: { itemId },
    });
  }

  async withdraw(tx: EntityManager, requestId: string, itemId: string, actor: Actor): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    this.waiting(opened, this.cases.item(opened, itemId));
    await this.work.withdraw(tx, requestId, { itemId }, actor);
  }

  private waiting(opened: Case, item: RequestItem): Fee {
    const fee = openFee(opened, item);
    if (!fee) throw new DomainError('INVALID_TRANSITION', { from: item.state, to: 'in-progress' });
    return fee;
  }
}

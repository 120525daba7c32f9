import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { DomainError } from '../domain/domain-error.js';
import { feeAnswerBy, requireAmount, requireBasis } from '../domain/fee.js';
import { type FeeReasons, feePlace } from './case-file.js';
import { Cases } from './cases.js';
import type { FeeDto } from './dto/fee.dto.js';
import { FeeLetters } from './fee-letters.js';
import { Fee } from './fee.entity.js';
import { Repetitions } from './repetitions.js';
import { isUndone } from './undone.js';

/** Art. 12(5)(a): a fee is asked before anything is done, and only where the law allows one. */
@Injectable()
export class FeeDemands {
  constructor(
    private readonly cases: Cases,
    private readonly repetitions: Repetitions,
    private readonly letters: FeeLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws INVALID_VALUE, REASON_NOT_LAWFUL, FEE_ASKED, FEE_TOO_LATE or INVALID_TRANSITION. */
  async ask(tx: EntityManager, requestId: string, dto: FeeDto, staffId: string): Promise<void> {
    requireAmount(dto.amount);
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const item = this.cases.item(opened, dto.itemId);
    if (opened.fees.some(({ itemId }) => itemId === item.id)) throw new DomainError('FEE_ASKED');
    // Only of somebody known can it be said that they ask too often; a stranger is asked who they are.
    if (!isUndone(item) || (item.state !== 'awaiting-approval' && item.state !== 'in-progress'))
      throw new DomainError('INVALID_TRANSITION', { from: item.state, to: 'awaiting-clarification' });
    const repeated = await this.repetitions.of(tx, opened, item);
    requireBasis(item.right, dto.basis, repeated);
    const { due } = this.cases.dated(opened).find(({ id }) => id === item.id)!;
    const askedOn = this.clock.today();
    const answerBy = feeAnswerBy(askedOn, due, dto.withdrawBy);
    const { register } = opened.request;
    const id = uuid();
    const reasons: FeeReasons = {
      reason: dto.reason,
      decider: dto.decider ?? null,
      askedOn: dto.basis === 'manifestly-unfounded' ? [] : repeated.askedOn,
    };
    const fee = {
      id,
      register,
      requestId,
      itemId: item.id,
      amount: dto.amount,
      basis: dto.basis,
      askedOn,
      answerBy,
    };
    await tx.insert(Fee, { ...fee, acceptedOn: null, sealed: opened.key.seal(feePlace(fee), reasons) });
    if (item.state === 'awaiting-approval') await this.cases.move(tx, item, 'in-progress');
    await this.cases.move(tx, item, 'awaiting-clarification');
    await this.letters.send(tx, opened, item, { ...fee, ...reasons, due });
    const { amount, basis } = fee;
    await this.audit.write(tx, register, {
      actor: staffId,
      action: 'request.fee-asked',
      requestId,
      details: { itemId: item.id, amount, basis, answerBy },
    });
  }
}

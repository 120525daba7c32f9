import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonFiles } from '../customers/person-file.js';
import { DomainError } from '../domain/domain-error.js';
import type { ItemState } from '../domain/lifecycle.js';
import { isPerDatum, requireLawful } from '../domain/refusal-reason.js';
import { type Case, Cases } from './cases.js';
import type { RefuseDto } from './dto/decision.dto.js';
import { Fulfilment } from './fulfilment.js';
import { ItemPlans } from './item-plans.js';
import type { RequestItem } from './request-item.entity.js';
import { Repetitions } from './repetitions.js';
import { isUndone } from './undone.js';

const UNIDENTIFIED: readonly ItemState[] = ['received', 'awaiting-identification'];

/** Not acting needs reasons that the law knows and the person is told (Art. 12(4), 12(5)). */
@Injectable()
export class Refusals {
  constructor(
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly fulfilment: Fulfilment,
    private readonly plans: ItemPlans,
    private readonly repetitions: Repetitions,
  ) {}

  /** Throws REASON_NOT_LAWFUL and REFUSAL_TOO_WIDE. */
  async refuse(tx: EntityManager, requestId: string, dto: RefuseDto, staffId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const item = this.cases.item(opened, dto.itemId);
    // Marketing stops without exception (Art. 21(3)), and what is decided stays decided.
    if (item.right === 'objection' || !isUndone(item))
      throw new DomainError('INVALID_TRANSITION', { from: item.state, to: 'refused' });
    const state = dto.reasons.includes('not-identifiable') ? 'not-identifiable' : 'refused';
    // Whoever is not identified is answered where they wrote from, and as nobody of the register.
    const { customerId } = opened.request;
    const known = !UNIDENTIFIED.includes(item.state);
    const file = known && customerId !== null ? await this.files.load(tx, customerId, { lock: true }) : null;
    const plan = file && this.plans.now(item, file, opened.file);
    requireLawful(item.right, dto.reasons, plan);
    this.requireFee(opened, item, dto);
    const askedOn = await this.proofOf(tx, opened, item, dto);
    // Checks that the lifecycle allows it; the item itself gets there when the letter has been handed over.
    if (item.state !== 'in-progress') await this.cases.move(tx, item, 'in-progress');
    if (dto.decider !== undefined) await this.cases.note(tx, opened, item, { decider: dto.decider });
    const refusal = { reasons: dto.reasons, text: dto.text, ...(askedOn ? { askedOn } : {}) };
    const subject = file && (await this.files.subject(tx, file));
    const answering = { kind: 'refusal', state, refusal } as const;
    const about = subject && plan && { subject, plan };
    await this.fulfilment.refuse(tx, opened, item, answering, about, {
      actor: staffId,
      perDatum: isPerDatum(dto.reasons),
      recordStatement: dto.recordStatement ?? false,
    });
  }

  private requireFee(opened: Case, { id }: RequestItem, { reasons }: RefuseDto): void {
    if (!reasons.includes('fee-not-accepted')) return;
    if (opened.fees.some(({ itemId, acceptedOn }) => itemId === id && acceptedOn === null)) return;
    throw new DomainError('REASON_NOT_LAWFUL', {
      pointer: `/reasons/${reasons.indexOf('fee-not-accepted')}`,
      because: 'NO_FEE_ASKED',
    });
  }

  /** Art. 12(5): the controller proves the repetition, by the days on which the same was asked. */
  private async proofOf(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    { reasons }: RefuseDto,
  ): Promise<readonly string[] | null> {
    if (!reasons.includes('excessive')) return null;
    const { excessive, askedOn } = await this.repetitions.of(tx, opened, item);
    if (!excessive)
      throw new DomainError('REASON_NOT_LAWFUL', {
        pointer: `/reasons/${reasons.indexOf('excessive')}`,
        because: 'NOT_REPEATED',
        askedOn,
      });
    return askedOn;
  }
}

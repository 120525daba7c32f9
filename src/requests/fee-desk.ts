import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Links } from '../identity/links.js';
import type { FeeAcceptedDto, FeeAnswer, FeeDto } from './dto/fee.dto.js';
import type { RequestDto } from './dto/request.dto.js';
import { FeeAnswers } from './fee-answers.js';
import { FeeDemands } from './fee-demands.js';
import { Fee } from './fee.entity.js';
import { Handling } from './handling.js';

/** What staff do about a fee, each in one transaction. */
@Injectable()
export class FeeDesk {
  constructor(
    private readonly handling: Handling,
    private readonly demands: FeeDemands,
    private readonly answers: FeeAnswers,
  ) {}

  ask(register: string, id: string, dto: FeeDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.demands.ask(tx, id, dto, staffId));
  }

  accepted(register: string, id: string, { itemId }: FeeAcceptedDto, staffId: string): Promise<RequestDto> {
    return this.handling.on(register, id, (tx) => this.answers.accept(tx, id, itemId, staffId));
  }
}

/** What the person does about a fee with the link of the letter. */
@Injectable()
export class FeeDoor {
  constructor(
    private readonly database: Database,
    private readonly links: Links,
    private readonly handling: Handling,
    private readonly answers: FeeAnswers,
    private readonly clock: Clock,
  ) {}

  /** What the link is about, without using it. Throws NOT_FOUND, LINK_USED or LINK_EXPIRED. */
  async look(token: string): Promise<Pick<Fee, 'amount' | 'answerBy'>> {
    const link = await this.links.look(token, 'answer-fee');
    const { amount, answerBy } = await this.database.inRegister(link.register, (tx) =>
      tx.findOneByOrFail(Fee, { id: link.targetId }),
    );
    if (this.clock.today() > answerBy) throw new DomainError('LINK_EXPIRED');
    return { amount, answerBy };
  }

  /** Uses the link. Throws as `look` does. */
  async answer(token: string, answer: FeeAnswer): Promise<void> {
    await this.look(token);
    const link = await this.links.look(token, 'answer-fee');
    const fee = await this.database.inRegister(link.register, (tx) =>
      tx.findOneByOrFail(Fee, { id: link.targetId }),
    );
    await this.handling.on(link.register, fee.requestId, async (tx) => {
      await this.links.use(tx, link);
      await this.answers[answer](tx, fee.requestId, fee.itemId, 'subject');
    });
  }
}

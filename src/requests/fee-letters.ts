import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../domain/calendar-date.js';
import { Links } from '../identity/links.js';
import { CaseAddresses } from './case-addresses.js';
import type { FeeReasons } from './case-file.js';
import type { Case } from './cases.js';
import type { Fee } from './fee.entity.js';
import type { RequestItem } from './request-item.entity.js';
import { RequestNotices } from './request-notices.js';

/** Tells the person of a fee, why, and how to accept it or to withdraw. */
@Injectable()
export class FeeLetters {
  constructor(
    private readonly links: Links,
    private readonly notices: RequestNotices,
    private readonly addresses: CaseAddresses,
  ) {}

  async send(
    tx: EntityManager,
    opened: Case,
    { right }: RequestItem,
    fee: Pick<Fee, 'id' | 'amount' | 'basis' | 'answerBy'> & FeeReasons & { readonly due: CalendarDate },
  ): Promise<void> {
    const { amount, basis, answerBy, due, reason, decider, askedOn } = fee;
    const to = await this.addresses.of(tx, opened);
    // A link is of no use on paper: whoever is reached by post answers by post or phone.
    const link =
      to === null ? null : await this.links.issue(tx, opened.request.register, 'answer-fee', fee.id);
    await this.notices.send(
      tx,
      opened,
      { kind: 'fee', right, amount, basis, reason, decider, askedOn, answerBy, due, link: link?.url ?? null },
      to,
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Refusal } from '../answers/answer.js';
import { Clock } from '../clock.js';
import { PersonFiles } from '../customers/person-file.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { type FeeReasons, feePlace } from './case-file.js';
import { type Case, Cases } from './cases.js';
import { Fulfilment } from './fulfilment.js';
import { keptPlan } from './plan-pages.js';
import type { RequestItem } from './request-item.entity.js';
import { RequestNotices } from './request-notices.js';
import { openFee } from './waits-for-fee.js';

const BY_ITSELF = { actor: 'system', perDatum: false } as const;

/** What a case does while it waits for the person: it tells what it waits for, and in the end answers silence in time. */
@Injectable()
export class Awaiting {
  constructor(
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly fulfilment: Fulfilment,
    private readonly notices: RequestNotices,
    private readonly clock: Clock,
  ) {}

  async goOn(tx: EntityManager, opened: Case): Promise<void> {
    for (const item of this.cases.dated(opened)) {
      if (item.decided !== null) continue;
      if (await this.staysUnknown(tx, opened, item)) await this.notIdentifiable(tx, opened, item);
      else if (this.paysNothing(opened, item)) await this.feeRefused(tx, opened, item);
    }
    await this.notices.tellWhatIsAwaited(tx, opened);
  }

  /** S15: asked before the last day, the question did go out, and by that day nobody has answered. */
  private async staysUnknown(tx: EntityManager, opened: Case, item: RequestItem): Promise<boolean> {
    if (item.state !== 'awaiting-identification' || this.clock.today() < item.due) return false;
    const asked = opened.questions.filter(
      ({ kind, answeredOn }) => kind === 'identity' && answeredOn === null,
    );
    if (!asked.some(({ askedOn }) => askedOn < item.due)) return false;
    const { id: requestId } = opened.request;
    const questions = await tx.findBy(OutgoingMail, { requestId, kind: 'question' });
    return questions.some(({ state }) => state === 'sent' || state === 'posted');
  }

  /** Art. 11(2), 12(2), 12(4): told where the question went, and as nobody of the register. */
  private async notIdentifiable(tx: EntityManager, opened: Case, item: RequestItem): Promise<void> {
    await this.cases.move(tx, item, 'in-progress');
    const refusal: Refusal = { reasons: ['not-identifiable', 'no-answer'], text: null };
    const answering = { kind: 'refusal', state: 'not-identifiable', refusal } as const;
    await this.fulfilment.refuse(tx, opened, item, answering, null, BY_ITSELF);
  }

  private paysNothing(opened: Case, item: RequestItem): boolean {
    const fee = openFee(opened, item);
    return fee !== null && this.clock.today() > fee.answerBy;
  }

  /** Art. 12(5)(b): who does not accept the fee is refused, with the reasons the fee was asked for. */
  private async feeRefused(tx: EntityManager, opened: Case, item: RequestItem): Promise<void> {
    const fee = openFee(opened, item)!;
    const { reason, decider, askedOn } = opened.key.open<FeeReasons>(feePlace(fee), fee.sealed);
    const basis = fee.basis === 'further-copy' ? [] : [fee.basis];
    const refusal: Refusal = { reasons: [...basis, 'fee-not-accepted'], text: reason, askedOn };
    const { customerId } = opened.request;
    const file = customerId === null ? null : await this.files.load(tx, customerId);
    const plan = file && (await keptPlan(tx, item));
    const about = file && plan && { subject: await this.files.subject(tx, file), plan };
    await this.cases.move(tx, item, 'in-progress');
    if (decider !== null) await this.cases.note(tx, opened, item, { decider });
    const refused = { kind: 'refusal', state: 'refused', refusal } as const;
    await this.fulfilment.refuse(tx, opened, item, refused, about, BY_ITSELF);
  }
}

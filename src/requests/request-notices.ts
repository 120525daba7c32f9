import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Notice } from '../answers/answer.js';
import { renderNotice } from '../answers/notice.js';
import { Clock } from '../clock.js';
import { dueInForce } from '../domain/deadline.js';
import { isFinal } from '../domain/lifecycle.js';
import { Outbox, type Posting } from '../mail/outbox.js';
import { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { Policies } from '../registers/policies.js';
import { questionPlace } from './case-file.js';
import { type Case, Cases } from './cases.js';
import { Question } from './question.entity.js';
import { openFee } from './waits-for-fee.js';
import { CaseAddresses } from './case-addresses.js';

/** Mails of a case that carry no answer: receipt, question, extension, fee. */
@Injectable()
export class RequestNotices {
  constructor(
    private readonly policies: Policies,
    private readonly cases: Cases,
    private readonly addresses: CaseAddresses,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @param to where it goes, when that is not where the letters of the case go by now */
  async send(tx: EntityManager, opened: Case, notice: Notice, to?: string | null): Promise<void> {
    const { request } = opened;
    const address = to === undefined ? await this.addresses.of(tx, opened) : to;
    const letter = renderNotice(notice, {
      policy: this.policies.of(request.register),
      language: request.language,
      reference: request.reference,
      addressee: opened.file.name,
      on: this.clock.today(),
    });
    await this.outbox.write(tx, {
      register: request.register,
      kind: notice.kind satisfies Posting['kind'],
      requestId: request.id,
      key: opened.key,
      letter: { ...letter, to: address },
    });
  }

  /** Asks the person something; the clock is suspended from today until a sufficient answer, if asked in time. */
  async ask(tx: EntityManager, opened: Case, about: Question['kind'], text: string): Promise<void> {
    const { register, id: requestId } = opened.request;
    const id = uuid();
    const asked = { id, register, requestId, kind: about, askedOn: this.clock.today(), answeredOn: null };
    await tx.insert(Question, { ...asked, sealed: opened.key.seal(questionPlace(asked), { reason: text }) });
    await this.send(tx, opened, { kind: 'question', about, text, due: opened.items[0]!.due });
  }

  /** Once, when a case must wait for somebody: the person hears that it arrived and when the answer is due. */
  async tellWhatIsAwaited(tx: EntityManager, opened: Case): Promise<void> {
    const { request, items } = opened;
    const open = items.filter(
      (item) =>
        !isFinal(item.state) &&
        item.state !== 'unverified' &&
        item.decided === null &&
        openFee(opened, item) === null,
    );
    if (open.length === 0 || request.channel === 'counter') return;
    const unclear = open.find(
      ({ state }) => state === 'awaiting-identification' || state === 'awaiting-clarification',
    );
    if (unclear) {
      const about = unclear.state === 'awaiting-identification' ? 'identity' : 'clarification';
      if (opened.questions.every(({ kind }) => kind !== about)) await this.ask(tx, opened, about, '');
      return;
    }
    if (await tx.existsBy(OutgoingMail, { requestId: request.id, kind: 'receipt' })) return;
    const due = dueInForce(await this.cases.rewind(tx, opened));
    await this.send(tx, opened, {
      kind: 'receipt',
      rights: open.map(({ right }) => right),
      due,
      receivedOn: request.receivedOn,
    });
  }
}

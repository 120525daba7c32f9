import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/audit-log.js';
import { Clock, legalDate, noonOf } from '../clock.js';
import { Database } from '../database/database.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import { ATTEMPT, later, RETRY_AFTER } from '../jobs/attempts.js';
import { mailPlace } from '../requests/case-file.js';
import { RequestClosing } from '../requests/request-closing.js';
import { step } from '../step.js';
import { Vault } from '../vault/vault.js';
import { Mailer, MailRefused } from './mailer.js';
import type { KeptLetter } from './kept-letter.js';
import { OutgoingMail } from './outgoing-mail.entity.js';

/** Hands letters over. What it does is decided by the row; a nudge that comes twice finds it sent. */
@Injectable()
export class PostOffice {
  private readonly logger = new Logger(PostOffice.name);

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly mailer: Mailer,
    private readonly closing: RequestClosing,
    private readonly clock: Clock,
  ) {}

  async send(register: string, mailId: string): Promise<void> {
    const claimed = await this.claim(register, mailId);
    if (!claimed) return;
    try {
      step('mail.before-handover');
      await this.mailer.send({
        ...claimed.letter,
        to: claimed.letter.to!,
        messageId: claimed.mail.messageId,
      });
      step('mail.after-handover');
    } catch (error) {
      if (error instanceof MailRefused)
        return this.database.inRegister(register, (tx) => this.refused(tx, claimed.mail));
      // The error may quote the address, so only its place is logged; the row already says when to try again.
      this.logger.warn(`mail ${mailId} was not accepted, attempt ${claimed.mail.attempts}`);
      await this.database.inRegister(register, (tx) => this.tryLater(tx, claimed.mail));
      return;
    }
    const handed = { state: 'sent', at: this.clock.now() } as const;
    await this.database.inRegister(register, (tx) => this.handedOver(tx, claimed.mail, handed, 'system'));
  }

  /** Staff have put a printed letter in the post, and that day it was handed over. */
  async posted(tx: EntityManager, mail: OutgoingMail, on: CalendarDate, actor: Actor): Promise<void> {
    const today = this.clock.today();
    if (on > today || on < legalDate(mail.createdAt))
      throw new DomainError('INVALID_DATE_ORDER', { pointer: '/postedOn' });
    const at = on === today ? this.clock.now() : noonOf(on);
    await this.handedOver(tx, mail, { state: 'posted', at }, actor);
  }

  /** Takes the mail for this attempt and sets when the next one may be, so that a crash only delays it. */
  private claim(
    register: string,
    mailId: string,
  ): Promise<{ mail: OutgoingMail; letter: KeptLetter } | null> {
    return this.database.inRegister(register, async (tx) => {
      const now = this.clock.now();
      const mail = await tx.findOne(OutgoingMail, {
        where: { id: mailId, state: 'queued' },
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      if (!mail || mail.notBefore > now) return null;
      const spent = mail.attempts >= RETRY_AFTER.length;
      await tx.update(OutgoingMail, mail.id, {
        attempts: mail.attempts + 1,
        ...(spent ? { state: stateGivenUp(mail) } : { notBefore: later(now, ATTEMPT) }),
      });
      if (spent) return null;
      const key = await this.vault.open(tx, mail.keyId);
      return {
        mail: { ...mail, attempts: mail.attempts + 1 },
        letter: key.open<KeptLetter>(mailPlace(mail), mail.sealed),
      };
    });
  }

  private async tryLater(tx: EntityManager, { id, attempts }: OutgoingMail): Promise<void> {
    const wait = RETRY_AFTER[attempts - 1] ?? ATTEMPT;
    await tx.update(OutgoingMail, { id, state: 'queued' }, { notBefore: later(this.clock.now(), wait) });
  }

  /** Nothing is answered by it: staff find another way to the person. */
  private async refused(tx: EntityManager, mail: OutgoingMail): Promise<void> {
    const failed = { state: 'failed', failure: 'refused' } as const;
    const done = await tx.update(OutgoingMail, { id: mail.id, state: 'queued' }, failed);
    if (done.affected === 1) await this.closing.refusedAtHandover(tx, mail);
  }

  private async handedOver(
    tx: EntityManager,
    mail: OutgoingMail,
    { state, at }: { state: 'sent' | 'posted'; at: Date },
    actor: Actor,
  ): Promise<void> {
    const from = state === 'sent' ? 'queued' : 'to-post';
    const done = await tx.update(OutgoingMail, { id: mail.id, state: from }, { state, sentAt: at });
    if (done.affected === 1) await this.closing.handedOver(tx, mail, at, actor);
  }
}

/** An answer that no mail server takes is still owed: it becomes a letter for staff to post. */
const stateGivenUp = ({ itemIds }: OutgoingMail) => (itemIds.length > 0 ? 'to-post' : 'failed');

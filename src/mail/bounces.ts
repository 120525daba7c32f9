import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock, legalDate } from '../clock.js';
import { Database } from '../database/database.js';
import type { BounceReason } from '../domain/bounce.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import { isFinal, reopened } from '../domain/lifecycle.js';
import { Policies } from '../registers/policies.js';
import { mailPlace } from '../requests/case-file.js';
import { RequestItem } from '../requests/request-item.entity.js';
import { Request } from '../requests/request.entity.js';
import { Vault } from '../vault/vault.js';
import { type BounceReport, readBounceReport } from './bounce-report.js';
import type { KeptLetter } from './kept-letter.js';
import { OutgoingMail } from './outgoing-mail.entity.js';

/** Letters that come back after they were handed over. An answer that did has informed nobody: its item is open again. */
@Injectable()
export class Bounces {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly vault: Vault,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a mail server's report. True when it was a permanent failure of a letter of this house to the very address the
   * letter went to; anything else changes nothing, since anybody may send a mail.
   */
  async take(raw: Uint8Array): Promise<boolean> {
    const report = await readBounceReport(raw);
    if (report === null) return false;
    for (const { register } of this.policies.all()) {
      if (await this.database.inRegister(register, (tx) => this.takeIn(tx, report))) return true;
    }
    return false;
  }

  /** Staff say that a letter came back. Throws INVALID_TRANSITION unless it had been handed over. */
  async came(
    tx: EntityManager,
    of: { requestId: string; letterId: string },
    { bouncedOn, reason }: { bouncedOn: CalendarDate; reason: BounceReason },
    staffId: string,
  ): Promise<void> {
    const mail = await this.lock(tx, { id: of.letterId, requestId: of.requestId });
    if (!mail) throw new DomainError('NOT_FOUND', { what: 'letter' });
    if (mail.sentAt === null || (mail.state !== 'sent' && mail.state !== 'posted'))
      throw new DomainError('INVALID_TRANSITION', { from: mail.state, to: 'bounced' });
    if (bouncedOn < legalDate(mail.sentAt) || bouncedOn > this.clock.today())
      throw new DomainError('INVALID_DATE_ORDER', { pointer: '/bouncedOn' });
    await this.record(tx, mail, bouncedOn, reason, staffId);
  }

  private async takeIn(tx: EntityManager, { mailId, recipient, reason }: BounceReport): Promise<boolean> {
    const mail = await this.lock(tx, { id: mailId });
    if (mail?.state !== 'sent') return false;
    const key = await this.vault.open(tx, mail.keyId);
    const { to } = key.open<KeptLetter>(mailPlace(mail), mail.sealed);
    if (to?.toLowerCase() !== recipient.toLowerCase()) return false;
    await this.record(tx, mail, this.clock.today(), reason, 'system');
    return true;
  }

  private lock(tx: EntityManager, where: { id: string; requestId?: string }): Promise<OutgoingMail | null> {
    return tx.findOne(OutgoingMail, { where, lock: { mode: 'pessimistic_write' } });
  }

  private async record(
    tx: EntityManager,
    mail: OutgoingMail,
    bouncedOn: CalendarDate,
    failure: BounceReason,
    actor: Actor,
  ): Promise<void> {
    await tx.update(OutgoingMail, mail.id, { state: 'bounced', failure, bouncedOn });
    await this.audit.write(tx, mail.register, {
      actor,
      action: 'mail.bounced',
      requestId: mail.requestId,
      details: { kind: mail.kind, mailId: mail.id, reason: failure, bouncedOn },
    });
    if (mail.itemIds.length > 0) await this.reopen(tx, mail, actor);
  }

  /** The clock goes on as it stood: coming back gives no new time (Art. 12(3)). */
  private async reopen(tx: EntityManager, mail: OutgoingMail, actor: Actor): Promise<void> {
    const items = await tx.findBy(RequestItem, { id: In(mail.itemIds), answeredAt: Not(IsNull()) });
    const open = items.filter(({ state }) => isFinal(state) && state !== 'withdrawn');
    for (const item of open) {
      await tx.update(RequestItem, item.id, { state: reopened(item.state), answeredAt: null });
      await this.audit.write(tx, mail.register, {
        actor,
        action: 'request.reopened',
        requestId: mail.requestId,
        details: { itemId: item.id, right: item.right, was: item.state },
      });
    }
    if (open.length > 0) await tx.update(Request, mail.requestId!, { closedAt: null });
  }
}

import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock, legalDate } from '../clock.js';
import { Database } from '../database/database.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { isFinal } from '../domain/lifecycle.js';
import { Nudges } from '../jobs/nudges.js';
import type { OutgoingMail } from '../mail/outgoing-mail.entity.js';
import { Restriction } from '../restrictions/restriction.entity.js';
import { Cases } from './cases.js';
import { openItemsOf } from './freeze.js';
import { RequestItem } from './request-item.entity.js';
import { Request } from './request.entity.js';

/** Rights under which data may be restricted while an objection is weighed. */
export const isWeighed = ({ right }: Pick<RequestItem, 'right'>): boolean =>
  right === 'erasure' || right === 'objection';

/** An item reaches its end state when its answer has been handed over, and not before. */
@Injectable()
export class RequestClosing {
  constructor(
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly nudges: Nudges,
    private readonly cases: Cases,
  ) {}

  async handedOver(tx: EntityManager, mail: OutgoingMail, at: Date, actor: Actor): Promise<void> {
    const { register, requestId } = mail;
    await this.audit.write(tx, register, {
      actor,
      action: 'mail.handed-over',
      requestId,
      details: { kind: mail.kind, mailId: mail.id },
    });
    if (requestId === null) return;
    if (mail.kind === 'extension') await this.extensionTold(tx, requestId, legalDate(at));
    if (mail.itemIds.length === 0) return;
    const items = await tx.findBy(RequestItem, {
      id: In(mail.itemIds),
      decided: Not(IsNull()),
      answeredAt: IsNull(),
    });
    for (const item of items) await this.answered(tx, item, at, actor);
    await this.closeWhenAllAnswered(tx, register, requestId, actor);
  }

  /** The address took nothing, so nothing is answered; who handles the case sees it. */
  async refusedAtHandover(tx: EntityManager, { id, register, requestId, kind }: OutgoingMail): Promise<void> {
    const details = { kind, mailId: id };
    await this.audit.write(tx, register, { actor: 'system', action: 'mail.refused', requestId, details });
  }

  /** Art. 12(3): the extension holds if its notice went out within the month; the dates are counted anew either way. */
  private async extensionTold(tx: EntityManager, requestId: string, on: CalendarDate): Promise<void> {
    await tx.update(Request, requestId, { extensionToldOn: on });
    await this.cases.rewind(tx, await this.cases.load(tx, requestId, { lock: true }));
  }

  /** Closes a case none of whose items is open any more; its own retention runs from here. */
  async closeWhenAllAnswered(
    tx: EntityManager,
    register: string,
    requestId: string,
    actor: Actor,
  ): Promise<void> {
    const items = await tx.findBy(RequestItem, { requestId });
    if (!items.every(({ state }) => isFinal(state))) return;
    const closed = await tx.update(
      Request,
      { id: requestId, closedAt: IsNull() },
      { closedAt: this.clock.now() },
    );
    if (closed.affected === 1)
      await this.audit.write(tx, register, { actor, action: 'request.closed', requestId });
    await this.wakeWaiting(tx, register, requestId);
  }

  private async answered(
    tx: EntityManager,
    item: RequestItem,
    answeredAt: Date,
    actor: Actor,
  ): Promise<void> {
    await tx.update(RequestItem, item.id, { state: item.decided!, answeredAt });
    if (isWeighed(item)) await this.endWeighing(tx, item.id, answeredAt);
    await this.audit.write(tx, item.register, {
      actor,
      action: 'request.answered',
      requestId: item.requestId,
      details: { itemId: item.id, right: item.right, state: item.decided },
    });
  }

  /**
   * Lifts the restriction of the weighing time, about which the person has been told (Art. 18(3)): by the decision, or
   * by a notice when there is none. The day it ended, or `null` when there was no such restriction.
   */
  async endWeighing(
    tx: EntityManager,
    requestItemId: string,
    at = this.clock.now(),
  ): Promise<CalendarDate | null> {
    const weighing = { requestItemId, ground: '18(1)(d)', liftedAt: IsNull() } as const;
    const ended = await tx.update(Restriction, weighing, { liftNoticeAt: at, liftedAt: at });
    return (ended.affected ?? 0) > 0 ? legalDate(at) : null;
  }

  /** An erasure waits for the person's other answers; when this was the last of them it may go on. */
  private async wakeWaiting(tx: EntityManager, register: string, requestId: string): Promise<void> {
    const request = await tx.findOneBy(Request, { id: requestId });
    if (!request?.customerId) return;
    const { customerId } = request;
    const waiting = new Set((await openItemsOf(tx, customerId)).map((item) => item.requestId));
    for (const id of waiting) this.database.afterCommit(() => this.nudges.processRequest(register, id));
    this.database.afterCommit(() => this.nudges.resumeErasures(register, customerId));
  }
}

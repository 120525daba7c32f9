import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { addDays } from '../domain/calendar-date.js';
import { ESCALATE_AFTER_DAYS } from '../domain/notification.js';
import { Nudges } from '../jobs/nudges.js';
import { newReference } from '../requests/reference.js';
import { Vault } from '../vault/vault.js';
import { notificationPlace, type SealedNotification } from './notification-content.js';
import type { Change, Identifier } from './parties.js';
import type { Effect } from './recipient-telling.js';
import { RecipientNotification } from './recipient-notification.entity.js';

export interface NewNotification {
  readonly recipient: string;
  readonly person: readonly Identifier[];
  readonly changes: readonly Change[];
  /** False: there is no way to tell them but by hand, and staff are asked at once. */
  readonly reachable: boolean;
}

/** Writes notifications into the transaction that makes them true; sending is a job of its own. */
@Injectable()
export class NotificationOutbox {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly nudges: Nudges,
  ) {}

  async write(tx: EntityManager, effect: Effect, told: NewNotification): Promise<void> {
    const { register, id: customerId } = effect.subject.file.customer;
    const { requestId = null, itemId = null, causeId = null, right, planHash } = effect;
    const { recipient, reachable } = told;
    const key = effect.key ?? (await this.vault.create(tx, register, 'case'));
    const id = uuid();
    const today = this.clock.today();
    const reference = newReference(register, today.slice(0, 4));
    const content = { register, reference, right, person: told.person, changes: told.changes };
    const categories = [...new Set(told.changes.map(({ category }) => category))];
    await tx.insert(RecipientNotification, {
      id,
      register,
      reference,
      requestId,
      requestItemId: itemId,
      customerId: requestId === null ? customerId : null,
      causeId,
      planHash,
      recipient,
      right,
      categories,
      state: reachable ? 'queued' : 'failed',
      notBefore: this.clock.now(),
      escalateOn: reachable ? addDays(today, ESCALATE_AFTER_DAYS) : today,
      keyId: key.id,
      sealed: key.seal(notificationPlace({ register, id }), { content } satisfies SealedNotification),
      createdAt: this.clock.now(),
    });
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'notification.written',
      customerId,
      requestId,
      details: { notification: id, itemId, causeId, recipient, right, categories, reachable },
    });
    if (reachable) this.database.afterCommit(() => this.nudges.notifyRecipient(register, id));
  }
}

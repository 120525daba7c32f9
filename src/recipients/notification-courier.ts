import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { ATTEMPT, later, RETRY_AFTER } from '../jobs/attempts.js';
import { step } from '../step.js';
import { Vault } from '../vault/vault.js';
import {
  type NotificationContent,
  notificationPlace,
  type SealedNotification,
} from './notification-content.js';
import { NotificationRoutes, type Way } from './notification-routes.js';
import { NotDelivered } from './reachable-address.js';
import { RecipientNotification } from './recipient-notification.entity.js';

/** Tells recipients. What it does is decided by the row; a nudge that comes twice finds it delivered. */
@Injectable()
export class NotificationCourier {
  private readonly logger = new Logger(NotificationCourier.name);

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly routes: NotificationRoutes,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async send(register: string, id: string): Promise<void> {
    const claimed = await this.claim(register, id);
    if (!claimed) return;
    const { row, content } = claimed;
    let way: Way;
    try {
      step('notification.before-handover');
      way = await this.routes.handOver(row, content);
      step('notification.after-handover');
    } catch (error) {
      // A mail server's error may quote the address, so only a code of our own is logged.
      const reason = error instanceof NotDelivered ? error.reason : 'NOT_ACCEPTED';
      this.logger.warn(`notification ${id} was not taken, attempt ${row.attempts}: ${reason}`);
      await this.database.inRegister(register, (tx) => this.tryLater(tx, row, reason));
      return;
    }
    await this.database.inRegister(register, (tx) => this.delivered(tx, row, way));
  }

  /** Takes it for this attempt and sets when the next one may be, so that a crash only delays it. */
  private claim(
    register: string,
    id: string,
  ): Promise<{ row: RecipientNotification; content: NotificationContent } | null> {
    return this.database.inRegister(register, async (tx) => {
      const now = this.clock.now();
      const row = await tx.findOne(RecipientNotification, {
        where: { id, state: 'queued' },
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      if (!row || row.notBefore > now) return null;
      if (isSpent(row)) {
        await this.giveUp(tx, row, row.failure);
        return null;
      }
      const attempts = row.attempts + 1;
      await tx.update(RecipientNotification, id, { attempts, notBefore: later(now, ATTEMPT) });
      const key = await this.vault.open(tx, row.keyId);
      const { content } = key.open<SealedNotification>(notificationPlace(row), row.sealed);
      return { row: { ...row, attempts }, content };
    });
  }

  private async delivered(tx: EntityManager, row: RecipientNotification, way: Way): Promise<void> {
    const queued = { id: row.id, state: 'queued' } as const;
    const deliveredAt = this.clock.now();
    const done = await tx.update(RecipientNotification, queued, {
      state: 'delivered',
      failure: null,
      deliveredAt,
    });
    if (done.affected === 1) await this.note(tx, row, 'notification.delivered', { way });
  }

  private async tryLater(tx: EntityManager, row: RecipientNotification, failure: string): Promise<void> {
    if (isSpent(row)) return this.giveUp(tx, row, failure);
    const wait = RETRY_AFTER[row.attempts - 1] ?? ATTEMPT;
    const queued = { id: row.id, state: 'queued' } as const;
    await tx.update(RecipientNotification, queued, { notBefore: later(this.clock.now(), wait), failure });
  }

  /** From today it is among the reviews: staff find another way, or say why it cannot be told (Art. 19). */
  private async giveUp(tx: EntityManager, row: RecipientNotification, failure: string | null): Promise<void> {
    const queued = { id: row.id, state: 'queued' } as const;
    const escalateOn = this.clock.today();
    const done = await tx.update(RecipientNotification, queued, { state: 'failed', failure, escalateOn });
    const why: Record<string, string> = failure === null ? {} : { reason: failure };
    if (done.affected === 1) await this.note(tx, row, 'notification.failed', why);
  }

  private note(
    tx: EntityManager,
    { id, register, requestId, recipient, attempts }: RecipientNotification,
    action: string,
    also: Record<string, string>,
  ): Promise<void> {
    const details = { notification: id, recipient, attempts, ...also };
    return this.audit.write(tx, register, { actor: 'system', action, requestId, details });
  }
}

const isSpent = ({ attempts }: RecipientNotification) => attempts > RETRY_AFTER.length;

import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { type NotificationState, notificationTransition } from '../domain/notification.js';
import { after, type ListQuery, page, rowsFor } from '../http/list.js';
import { Policies } from '../registers/policies.js';
import { Request } from '../requests/request.entity.js';
import { Vault } from '../vault/vault.js';
import type { NotificationDto, NotificationsDto } from './dto/notification.dto.js';
import { notificationPlace, type SealedNotification } from './notification-content.js';
import { addressOf } from './parties.js';
import { RecipientNotification } from './recipient-notification.entity.js';

/** Which notification of which case, and who acts. */
export interface Deed {
  readonly register: string;
  /** `null`: no case, but what staff or the purge did by themselves. */
  readonly requestId: string | null;
  readonly id: string;
  readonly actor: string;
}

/** What staff see of notifications, of a case or without one, and what they can say about them. */
@Injectable()
export class Notifications {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly policies: Policies,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  list(register: string, requestId: string): Promise<NotificationsDto> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await tx.find(RecipientNotification, { where: { requestId }, order: { id: 'ASC' } });
      // Of a case whose file has gone, what a postponed erasure told later is still there.
      if (rows.length === 0 && !(await tx.existsBy(Request, { id: requestId })))
        throw new DomainError('NOT_FOUND', { what: 'request' });
      return { data: [...(await this.opened(tx, rows)).values()], nextCursor: null };
    });
  }

  /** What recipients are told of corrections, restrictions and erasures that no request caused. */
  unasked(register: string, query: ListQuery): Promise<NotificationsDto> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await tx.find(RecipientNotification, {
        where: { requestId: IsNull(), id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      const shown = await this.opened(tx, rows);
      return page(query, rows, (row) => shown.get(row.id)!);
    });
  }

  /** The recipient has confirmed it, in whatever way. Saying so again changes nothing. */
  acknowledge(deed: Deed): Promise<NotificationDto> {
    return this.settle(deed, 'acknowledged', null);
  }

  /** Art. 19: telling them is impossible or would take a disproportionate effort. */
  excuse(deed: Deed, reason: string): Promise<NotificationDto> {
    return this.settle(deed, 'excused', reason);
  }

  private settle(
    { register, requestId, id, actor }: Deed,
    to: Extract<NotificationState, 'acknowledged' | 'excused'>,
    excuse: string | null,
  ): Promise<NotificationDto> {
    return this.database.inRegister(register, async (tx) => {
      const row = await tx.findOne(RecipientNotification, {
        where: { id, requestId: requestId ?? IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row) throw new DomainError('NOT_FOUND', { what: 'notification' });
      const key = await this.vault.open(tx, row.keyId);
      const sealed = key.open<SealedNotification>(notificationPlace(row), row.sealed);
      if (row.state === to && (sealed.excuse ?? null) === excuse) return this.dto(row, excuse);
      const change = {
        state: notificationTransition(row.state, to),
        ...(excuse === null
          ? { acknowledgedAt: this.clock.now() }
          : { sealed: key.seal(notificationPlace(row), { ...sealed, excuse }) }),
      };
      await tx.update(RecipientNotification, id, change);
      await this.note(tx, row, to, actor);
      return this.dto({ ...row, ...change }, excuse);
    });
  }

  private async opened(
    tx: EntityManager,
    rows: readonly RecipientNotification[],
  ): Promise<Map<string, NotificationDto>> {
    const keys = await this.vault.openAll(tx, [...new Set(rows.map(({ keyId }) => keyId))]);
    return new Map(
      rows.map((row) => {
        const sealed = keys.get(row.keyId)?.open<SealedNotification>(notificationPlace(row), row.sealed);
        return [row.id, this.dto(row, sealed?.excuse ?? null)];
      }),
    );
  }

  private note(
    tx: EntityManager,
    { id, register, requestId, recipient, state }: RecipientNotification,
    to: NotificationState,
    actor: string,
  ): Promise<void> {
    const details = { notification: id, recipient, from: state };
    return this.audit.write(tx, register, { actor, action: `notification.${to}`, requestId, details });
  }

  private dto(row: RecipientNotification, reason: string | null): NotificationDto {
    const { id, reference, recipient, right, categories, state, attempts, failure, escalateOn } = row;
    return {
      id,
      reference,
      itemId: row.requestItemId,
      customerId: row.customerId,
      right,
      recipient,
      name: addressOf(this.policies.of(row.register), recipient).name ?? null,
      categories,
      state,
      attempts,
      failure,
      createdAt: row.createdAt.toISOString(),
      nextAttemptAt: state === 'queued' ? row.notBefore.toISOString() : null,
      deliveredAt: row.deliveredAt?.toISOString() ?? null,
      acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
      escalateOn,
      reason,
    };
  }
}

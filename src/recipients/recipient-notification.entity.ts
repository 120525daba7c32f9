import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Category, Right } from '../domain/category.js';
import type { NotificationState } from '../domain/notification.js';

/**
 * That one recipient has to be told of one effect (Art. 19), written in the transaction of the effect. Its id is the
 * webhook-id and the Message-ID, so that a repeat after a crash is recognised.
 */
@Entity('recipient_notification')
@Check(
  'recipient_notification_state',
  `state in ('queued', 'delivered', 'acknowledged', 'failed', 'excused')`,
)
@Index('recipient_notification_once', ['requestItemId', 'recipient', 'planHash'], { unique: true })
@Index('recipient_notification_request', ['requestId', 'id'])
@Index('recipient_notification_queued', ['register', 'notBefore'], { where: `state = 'queued'` })
@Index('recipient_notification_open', ['register', 'escalateOn'], {
  where: `state in ('queued', 'delivered', 'failed')`,
})
export class RecipientNotification {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  /** What the recipient and staff call it. */
  @Column('text')
  reference!: string;

  @Column('uuid')
  requestId!: string;

  @Column('uuid')
  requestItemId!: string;

  /** The plan whose effect it tells: each part of a postponed erasure is an effect of its own. */
  @Column('text')
  planHash!: string;

  /** Code of a recipient or a source in the register policy. */
  @Column('text')
  recipient!: string;

  @Column('text')
  right!: Right;

  @Column('text', { array: true })
  categories!: Category[];

  @Column('text')
  state!: NotificationState;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  notBefore!: Date;

  /** The day staff look at it, unless it has been acknowledged or excused by then. */
  @Column('date')
  escalateOn!: string;

  /** The key of the case; of its own where the case file had gone. */
  @Column('uuid')
  keyId!: string;

  /** `NotificationContent` */
  @Column('bytea')
  sealed!: Buffer;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  deliveredAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  acknowledgedAt!: Date | null;
}

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
@Check(
  'recipient_notification_cause',
  '(request_id is null) = (cause_id is not null) and (request_id is null) = (request_item_id is null)',
)
@Index('recipient_notification_unasked', ['causeId', 'recipient', 'planHash'], { unique: true })
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

  /** `null` where no request caused the effect. */
  @Column('uuid', { nullable: true })
  requestId!: string | null;

  @Column('uuid', { nullable: true })
  requestItemId!: string | null;

  /** Where no request caused it: whose data it is about. The person may have gone. */
  @Column('uuid', { nullable: true })
  customerId!: string | null;

  /** And what did: a restriction, the new value of a datum, or the person whose data the purge erased. */
  @Column('uuid', { nullable: true })
  causeId!: string | null;

  /** The plan whose effect it tells, or a word where there was none: each part of a postponed erasure is an effect of its own. */
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

  /** Why the last try was not taken: a code such as `STATUS_307` or `ADDRESS_NOT_PUBLIC`; `null` once it was. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  notBefore!: Date;

  /** The day staff look at it, unless it has been acknowledged or excused by then. */
  @Column('date')
  escalateOn!: string;

  /** The key of the case; of its own where there is no case file, or none any more. */
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

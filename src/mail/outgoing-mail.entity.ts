import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { BounceReason } from '../domain/bounce.js';

/**
 * A letter on its way, written in the transaction it belongs to: mailed when there is an address, else printed and
 * posted by staff.
 */
@Entity('outgoing_mail')
@Check('outgoing_mail_state', `state in ('queued', 'sent', 'failed', 'bounced', 'to-post', 'posted')`)
@Index('outgoing_mail_queued', ['register', 'notBefore'], { where: `state = 'queued'` })
@Index('outgoing_mail_undelivered', ['register', 'id'], {
  where: `state in ('failed', 'bounced') and replaced_by is null`,
})
@Index('outgoing_mail_request', ['requestId'])
export class OutgoingMail {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  /** What it is for, e.g. `verification`, `answer`, `second-letter`. */
  @Column('text')
  kind!: string;

  @Column('uuid', { nullable: true })
  requestId!: string | null;

  /** Items that are answered when this mail has been accepted. */
  @Column('uuid', { array: true, default: () => `'{}'` })
  itemIds!: string[];

  @Column('uuid')
  keyId!: string;

  /** `KeptLetter` under the key of the case; of its own where there is none. */
  @Column('bytea')
  sealed!: Buffer;

  /** Fixed when written, so that a repeat after a crash is recognised. */
  @Column('text')
  messageId!: string;

  @Column('text')
  state!: 'queued' | 'sent' | 'failed' | 'bounced' | 'to-post' | 'posted';

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  notBefore!: Date;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  /** Why the address did not take it, or what brought it back. */
  @Column('text', { nullable: true })
  failure!: BounceReason | null;

  /** The day on which it came back. */
  @Column('date', { nullable: true })
  bouncedOn!: string | null;

  /** The letter that went out in its place, to another address or by post. */
  @Column('uuid', { nullable: true })
  replacedBy!: string | null;
}

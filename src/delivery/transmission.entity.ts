import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A portable copy that the person wants handed to another controller (Art. 20(2)). Its id is the webhook-id, so that a
 * repeat after a crash is recognised.
 */
@Entity('transmission')
@Check('transmission_state', `state in ('queued', 'sent', 'failed')`)
@Index('transmission_once', ['itemId'], { unique: true })
@Index('transmission_request', ['requestId'])
@Index('transmission_queued', ['register', 'notBefore'], { where: `state = 'queued'` })
export class Transmission {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  requestId!: string;

  @Column('uuid')
  itemId!: string;

  @Column('uuid')
  packageId!: string;

  /** The key of the case. */
  @Column('uuid')
  keyId!: string;

  /** `Destination` */
  @Column('bytea')
  sealed!: Buffer;

  @Column('text')
  state!: 'queued' | 'sent' | 'failed';

  /** Why it was not taken, by a code that tells nothing of anyone. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  notBefore!: Date;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}

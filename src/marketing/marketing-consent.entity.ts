import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import type { CONSENT_BASES, ConsentChannel } from '../domain/marketing-channel.js';

/** What allows electronic marketing over a channel, as evidence (Art. 7(1), 917/2014 200 §). Codes and dates only. */
@Entity('marketing_consent')
@Check('marketing_consent_channel', `channel in ('email', 'sms', 'automatic-call')`)
@Check('marketing_consent_basis', `basis in ('consent', 'similar-products')`)
@Index('marketing_consent_customer', ['customerId'])
export class MarketingConsent {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Customer, { name: 'marketing_consent_customer_fk', onDelete: 'CASCADE' })
  customerId!: string;

  @Column('text')
  channel!: ConsentChannel;

  @Column('text')
  basis!: (typeof CONSENT_BASES)[number];

  @Column('date')
  givenOn!: string;

  /** Code of the way it was given. */
  @Column('text')
  how!: string;

  /** Id of the wording the person saw. */
  @Column('text')
  wording!: string;

  /** Code of a source in the register policy. */
  @Column('text')
  source!: string;

  /** The sale in which the contact details were obtained. */
  @Column('uuid', { nullable: true })
  saleId!: string | null;

  @Column('boolean', { nullable: true })
  ownSimilarProducts!: boolean | null;

  @Column('boolean', { nullable: true })
  couldForbidAtCollection!: boolean | null;

  @Column('boolean', { nullable: true })
  canForbidInEachMessage!: boolean | null;

  /** The day it was withdrawn; the row stays as evidence of what was sent before. */
  @Column('date', { nullable: true })
  withdrawnOn!: string | null;
}

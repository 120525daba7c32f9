import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Language } from '../domain/category.js';

export const CHANNELS = ['letter', 'email', 'phone', 'counter', 'web'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A case file. Sealed under a key of its own, so that it outlives an erasure for its own period. */
@Entity('request')
@Check('request_channel', `channel in ('web', 'letter', 'email', 'phone', 'counter')`)
@Check('request_language', `language in ('fi', 'sv', 'en')`)
@Index('request_reference', ['register', 'reference'], { unique: true })
@Index('request_list', ['register', 'id'])
@Index('request_customer', ['customerId'])
export class Request {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('text')
  reference!: string;

  @Column('text')
  channel!: Channel;

  @Column('text')
  language!: Language;

  /** Legal date of arrival; the clock runs from it. */
  @Column('date')
  receivedOn!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** No foreign key: the case file outlives the customer. */
  @Column('uuid', { nullable: true })
  customerId!: string | null;

  /** How the person was identified: evidence kinds, level and time, never the documents. */
  @Column('jsonb', { nullable: true })
  identification!: { kinds: string[]; level: number; at: string; by: string | null } | null;

  /** When what was offered as proof of identity was taken out of the case file. */
  @Column('timestamptz', { nullable: true })
  evidenceErasedAt!: Date | null;

  /** The day staff extended it; the person has to hear of it within the month. */
  @Column('date', { nullable: true })
  extendedOn!: string | null;

  /** The day that notice was handed over. */
  @Column('date', { nullable: true })
  extensionToldOn!: string | null;

  @Column('uuid')
  keyId!: string;

  /** `CaseFile` under the key of the case. */
  @Column('bytea')
  sealed!: Buffer;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;
}

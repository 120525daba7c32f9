import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { RecordKind } from '../domain/category.js';
import type { RecordFacts } from '../domain/facts.js';
import { Customer } from './customer.entity.js';

/** A record's facts: dates, amounts, states. What it says of the person are data that point to it. */
@Entity('record')
@Check(
  'record_kind',
  `kind in ('order', 'invoice', 'credit-note', 'receipt', 'contract', 'service-contact', 'collection-case', 'web-visit', 'manual-material')`,
)
@Check(
  'record_invoice_status',
  `kind <> 'invoice' or status in ('open', 'paid', 'credited', 'written-off', 'in-collection')`,
)
@Check('record_case_status', `kind not in ('contract', 'collection-case') or status in ('open', 'closed')`)
@Index('record_customer', ['customerId', 'id'])
@Index('record_import', ['register', 'kind', 'importKey'], { unique: true, where: 'import_key is not null' })
export class CustomerRecord {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Customer, { name: 'record_customer_fk' })
  customerId!: string;

  @Column('text')
  kind!: RecordKind;

  @Column('date', { nullable: true })
  date!: string | null;

  @Column('date', { nullable: true })
  bookedOn!: string | null;

  @Column('date', { nullable: true })
  dueOn!: string | null;

  @Column('numeric', { precision: 14, scale: 2, nullable: true })
  balance!: string | null;

  @Column('text', { nullable: true })
  status!: (RecordFacts['status'] & string) | null;

  @Column('date', { nullable: true })
  lastReminderOn!: string | null;

  @Column('date', { nullable: true })
  endsOn!: string | null;

  /** The order an invoice bills. */
  @Column('uuid', { nullable: true })
  orderId!: string | null;

  /** Keyed hash of the record's reference: a second import finds it, a stolen table tells nothing. */
  @Column('bytea', { nullable: true })
  importKey!: Buffer | null;

  /** Which search key of the register it was made with. */
  @Column('integer')
  importKeyVersion!: number;

  @Column('bytea', { nullable: true })
  importDigest!: Buffer | null;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz')
  createdAt!: Date;
}

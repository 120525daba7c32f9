import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Category, LegalBasis, Provider } from '../domain/category.js';
import { Customer } from './customer.entity.js';
import { CustomerRecord } from './record.entity.js';

/**
 * One piece of personal data, its value sealed under the person's key. A corrected value stays as a superseded
 * datum: history is data of the person too, with outcomes of its own.
 */
@Entity('datum')
@Check('datum_provided_by', `provided_by in ('data-subject', 'observed', 'derived', 'third-party')`)
@Check('datum_basis', `basis in ('contract', 'consent', 'legitimate-interest', 'legal-obligation')`)
@Index('datum_customer', ['customerId', 'id'])
@Index('datum_record', ['recordId'])
export class Datum {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Customer, { name: 'datum_customer_fk' })
  customerId!: string;

  @Column('uuid', { nullable: true })
  @ForeignKey(() => CustomerRecord, { name: 'datum_record_fk' })
  recordId!: string | null;

  @Column('text')
  category!: Category;

  @Column('text')
  providedBy!: Provider;

  @Column('text')
  basis!: LegalBasis;

  /** Code of a source in the register policy. */
  @Column('text')
  source!: string;

  @Column('timestamptz')
  obtainedAt!: Date;

  @Column('bytea')
  sealed!: Buffer;

  /** The person's supplementary statement (Art. 16), under the same key: it stays and goes with the datum. */
  @Column('bytea', { nullable: true })
  sealedStatement!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  supersededAt!: Date | null;

  /** The day the person withdrew their consent to this datum (Art. 7(3)). */
  @Column('date', { nullable: true })
  consentWithdrawnOn!: string | null;

  /** `ThirdParty[]` under the person's key. */
  @Column('bytea', { nullable: true })
  thirdParties!: Buffer | null;
}

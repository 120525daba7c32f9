import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import type { Category } from '../domain/category.js';

/** A hold a person set by hand; holds that follow from facts are computed and stored nowhere. */
@Entity('hold')
@Check('hold_dates', 'valid_until is null or valid_until >= valid_from')
@Index('hold_customer', ['customerId'])
export class Hold {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Customer, { name: 'hold_customer_fk' })
  customerId!: string;

  @Column('text')
  code!: string;

  @Column('text', { array: true })
  categories!: Category[];

  @Column('uuid', { array: true })
  recordIds!: string[];

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validUntil!: string | null;

  @Column('date')
  reviewOn!: string;

  /** `{ reason }` under the person's key. */
  @Column('bytea')
  sealed!: Buffer;

  @Column('uuid')
  setBy!: string;

  @Column('timestamptz')
  setAt!: Date;

  @Column('uuid', { nullable: true })
  releaseAskedBy!: string | null;

  @Column('uuid', { nullable: true })
  releasedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  releasedAt!: Date | null;
}

import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import type { Category } from '../domain/category.js';

/** Who actually received what, when and on which ground of the policy. */
@Entity('disclosure')
@Index('disclosure_customer', ['customerId', 'disclosedOn'])
@Index('disclosure_once_per_list', ['mailingListId', 'customerId'], { unique: true })
export class Disclosure {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Customer, { name: 'disclosure_customer_fk', onDelete: 'CASCADE' })
  customerId!: string;

  /** Code of a recipient in the register policy. */
  @Column('text')
  recipient!: string;

  @Column('text', { array: true })
  categories!: Category[];

  /** The records it was about; none: all there was of the categories. */
  @Column('uuid', { array: true, default: '{}' })
  recordIds!: string[];

  @Column('text')
  ground!: string;

  @Column('date')
  disclosedOn!: string;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  /** The mailing list it went out with. One list tells of a person once, however often it is fetched. */
  @Column('uuid', { nullable: true })
  mailingListId!: string | null;
}

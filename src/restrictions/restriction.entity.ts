import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import type { Category } from '../domain/category.js';
import type { RestrictionFacts } from '../domain/facts.js';

/** Art. 18: storage only. Without categories and data it covers the whole person. */
@Entity('restriction')
@Check('restriction_ground', `ground in ('18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)', '17(3)', '21')`)
@Check('restriction_scope', 'categories is null or data is null')
@Index('restriction_customer', ['customerId'])
export class Restriction {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Customer, { name: 'restriction_customer_fk', onDelete: 'CASCADE' })
  customerId!: string;

  /** A ground of Art. 18(1); 17(3) for what a refused erasure leaves behind, 21 for what an objection has ended. */
  @Column('text')
  ground!: RestrictionFacts['ground'] | '17(3)' | '21';

  @Column('text', { array: true, nullable: true })
  categories!: Category[] | null;

  /** Ids of single data; what takes the place of one of them is restricted like it. */
  @Column('uuid', { array: true, nullable: true })
  data!: string[] | null;

  @Column('date')
  since!: string;

  @Column('uuid', { nullable: true })
  requestItemId!: string | null;

  /** The letter that announces the end where no case does. */
  @Column('uuid', { nullable: true })
  liftLetterId!: string | null;

  /** Art. 18(3): the person is told before the restriction is lifted. */
  @Column('timestamptz', { nullable: true })
  liftNoticeAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  liftedAt!: Date | null;
}

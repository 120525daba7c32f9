import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import type { Category } from '../domain/category.js';
import type { PermittedGround, RestrictedOperation } from '../domain/permitted-use.js';

/**
 * Art. 18(2): that one member of staff may use a person's restricted data for a short time, on what ground and why.
 * Without categories and data it is about the whole person.
 */
@Entity('permitted_use')
@Check(
  'permitted_use_ground',
  `ground in ('consent', 'legal-claims', 'rights-of-another', 'public-interest')`,
)
@Check('permitted_use_scope', 'categories is null or data is null')
@Index('permitted_use_customer', ['customerId', 'id'])
export class PermittedUse {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Customer, { name: 'permitted_use_customer_fk', onDelete: 'CASCADE' })
  customerId!: string;

  @Column('uuid')
  staffId!: string;

  @Column('text')
  ground!: PermittedGround;

  @Column('text', { array: true, nullable: true })
  categories!: Category[] | null;

  @Column('uuid', { array: true, nullable: true })
  data!: string[] | null;

  @Column('text', { array: true })
  operations!: RestrictedOperation[];

  /** `{ reason }` under the person's key; `null` where the use itself says why. */
  @Column('bytea')
  sealed!: Buffer;

  @Column('timestamptz')
  grantedAt!: Date;

  @Column('timestamptz')
  validUntil!: Date;
}

export const permittedUsePlace = (use: { register: string; id: string }) =>
  `permitted-use|${use.register}|${use.id}`;

import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PersonType, Prohibition } from '../domain/category.js';

/** The register's entry for a person: facts in the clear, the customer number sealed, every other value a datum. */
@Entity('customer')
@Check('customer_person_type', `person_type in ('consumer', 'contact-person')`)
@Index('customer_list', ['register', 'id'])
export class Customer {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('text')
  personType!: PersonType;

  @Column('uuid')
  keyId!: string;

  /** `{ customerNumber }` under the person's key. */
  @Column('bytea')
  sealed!: Buffer;

  @Column('text', { array: true, default: () => `'{}'` })
  prohibitions!: Prohibition[];

  @Column('date', { nullable: true })
  relationshipEnd!: string | null;

  @Column('date', { nullable: true })
  contractEnd!: string | null;

  @Column('date', { nullable: true })
  lastServiceContact!: string | null;

  @Column('date', { nullable: true })
  lastContact!: string | null;

  @Column('date', { nullable: true })
  contactRoleEnd!: string | null;

  /** Keyed digest of the imported line, absent for customers entered by hand. */
  @Column('bytea', { nullable: true })
  importDigest!: Buffer | null;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz')
  createdAt!: Date;
}

import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Customer } from './customer.entity.js';
import { Datum } from './datum.entity.js';

/** What a person is found by. Goes with the datum it was made from. */
@Entity('blind_index_entry')
@Index('blind_index_lookup', ['register', 'field', 'hash'])
@Index('blind_index_customer', ['customerId'])
@Index('blind_index_datum', ['datumId'])
export class BlindIndexEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Customer, { name: 'blind_index_customer_fk', onDelete: 'CASCADE' })
  customerId!: string;

  /** Absent for the customer number, which belongs to the entry itself. */
  @Column('uuid', { nullable: true })
  @ForeignKey(() => Datum, { name: 'blind_index_datum_fk', onDelete: 'CASCADE' })
  datumId!: string | null;

  @Column('text')
  field!: string;

  @Column('bytea')
  hash!: Buffer;

  /** Which search key of the register it was made with. */
  @Column('integer')
  keyVersion!: number;
}

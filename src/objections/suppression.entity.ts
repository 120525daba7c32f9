import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A prohibition that outlives the person's data: only a keyed hash, checked on every import and registration. */
@Entity('suppression')
@Index('suppression_key', ['register', 'field', 'hash'], { unique: true })
export class Suppression {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('text')
  field!: string;

  @Column('bytea')
  hash!: Buffer;

  /** Prohibitions, or `erased` for a customer number that may not come back. */
  @Column('text', { array: true })
  flags!: string[];

  @Column('date')
  since!: string;
}

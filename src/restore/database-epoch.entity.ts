import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Which state of itself the database is in: advanced at every start, and written down outside it too. One row. */
@Entity('database_epoch')
@Check('database_epoch_single', 'single')
export class DatabaseEpoch {
  @PrimaryColumn('boolean', { default: true })
  single!: boolean;

  /** Made once, when the database was first opened. */
  @Column('uuid')
  database!: string;

  @Column('integer')
  epoch!: number;

  /** Random, so that two copies of one database do not advance to the same epoch. */
  @Column('text')
  token!: string;

  /** The token before this one. */
  @Column('text', { nullable: true })
  previous!: string | null;

  @Column('timestamptz')
  at!: Date;
}

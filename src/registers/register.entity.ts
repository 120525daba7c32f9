import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A register and the line of its policy versions. */
@Entity('register')
export class Register {
  @PrimaryColumn('text')
  name!: string;

  /** Hashes of its versions by their day: past, in force and to come. One withdrawn before its day is not among them. */
  @Column('text', { array: true })
  versions!: string[];

  /** When the records were last brought up to date from the system they come from. */
  @Column('timestamptz', { nullable: true })
  factsConfirmedAt!: Date | null;

  /** The newest search key that the key store has to hold for it. */
  @Column('integer', { default: 0 })
  searchKeyVersion!: number;
}

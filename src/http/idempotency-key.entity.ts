import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer given to a keyed request, so that a repeat gets the same one and does nothing. */
@Entity('idempotency_key')
@Index('idempotency_key_age', ['createdAt'])
export class IdempotencyKey {
  /** Keyed hash of caller and key. */
  @PrimaryColumn('bytea')
  key!: Buffer;

  /** Keyed hash of method, path and body. */
  @Column('bytea')
  fingerprint!: Buffer;

  @Column('smallint', { nullable: true })
  status!: number | null;

  /** The answer, sealed under a key of the house. */
  @Column('bytea', { nullable: true })
  sealed!: Buffer | null;

  @Column('timestamptz')
  createdAt!: Date;
}

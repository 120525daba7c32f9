import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The copy of a person's data, ready to be fetched with the link and the one-time code. */
@Entity('package')
@Index('package_age', ['register', 'createdAt'])
export class Package {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  requestId!: string;

  @Column('uuid')
  itemId!: string;

  @Column('uuid')
  keyId!: string;

  /** `KeptCopy` under the key of the case; its data are in the pages. */
  @Column('bytea')
  sealed!: Buffer;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('bytea', { nullable: true })
  codeHash!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  codeExpiresAt!: Date | null;

  @Column('integer', { default: 0 })
  codeAttempts!: number;

  @Column('timestamptz', { nullable: true })
  openedAt!: Date | null;
}

import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A personal account. Without a recorded confidentiality commitment it opens nothing personal. */
@Entity('staff_account')
@Index('staff_account_email', ['email'], { unique: true })
export class StaffAccount {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  email!: string;

  @Column('text')
  passwordHash!: string;

  /** Sealed under a key of the house. */
  @Column('bytea', { nullable: true })
  totpSecret!: Buffer | null;

  @Column('date', { nullable: true })
  commitmentOn!: string | null;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;
}

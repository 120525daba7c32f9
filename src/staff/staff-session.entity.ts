import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { StaffAccount } from './staff-account.entity.js';

/** A login. Only the hash of its token is kept. */
@Entity('staff_session')
@Index('staff_session_staff', ['staffId'])
export class StaffSession {
  @PrimaryColumn('bytea')
  tokenHash!: Buffer;

  @Column('uuid')
  @ForeignKey(() => StaffAccount, { name: 'staff_session_account_fk', onDelete: 'CASCADE' })
  staffId!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}

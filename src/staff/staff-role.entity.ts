import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { StaffAccount } from './staff-account.entity.js';

export const ROLES = ['clerk', 'supervisor', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** What an account may do in a register; `*` is every register. */
@Entity('staff_role')
@Check('staff_role_role', `role in ('clerk', 'supervisor', 'admin', 'auditor')`)
export class StaffRole {
  @PrimaryColumn('uuid')
  @ForeignKey(() => StaffAccount, { name: 'staff_role_account_fk', onDelete: 'CASCADE' })
  staffId!: string;

  @PrimaryColumn('text')
  register!: string;

  @Column('text')
  role!: Role;
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { normalEmail } from '../vault/search-field.js';
import { Passwords } from './passwords.js';
import { HOUSE } from './sessions.service.js';
import { StaffAccount } from './staff-account.entity.js';
import { type Role, StaffRole } from './staff-role.entity.js';
import { Totp } from './totp.js';

/** The address of the account that a new house makes for its first login. */
export const FIRST_ADMIN = 'admin@suoja.example';

export interface NewStaff {
  readonly email: string;
  readonly role: Role;
  /** A register, or `*` for all. */
  readonly register: string;
  /** The day the confidentiality commitment was signed. */
  readonly commitmentOn: string | null;
}

export interface AddedStaff {
  readonly id: string;
  /** Generated; shown once and stored only as a hash. */
  readonly password: string;
  /** For the authenticator app, where the house requires one-time codes; shown once. */
  readonly totpUri: string | null;
}

/** Makes accounts. Each is one person's own, and its password is generated. */
@Injectable()
export class StaffAccounts {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly totp: Totp,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  addStaff(staff: NewStaff, actor: Actor = 'system'): Promise<AddedStaff> {
    return this.database.outsideRegisters((tx) => this.insert(tx, staff, actor));
  }

  /**
   * The way into a new house: an administrator of every register, made when there is no account at all. The
   * commitment is recorded as of today, because whoever reads this password runs the house and can record
   * commitments; sign it before the first real person enters the register.
   */
  ensureFirstAdmin(): Promise<(AddedStaff & { readonly email: string }) | null> {
    return this.database.outsideRegisters(async (tx) => {
      // Of several processes starting at once one makes the account.
      await tx.query(`select pg_advisory_xact_lock(hashtext('suoja first admin'))`);
      if (await tx.existsBy(StaffAccount, {})) return null;
      const admin = {
        email: FIRST_ADMIN,
        role: 'admin',
        register: '*',
        commitmentOn: this.clock.today(),
      } as const;
      return { email: FIRST_ADMIN, ...(await this.insert(tx, admin, 'system')) };
    });
  }

  private async insert(tx: EntityManager, staff: NewStaff, actor: Actor): Promise<AddedStaff> {
    const { role, register, commitmentOn } = staff;
    const id = uuid();
    const email = normalEmail(staff.email);
    const password = this.passwords.generate();
    const totp = this.totp.required ? this.totp.enrol(id, email) : null;
    const inserted = await tx.query<unknown[]>(
      `insert into staff_account (id, email, password_hash, totp_secret, commitment_on, created_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (email) do nothing returning 1`,
      [id, email, await this.passwords.hash(password), totp?.sealed ?? null, commitmentOn, this.clock.now()],
    );
    if (inserted.length === 0) throw new DomainError('ACCOUNT_EXISTS');
    await tx.insert(StaffRole, { staffId: id, register, role });
    const details = { staffId: id, role, register, commitmentOn };
    await this.audit.write(tx, HOUSE, { actor, action: 'staff.added', details });
    return { id, password, totpUri: totp?.uri ?? null };
  }
}

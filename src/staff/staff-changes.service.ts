import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Passwords } from './passwords.js';
import { HOUSE } from './sessions.service.js';
import { StaffAccount } from './staff-account.entity.js';
import { type Role, StaffRole } from './staff-role.entity.js';
import { StaffSession } from './staff-session.entity.js';
import { Totp } from './totp.js';

export interface StaffChange {
  readonly commitmentOn?: string | null | undefined;
  readonly disabled?: boolean | undefined;
  readonly resetPassword?: boolean | undefined;
  /** Replaces all grants. */
  readonly roles?: readonly { readonly register: string; readonly role: Role }[] | undefined;
}

/** Changes accounts. All of it works on the next request of the account. */
@Injectable()
export class StaffChanges {
  constructor(
    private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly totp: Totp,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @returns the new password when one was asked for; shown once. */
  change(actor: string, id: string, change: StaffChange): Promise<{ readonly password: string | null }> {
    // Nobody locks the last administrator out by mistake.
    if (id === actor && (change.disabled || change.roles)) throw new DomainError('FORBIDDEN');
    return this.database.outsideRegisters(async (tx) => {
      await this.lock(tx, id);
      if (change.commitmentOn !== undefined)
        await tx.update(StaffAccount, { id }, { commitmentOn: change.commitmentOn });
      if (change.roles) await this.replaceRoles(tx, id, change.roles);
      if (change.disabled !== undefined) await this.disable(tx, id, change.disabled);
      const password = change.resetPassword ? await this.resetPassword(tx, id) : null;
      await this.audit.write(tx, HOUSE, { actor, action: 'staff.changed', details: noteOf(id, change) });
      return { password };
    });
  }

  /** A new secret for the authenticator app; the one before no longer opens anything. */
  enrolTotp(actor: string, id: string): Promise<{ readonly totpUri: string }> {
    return this.database.outsideRegisters(async (tx) => {
      const { email } = await this.lock(tx, id);
      const { sealed, uri } = this.totp.enrol(id, email);
      await tx.update(StaffAccount, { id }, { totpSecret: sealed });
      await this.audit.write(tx, HOUSE, { actor, action: 'staff.totp-enrolled', details: { staffId: id } });
      return { totpUri: uri };
    });
  }

  private async lock(tx: EntityManager, id: string): Promise<StaffAccount> {
    const account = await tx.findOne(StaffAccount, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!account) throw new DomainError('NOT_FOUND');
    return account;
  }

  private async replaceRoles(tx: EntityManager, staffId: string, roles: NonNullable<StaffChange['roles']>) {
    await tx.delete(StaffRole, { staffId });
    for (const { register, role } of roles) await tx.insert(StaffRole, { staffId, register, role });
  }

  private async disable(tx: EntityManager, id: string, disabled: boolean): Promise<void> {
    await tx.update(StaffAccount, { id }, { disabledAt: disabled ? this.clock.now() : null });
    if (disabled) await this.endSessions(tx, id);
  }

  private async resetPassword(tx: EntityManager, id: string): Promise<string> {
    const password = this.passwords.generate();
    await tx.update(StaffAccount, { id }, { passwordHash: await this.passwords.hash(password) });
    await this.endSessions(tx, id);
    return password;
  }

  private async endSessions(tx: EntityManager, staffId: string): Promise<void> {
    await tx.update(StaffSession, { staffId, endedAt: IsNull() }, { endedAt: this.clock.now() });
  }
}

function noteOf(staffId: string, { commitmentOn, disabled, resetPassword, roles }: StaffChange) {
  return {
    staffId,
    ...(commitmentOn !== undefined && { commitmentOn }),
    ...(disabled !== undefined && { disabled }),
    ...(resetPassword && { resetPassword }),
    ...(roles && { roles: roles.map(({ register, role }) => `${register}:${role}`) }),
  };
}

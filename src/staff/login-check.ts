import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Passwords } from './passwords.js';
import { StaffAccount } from './staff-account.entity.js';
import { Totp } from './totp.js';

/** Whether a password and a one-time code belong to an account. */
@Injectable()
export class LoginCheck {
  constructor(
    private readonly passwords: Passwords,
    private readonly totp: Totp,
  ) {}

  /** The password is worked on whether there is an account or not. */
  password(account: StaffAccount | null, password: string): Promise<boolean> {
    return this.passwords.matches(account?.passwordHash ?? null, password);
  }

  /** Needed where the house requires it, and of every account that has enrolled. Spends the code. */
  async secondFactor(tx: EntityManager, account: StaffAccount, code: string | undefined): Promise<boolean> {
    if (!account.totpSecret) return !this.totp.required;
    const spent = code === undefined ? null : this.totp.spend(account.id, account.totpSecret, code);
    if (spent) await tx.update(StaffAccount, { id: account.id }, { totpSecret: spent });
    return spent !== null;
  }
}

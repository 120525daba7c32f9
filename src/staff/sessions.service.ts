import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { HttpProblem } from '../http/http-problem.js';
import { normalEmail } from '../vault/search-field.js';
import { LoginCheck } from './login-check.js';
import { StaffAccount } from './staff-account.entity.js';
import type { Role } from './staff-role.entity.js';
import { StaffSession } from './staff-session.entity.js';

const TOKEN_BYTES = 32;
const LIFETIME_HOURS = 12;

/** The register of audit entries that belong to the house. */
export const HOUSE = '';

export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly totp?: string | undefined;
}

/** What a session stands for at this moment: read on every request, so that a change of roles works at once. */
export interface Access {
  readonly staffId: string;
  readonly commitmentOn: string | null;
  readonly grants: readonly { readonly register: string; readonly role: Role }[];
}

/** Logins. A token leaves once, in the answer; the database knows only its hash. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly check: LoginCheck,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Unknown address, wrong password, wrong code and disabled account look the same; the first two cost the same. */
  async open(credentials: Credentials): Promise<OpenedSession> {
    const email = normalEmail(credentials.email);
    const account = await this.database.outsideRegisters((tx) => tx.findOneBy(StaffAccount, { email }));
    const known = await this.check.password(account, credentials.password);
    const session = known && account ? await this.beginFor(account.id, credentials.totp) : null;
    if (session) return session;
    await this.database.outsideRegisters((tx) =>
      this.audit.write(tx, HOUSE, { actor: 'system', action: 'session.refused' }),
    );
    throw new HttpProblem('INVALID_CREDENTIALS');
  }

  async access(token: string): Promise<Access | null> {
    const [access] = await this.database.outsideRegisters((tx) =>
      tx.query<Access[]>(ACCESS, [hashOf(token), this.clock.now()]),
    );
    return access ?? null;
  }

  async end(token: string): Promise<void> {
    await this.database.outsideRegisters(async (tx) => {
      const session = await tx.findOneBy(StaffSession, { tokenHash: hashOf(token) });
      if (!session || session.endedAt) return;
      await tx.update(StaffSession, { tokenHash: session.tokenHash }, { endedAt: this.clock.now() });
      await this.audit.write(tx, HOUSE, { actor: session.staffId, action: 'session.ended' });
    });
  }

  /** Deletes sessions that can no longer be used. */
  async forget(now: Date): Promise<number> {
    const [, forgotten] = await this.database.outsideRegisters((tx) =>
      tx.query<[unknown, number]>(
        `delete from staff_session where expires_at <= $1 or ended_at is not null`,
        [now],
      ),
    );
    return forgotten;
  }

  /** The account is locked, so that a code opens one session only. */
  private beginFor(id: string, code: string | undefined): Promise<OpenedSession | null> {
    return this.database.outsideRegisters(async (tx) => {
      const account = await tx.findOne(StaffAccount, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!account || account.disabledAt || !(await this.check.secondFactor(tx, account, code))) return null;
      return this.begin(tx, id);
    });
  }

  private async begin(tx: EntityManager, staffId: string): Promise<OpenedSession> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LIFETIME_HOURS * 3_600_000);
    await tx.insert(StaffSession, { tokenHash: hashOf(token), staffId, createdAt, expiresAt });
    await this.audit.write(tx, HOUSE, { actor: staffId, action: 'session.opened' });
    return { token, expiresAt };
  }
}

const ACCESS = `
  select account.id as "staffId", account.commitment_on::text as "commitmentOn",
         coalesce((select json_agg(json_build_object('register', register, 'role', role))
                     from staff_role where staff_id = account.id), '[]') as grants
    from staff_session session join staff_account account on account.id = session.staff_id
   where session.token_hash = $1 and session.ended_at is null and session.expires_at > $2
     and account.disabled_at is null`;

const hashOf = (token: string) => createHash('sha256').update(token).digest();

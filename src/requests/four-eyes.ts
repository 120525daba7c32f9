import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Policies } from '../registers/policies.js';
import { PERMISSIONS } from '../staff/permissions.js';
import { FIRST_ADMIN } from '../staff/staff.service.js';
import type { Case } from './cases.js';
import type { RequestItem } from './request-item.entity.js';

/** Whoever recorded a case or said whom it is about does not approve its plan, unless nobody else can. */
@Injectable()
export class FourEyes {
  private readonly logger = new Logger(FourEyes.name);

  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @returns whether it is the preparer's own approval. Throws SELF_APPROVAL, after the attempt was written down. */
  async own(tx: EntityManager, opened: Case, item: RequestItem, staffId: string): Promise<boolean> {
    const { request } = opened;
    if (request.recordedBy !== staffId && request.identification?.by !== staffId) return false;
    const { register, id: requestId } = request;
    const allowed = this.policies.of(register).selfApproval?.allowed === true;
    if (!allowed && (await this.othersCan(tx, register, staffId))) {
      const note = { actor: staffId, requestId, details: { itemId: item.id, right: item.right } };
      await this.database.apart(register, (apart) =>
        this.audit.write(apart, register, { ...note, action: 'request.self-approval-refused' }),
      );
      throw new DomainError('SELF_APPROVAL');
    }
    this.logger.warn(`${register}: a plan was approved by the one who prepared it; see the audit log`);
    return true;
  }

  async approved(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    staffId: string,
    plan: { readonly policyVersion: string; readonly policyHash: string } | null,
  ): Promise<void> {
    const { register, id: requestId, customerId } = opened.request;
    const note = { actor: staffId, customerId, requestId };
    await this.audit.write(tx, register, {
      ...note,
      action: 'request.approved',
      details: {
        itemId: item.id,
        planHash: item.approvedHash,
        policyVersion: plan?.policyVersion ?? null,
        policyHash: plan?.policyHash ?? null,
      },
    });
    if (!item.selfApproved) return;
    await this.audit.write(tx, register, {
      ...note,
      action: 'request.self-approved',
      details: {
        itemId: item.id,
        allowedBy: this.policies.of(register).selfApproval?.allowed ? 'policy' : 'nobody-else',
      },
    });
  }

  /** The account the house made for its first login counts as somebody only while somebody is logged in with it. */
  private async othersCan(tx: EntityManager, register: string, staffId: string): Promise<boolean> {
    const rows = await tx.query<object[]>(OTHERS, [
      staffId,
      this.clock.today(),
      register,
      PERMISSIONS['requests.approve'].roles,
      FIRST_ADMIN,
      this.clock.now(),
    ]);
    return rows.length > 0;
  }
}

const OTHERS = `
  select 1 from staff_account account
   where account.id <> $1 and account.disabled_at is null and account.commitment_on <= $2
     and exists (select from staff_role role
                  where role.staff_id = account.id and role.register in ($3, '*') and role.role = any($4))
     and (account.email <> $5
          or exists (select from staff_session session
                      where session.staff_id = account.id and session.ended_at is null and session.expires_at > $6))
   limit 1`;

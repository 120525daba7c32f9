import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { DomainError, type DomainErrorCode } from '../domain/domain-error.js';
import type { Permission } from './permissions.js';

export interface Denial {
  readonly staffId: string;
  /** A register of the house, or the house itself. */
  readonly register: string;
  readonly permission: Permission | null;
  readonly code: Extract<DomainErrorCode, 'FORBIDDEN' | 'CONFIDENTIALITY_COMMITMENT_MISSING'>;
}

/** Keeps every attempt that was turned away (ASVS 16.3.2). */
@Injectable()
export class Denials {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async deny({ staffId, register, permission, code }: Denial): Promise<never> {
    await this.database.inRegister(register, (tx) =>
      this.audit.write(tx, register, {
        actor: staffId,
        action: 'access.denied',
        details: { permission, code },
      }),
    );
    throw new DomainError(code);
  }
}

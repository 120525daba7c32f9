import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { Database } from '../database/database.js';
import { after, page, rowsFor } from '../http/list.js';
import { AuditEntry } from './audit-entry.entity.js';
import type { AuditEntryDto, AuditPageDto, AuditQuery } from './dto/audit-entry.dto.js';

/** Reads what the audit log has written. */
@Injectable()
export class AuditEntries {
  constructor(private readonly database: Database) {}

  list(register: string, query: AuditQuery): Promise<AuditPageDto> {
    const { requestId, customerId } = query;
    return this.database.inRegister(register, async (tx) => {
      const entries = await tx.find(AuditEntry, {
        where: {
          register,
          id: MoreThan(after(query)),
          ...(requestId !== undefined && { requestId }),
          ...(customerId !== undefined && { customerId }),
        },
        order: { id: 'asc' },
        take: rowsFor(query),
      });
      return page(query, entries, shown);
    });
  }
}

function shown({ id, at, actor, action, customerId, requestId, details }: AuditEntry): AuditEntryDto {
  return { id, at: at.toISOString(), actor, action, customerId, requestId, details };
}

import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { Database } from '../database/database.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import type { StaffDto } from './dto/staff.dto.js';
import { StaffAccount } from './staff-account.entity.js';
import { StaffRole } from './staff-role.entity.js';

@Injectable()
export class StaffList {
  constructor(private readonly database: Database) {}

  list(query: ListQuery): Promise<Page<StaffDto>> {
    return this.database.outsideRegisters(async (tx) => {
      const accounts = await tx.find(StaffAccount, {
        where: { id: MoreThan(after(query)) },
        order: { id: 'asc' },
        take: rowsFor(query),
      });
      const roles = await tx.findBy(StaffRole, { staffId: In(accounts.map(({ id }) => id)) });
      return page(query, accounts, (account) => shown(account, roles));
    });
  }
}

function shown(account: StaffAccount, roles: readonly StaffRole[]): StaffDto {
  const own = roles.filter(({ staffId }) => staffId === account.id);
  return {
    id: account.id,
    email: account.email,
    roles: own.map(({ register, role }) => ({ register, role })),
    commitmentOn: account.commitmentOn,
    disabled: account.disabledAt !== null,
    totp: account.totpSecret !== null,
    createdAt: account.createdAt.toISOString(),
  };
}

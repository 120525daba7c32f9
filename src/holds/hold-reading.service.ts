import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { CustomerEntries } from '../customers/customer-entries.js';
import { Customer } from '../customers/customer.entity.js';
import { holdPlace } from '../customers/person-file.js';
import type { Reader } from '../customers/purpose.js';
import { Database } from '../database/database.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import { Vault } from '../vault/vault.js';
import type { HoldDto } from './dto/hold.dto.js';
import { Hold } from './hold.entity.js';

/** The open holds of a register. Their reasons are the person's data: not shown while the person is restricted. */
@Injectable()
export class HoldReading {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly vault: Vault,
  ) {}

  list(register: string, query: ListQuery, reader: Reader): Promise<Page<HoldDto>> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await tx.find(Hold, {
        where: { register, releasedAt: IsNull(), id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      const reasons = await this.reasons(tx, rows);
      const holds = rows.map(({ id }) => id);
      await this.entries.wasRead(tx, register, reader, { action: 'holds.listed', details: { holds } });
      return page(query, rows, (hold) => holdDto(hold, reasons.get(hold.id) ?? null));
    });
  }

  private async reasons(tx: EntityManager, holds: readonly Hold[]): Promise<Map<string, string>> {
    const customers = await tx.findBy(Customer, { id: In(holds.map(({ customerId }) => customerId)) });
    const { open } = await this.entries.openAll(tx, customers);
    const keyIds = new Map(open.map(({ customer }) => [customer.id, customer.keyId]));
    const keys = await this.vault.openAll(tx, [...keyIds.values()]);
    return new Map(
      holds.flatMap((hold): [string, string][] => {
        const key = keys.get(keyIds.get(hold.customerId) ?? '');
        return key ? [[hold.id, key.open<{ reason: string }>(holdPlace(hold), hold.sealed).reason]] : [];
      }),
    );
  }
}

export function holdDto(hold: Hold, reason: string | null): HoldDto {
  const { id, customerId, code, categories, recordIds, reviewOn } = hold;
  return {
    id,
    customerId,
    code,
    categories,
    recordIds,
    from: hold.validFrom,
    until: hold.validUntil,
    reviewOn,
    owner: hold.setBy,
    state: hold.releasedAt ? 'released' : hold.releaseAskedBy ? 'release-asked' : 'in-force',
    reason,
  };
}

import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThan } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { CustomerEntries } from '../customers/customer-entries.js';
import type { Customer } from '../customers/customer.entity.js';
import { Datum } from '../customers/datum.entity.js';
import type { Reader } from '../customers/purpose.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import {
  PERMITTED_FOR_MINUTES,
  type PermittedGround,
  type RestrictedOperation,
} from '../domain/permitted-use.js';
import type { RestrictionScope } from '../domain/restriction-scope.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import { Vault } from '../vault/vault.js';
import { PermittedUseDto } from './dto/permitted-use.dto.js';
import { PermittedUse, permittedUsePlace } from './permitted-use.entity.js';
import { requireScope } from './scope-of-person.js';

export interface NewPermittedUse extends RestrictionScope {
  readonly ground: PermittedGround;
  /** `null` where the use itself says why. */
  readonly reason: string | null;
  readonly operations: readonly RestrictedOperation[];
}

/** Art. 18(2): what restricted data may be used for besides being stored, on what ground, by whom and how long. */
@Injectable()
export class PermittedUses {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** For the one who records it, and for an hour. */
  grant(
    register: string,
    customerId: string,
    input: NewPermittedUse,
    staffId: string,
  ): Promise<PermittedUseDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer, wall } = await this.entries.lock(tx, customerId);
      if (wall.isOpen) throw new DomainError('NOT_RESTRICTED');
      requireScope(input, await tx.find(Datum, { where: { customerId }, select: { id: true } }));
      const use = await this.record(tx, customer, input, { staffId, minutes: PERMITTED_FOR_MINUTES });
      return PermittedUseDto.from(use, input.reason);
    });
  }

  /** In the caller's transaction. With no minutes it permits nothing but what the caller does. */
  async record(
    tx: EntityManager,
    customer: Customer,
    { ground, reason, categories, data = null, operations }: NewPermittedUse,
    { staffId, minutes }: { staffId: string; minutes: number },
  ): Promise<PermittedUse> {
    const { register, id: customerId } = customer;
    const id = uuid();
    const grantedAt = this.clock.now();
    const key = await this.vault.open(tx, customer.keyId);
    const use: PermittedUse = {
      id,
      register,
      customerId,
      staffId,
      ground,
      categories: categories && [...categories],
      data: data && [...data],
      operations: [...operations],
      sealed: key.seal(permittedUsePlace({ register, id }), { reason }),
      grantedAt,
      validUntil: new Date(grantedAt.getTime() + minutes * 60_000),
    };
    await tx.insert(PermittedUse, use);
    const until = use.validUntil.toISOString();
    const details = { permittedUse: id, ground, categories, data, operations, until };
    await this.entries.changed(tx, customer, { actor: staffId, action: 'permitted-use.recorded', details });
    return use;
  }

  /** Those that have ended too. */
  list(
    register: string,
    customerId: string,
    query: ListQuery,
    reader: Reader,
  ): Promise<Page<PermittedUseDto>> {
    return this.database.inRegister(register, async (tx) => {
      const { customer } = await this.entries.open(tx, customerId);
      const rows = await tx.find(PermittedUse, {
        where: { customerId, id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      const key = await this.vault.open(tx, customer.keyId);
      const note = { action: 'permitted-uses.read', customerId };
      await this.entries.wasRead(tx, register, reader, note);
      return page(query, rows, (use) => {
        const { reason } = key.open<{ reason: string | null }>(permittedUsePlace(use), use.sealed);
        return PermittedUseDto.from(use, reason);
      });
    });
  }
}

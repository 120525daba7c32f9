import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Actor } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import type { Editor } from '../customers/customer-changes.service.js';
import { CustomerEntries } from '../customers/customer-entries.js';
import type { Customer } from '../customers/customer.entity.js';
import { CustomerRecord } from '../customers/record.entity.js';
import type { Reader } from '../customers/purpose.js';
import { Database } from '../database/database.js';
import type { Category } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import { Policies } from '../registers/policies.js';
import { PermittedUses } from '../restrictions/permitted-uses.service.js';
import { requireAllowed } from './disclosure-rules.js';
import { Disclosure } from './disclosure.entity.js';
import type { CreateDisclosureDto, DisclosureDto } from './dto/disclosure.dto.js';

/** Records who received what: Art. 15(1)(c) and 19 name the actual recipients. */
@Injectable()
export class Disclosures {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly policies: Policies,
    private readonly permitted: PermittedUses,
    private readonly clock: Clock,
  ) {}

  list(register: string, customerId: string, query: ListQuery, reader: Reader): Promise<Page<DisclosureDto>> {
    return this.database.inRegister(register, async (tx) => {
      await this.entries.open(tx, customerId);
      const rows = await tx.find(Disclosure, {
        where: { customerId, id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      await this.entries.wasRead(tx, register, reader, { action: 'disclosures.read', customerId });
      return page(query, rows, disclosureDto);
    });
  }

  /** Restricted data are disclosed only by a permitted use, which a legal claim is too (Art. 18(2)). */
  record(
    register: string,
    customerId: string,
    input: CreateDisclosureDto,
    { actor, version }: Editor,
  ): Promise<DisclosureDto> {
    return this.database.inRegister(register, async (tx) => {
      const use = { by: actor, operation: 'disclose' } as const;
      const entry = await this.entries.lock(tx, customerId, version, use);
      const { customer, wall } = entry;
      const { recipient, categories, ground, disclosedOn, forLegalClaim = false } = input;
      const recordIds = [...new Set((input.recordIds ?? []).map((id) => id.toLowerCase()))];
      requireAllowed(this.policies.of(register), recipient, ground);
      if (disclosedOn > this.clock.today()) {
        throw new DomainError('INVALID_VALUE', { pointer: '/disclosedOn', reason: 'IN_THE_FUTURE' });
      }
      await requireRecords(tx, customerId, recordIds);
      const claimed = forLegalClaim && categories.some((category) => wall.touches(category));
      if (claimed) await this.useForClaim(tx, customer, categories, actor);
      else for (const category of categories) wall.refuseTouched(category);
      const received = { recipient, categories, recordIds, ground, disclosedOn };
      const disclosure = { id: uuid(), register, customerId, ...received };
      await tx.insert(Disclosure, { ...disclosure, recordedBy: actor === 'system' ? null : actor });
      const details = { disclosure: disclosure.id, recipient, ground, forLegalClaim };
      await this.entries.changed(tx, customer, { actor, action: 'disclosure.recorded', details });
      await this.entries.usesNoted(tx, [entry], use);
      return disclosureDto(disclosure);
    });
  }

  /** `forLegalClaim` is a permitted use of its own, for this one disclosure (Art. 18(2)). */
  private async useForClaim(
    tx: EntityManager,
    customer: Customer,
    categories: readonly Category[],
    actor: Actor,
  ): Promise<void> {
    const ground = 'legal-claims' as const;
    const operations = ['disclose'] as const;
    const input = { ground, reason: null, categories, operations };
    const { id } = await this.permitted.record(tx, customer, input, { staffId: actor, minutes: 0 });
    const details = { permittedUse: id, ground, operation: 'disclose' };
    await this.entries.changed(tx, customer, { actor, action: 'restricted-data.used', details });
  }
}

function disclosureDto(disclosure: DisclosureDto): DisclosureDto {
  const { id, recipient, categories, recordIds, ground, disclosedOn } = disclosure;
  return { id, recipient, categories, recordIds, ground, disclosedOn };
}

/** Throws INVALID_VALUE at the first that is no record of this customer. */
async function requireRecords(tx: EntityManager, customerId: string, ids: readonly string[]): Promise<void> {
  const known = await tx.find(CustomerRecord, {
    where: { id: In([...ids]), customerId },
    select: { id: true },
  });
  const missing = ids.findIndex((id) => !known.some((record) => record.id === id));
  if (missing >= 0)
    throw new DomainError('INVALID_VALUE', { pointer: `/recordIds/${missing}`, reason: 'UNKNOWN_RECORD' });
}

import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import type { Editor } from '../customers/customer-changes.service.js';
import { CustomerEntries } from '../customers/customer-entries.js';
import type { Reader } from '../customers/purpose.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import { Policies } from '../registers/policies.js';
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

  /** Restricted data are disclosed only for a legal claim, which is recorded (Art. 18(2)). */
  record(
    register: string,
    customerId: string,
    input: CreateDisclosureDto,
    { actor, version }: Editor,
  ): Promise<DisclosureDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer, wall } = await this.entries.lock(tx, customerId, version);
      const { recipient, categories, ground, disclosedOn, forLegalClaim = false } = input;
      requireAllowed(this.policies.of(register), recipient, ground);
      if (disclosedOn > this.clock.today()) {
        throw new DomainError('INVALID_VALUE', { pointer: '/disclosedOn', reason: 'IN_THE_FUTURE' });
      }
      if (!forLegalClaim) for (const category of categories) wall.refuse(category);
      const disclosure = { id: uuid(), register, customerId, recipient, categories, ground, disclosedOn };
      await tx.insert(Disclosure, { ...disclosure, recordedBy: actor === 'system' ? null : actor });
      const details = { disclosure: disclosure.id, recipient, ground, forLegalClaim };
      await this.entries.changed(tx, customer, { actor, action: 'disclosure.recorded', details });
      return disclosureDto(disclosure);
    });
  }
}

function disclosureDto(disclosure: DisclosureDto): DisclosureDto {
  const { id, recipient, categories, ground, disclosedOn } = disclosure;
  return { id, recipient, categories, ground, disclosedOn };
}

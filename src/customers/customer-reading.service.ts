import { Injectable } from '@nestjs/common';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import type { Category } from '../domain/category.js';
import { after, type ListQuery, page, rowsFor } from '../http/list.js';
import { CustomerEntries, type CustomerEntry } from './customer-entries.js';
import { CustomerSearch, type Match, type SearchBy } from './customer-search.js';
import { CustomerValues } from './customer-values.js';
import { Customer } from './customer.entity.js';
import type { CustomerDto, CustomerPageDto } from './dto/customer.dto.js';
import type { DataDto } from './dto/datum.dto.js';
import { INDEXED } from './new-datum.js';
import { type Reader, reading } from './purpose.js';

/** Ordinary reads of the register: behind the restriction wall, for a purpose of the policy, noted in the audit log. */
@Injectable()
export class CustomerReading {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly search: CustomerSearch,
    private readonly values: CustomerValues,
  ) {}

  list(register: string, query: ListQuery, reader: Reader): Promise<CustomerPageDto> {
    return this.database.inRegister(register, async (tx) => {
      const customers = await tx.find(Customer, {
        where: { register, id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      return this.page(tx, register, customers, query, { reader, action: 'customers.listed' });
    });
  }

  find(register: string, by: SearchBy, query: ListQuery, reader: Reader): Promise<CustomerPageDto> {
    return this.database.inRegister(register, async (tx) => {
      const matches = await this.search.matches(tx, register, by);
      const found = [...new Set(matches.map(({ customerId }) => customerId))];
      const ids = found.filter((id) => id > after(query));
      const customers = await tx.find(Customer, {
        where: { id: In(ids.slice(0, rowsFor(query))) },
        order: { id: 'ASC' },
      });
      const foundBy = { matches, category: CATEGORY_OF[by.field] };
      return this.page(tx, register, customers, query, { reader, action: 'customers.searched', foundBy });
    });
  }

  read(register: string, id: string, reader: Reader): Promise<CustomerDto> {
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.open(tx, id, reading(reader));
      entry.wall.refuseWhole();
      const [line] = await this.values.lines(tx, [entry]);
      const open = await this.values.ofPerson(tx, entry);
      await this.entries.wasRead(tx, register, reader, { action: 'customer.read', customerId: id });
      await this.entries.usesNoted(tx, [entry], reading(reader));
      return { ...line!, createdAt: entry.customer.createdAt.toISOString(), ...open };
    });
  }

  data(register: string, id: string, reader: Reader): Promise<DataDto> {
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.open(tx, id, reading(reader));
      entry.wall.refuseEntry();
      const open = await this.values.ofPerson(tx, entry);
      await this.entries.wasRead(tx, register, reader, { action: 'customer.read', customerId: id });
      await this.entries.usesNoted(tx, [entry], reading(reader));
      return { ...open, nextCursor: null };
    });
  }

  private async page(
    tx: EntityManager,
    register: string,
    customers: readonly Customer[],
    query: ListQuery,
    { reader, action, foundBy }: { reader: Reader; action: string; foundBy?: FoundBy },
  ): Promise<CustomerPageDto> {
    const { data: shown, nextCursor } = page(query, customers, (customer) => customer);
    const { open } = await this.entries.openAll(tx, shown, reading(reader));
    const entries = open.filter((entry) => foundBy === undefined || isOpenBy(entry, foundBy));
    const data = await this.values.lines(tx, entries);
    const ids = data.map(({ id }) => id);
    await this.entries.wasRead(tx, register, reader, { action, details: { customers: ids } });
    await this.entries.usesNoted(tx, entries, reading(reader));
    return { data, nextCursor, restricted: shown.length - data.length };
  }
}

interface FoundBy {
  readonly matches: readonly Match[];
  /** Of the values searched; the customer number belongs to the entry itself. */
  readonly category: Category | undefined;
}

/** A person found by restricted values only is left out: finding someone by them would be using them. */
function isOpenBy({ customer, wall }: CustomerEntry, { matches, category }: FoundBy): boolean {
  return matches.some(
    ({ customerId, datumId }) =>
      customerId === customer.id &&
      (category === undefined || datumId === null || !wall.closesDatum({ id: datumId, category })),
  );
}

/** The category a search field reads. */
const CATEGORY_OF = Object.fromEntries(
  Object.entries(INDEXED).map(([category, field]) => [field, category]),
) as Partial<Record<SearchBy['field'], Category>>;

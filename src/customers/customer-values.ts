import { Injectable } from '@nestjs/common';
import { type EntityManager, type FindOperator, In, IsNull } from 'typeorm';
import { CATEGORIES, type Category } from '../domain/category.js';
import { Vault } from '../vault/vault.js';
import type { CustomerEntry } from './customer-entries.js';
import type { Customer } from './customer.entity.js';
import { Datum } from './datum.entity.js';
import type { CustomerFactsWithIdDto, CustomerLineDto } from './dto/customer.dto.js';
import type { DatumDto } from './dto/datum.dto.js';
import { PersonFiles } from './person-file.js';

export interface OpenData {
  readonly data: DatumDto[];
  /** Data left out because their processing is restricted. */
  readonly restricted: number;
}

/** Opens sealed values for an ordinary read. What is restricted is not even decrypted. */
@Injectable()
export class CustomerValues {
  constructor(
    private readonly vault: Vault,
    private readonly files: PersonFiles,
  ) {}

  /** What a list says of each person; it leaves out whom no key opens any more. */
  async lines(tx: EntityManager, entries: readonly CustomerEntry[]): Promise<CustomerLineDto[]> {
    const keys = await this.vault.openAll(
      tx,
      entries.map(({ customer }) => customer.keyId),
    );
    const names = await tx.findBy(Datum, {
      customerId: In(entries.map(({ customer }) => customer.id)),
      category: 'name',
      recordId: IsNull(),
      supersededAt: IsNull(),
    });
    return entries.flatMap(({ customer, wall }) => {
      const key = keys.get(customer.keyId);
      if (!key) return [];
      const name = wall.sift(names.filter(({ customerId }) => customerId === customer.id)).open.at(0);
      return {
        ...factsOf(customer),
        customerNumber: this.files.customerNumber(key, customer),
        name: name ? (this.files.values(key, [name]).get(name.id) as string) : null,
      };
    });
  }

  /** The person's own data, in the order of the categories; those of records hang on the records. */
  async ofPerson(tx: EntityManager, entry: CustomerEntry): Promise<OpenData> {
    return this.opened(tx, entry, await this.rows(tx, entry, IsNull()));
  }

  /** The data of records, and how many of each record were left out. */
  async ofRecords(
    tx: EntityManager,
    entry: CustomerEntry,
    recordIds: readonly string[],
  ): Promise<{ data: DatumDto[]; restrictedBy: Map<string, number> }> {
    const rows = await this.rows(tx, entry, In([...recordIds]));
    const restrictedBy = new Map<string, number>();
    for (const { recordId } of rows.filter((datum) => entry.wall.closesDatum(datum))) {
      restrictedBy.set(recordId!, (restrictedBy.get(recordId!) ?? 0) + 1);
    }
    return { data: (await this.opened(tx, entry, rows)).data, restrictedBy };
  }

  private rows(
    tx: EntityManager,
    { customer }: CustomerEntry,
    recordId: FindOperator<string>,
  ): Promise<Datum[]> {
    return tx.find(Datum, {
      where: { customerId: customer.id, supersededAt: IsNull(), recordId },
      order: { id: 'ASC' },
    });
  }

  private async opened(
    tx: EntityManager,
    { customer, wall }: CustomerEntry,
    data: readonly Datum[],
  ): Promise<OpenData> {
    const { open, restricted } = wall.sift(data);
    const key = await this.vault.open(tx, customer.keyId);
    const values = this.files.values(key, open);
    const statements = this.files.statements(key, open);
    const inOrder = open.sort((a, b) => rank(a.category) - rank(b.category));
    return {
      data: inOrder.map((datum) => datumDto(datum, values.get(datum.id)!, statements.get(datum.id) ?? null)),
      restricted,
    };
  }
}

const rank = (category: Category) => CATEGORIES.indexOf(category);

export function factsOf(customer: Customer): CustomerFactsWithIdDto {
  return {
    id: customer.id,
    personType: customer.personType,
    prohibitions: customer.prohibitions,
    relationshipEnd: customer.relationshipEnd,
    contractEnd: customer.contractEnd,
    lastServiceContact: customer.lastServiceContact,
    lastContact: customer.lastContact,
    contactRoleEnd: customer.contactRoleEnd,
    version: customer.version,
  };
}

function datumDto(datum: Datum, value: DatumDto['value'], statement: string | null): DatumDto {
  const { id, category, recordId, providedBy, basis, source, consentWithdrawnOn } = datum;
  return {
    id,
    category,
    recordId,
    value,
    statement,
    providedBy,
    basis,
    source,
    obtainedAt: datum.obtainedAt.toISOString(),
    consentWithdrawnOn,
  };
}

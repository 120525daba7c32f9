import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import type { Facts, PersonFacts } from '../domain/facts.js';
import { Hold } from '../holds/hold.entity.js';
import { Disclosure } from '../recipients/disclosure.entity.js';
import { Policies } from '../registers/policies.js';
import { Register } from '../registers/register.entity.js';
import { Restriction } from '../restrictions/restriction.entity.js';
import { type DataKey, Vault } from '../vault/vault.js';
import { Customer } from './customer.entity.js';
import { Datum } from './datum.entity.js';
import { CustomerRecord } from './record.entity.js';

/** A value as the person knows it: text, or the content of a record (`{ reference, … }`). */
export type DatumValue = string | Readonly<Record<string, unknown>>;

/** All that the register holds of one person, still sealed. */
export interface PersonFile {
  readonly customer: Customer;
  readonly data: readonly Datum[];
  readonly records: readonly CustomerRecord[];
  readonly holds: readonly Hold[];
  readonly restrictions: readonly Restriction[];
  readonly disclosures: readonly Disclosure[];
  /** When its facts were last known to be true. */
  readonly factsAsOf: Date;
}

/** A person's file with its values opened. */
export interface Subject {
  readonly file: PersonFile;
  readonly values: ReadonlyMap<string, DatumValue>;
  /** The person's supplementary statements by datum id, of the data that have one. */
  readonly statements: ReadonlyMap<string, string>;
}

/** Loads a person's file and shows the planner its facts, which need no key. */
@Injectable()
export class PersonFiles {
  constructor(
    private readonly vault: Vault,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /**
   * `lock` takes the customer row for the transaction: nothing of the person changes until it ends. `personal` leaves
   * the values of records where they lie, but for those of paper, for whoever reads them in batches; what is sealed of
   * them is then empty and opens to nobody.
   */
  async load(
    tx: EntityManager,
    customerId: string,
    { lock = false, values = 'all' }: { lock?: boolean; values?: 'all' | 'personal' } = {},
  ): Promise<PersonFile | null> {
    const customer = await tx.findOne(Customer, {
      where: { id: customerId },
      ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    if (!customer) return null;
    const ofPerson = { where: { customerId }, order: { id: 'ASC' as const } };
    return {
      customer,
      data: values === 'all' ? await tx.find(Datum, ofPerson) : await factsOfData(tx, customerId),
      records: await tx.find(CustomerRecord, ofPerson),
      holds: await tx.find(Hold, { where: { customerId, releasedAt: IsNull() }, order: { id: 'ASC' } }),
      restrictions: await tx.find(Restriction, {
        where: { customerId, liftedAt: IsNull() },
        order: { id: 'ASC' },
      }),
      disclosures: await tx.find(Disclosure, { where: { customerId }, order: { disclosedOn: 'ASC' } }),
      factsAsOf: await this.factsAsOf(tx, customer.register),
    };
  }

  /** The files of many persons, each as `load` gives it, by one query per table. */
  async loadAll(tx: EntityManager, customerIds: readonly string[]): Promise<PersonFile[]> {
    const customerId = In([...customerIds]);
    const byId = { id: 'ASC' as const };
    const customers = await tx.find(Customer, { where: { id: customerId }, order: byId });
    const data = perPerson(await tx.find(Datum, { where: { customerId }, order: byId }));
    const records = perPerson(await tx.find(CustomerRecord, { where: { customerId }, order: byId }));
    const holds = perPerson(
      await tx.find(Hold, { where: { customerId, releasedAt: IsNull() }, order: byId }),
    );
    const restrictions = perPerson(
      await tx.find(Restriction, { where: { customerId, liftedAt: IsNull() }, order: byId }),
    );
    const disclosures = perPerson(
      await tx.find(Disclosure, { where: { customerId }, order: { disclosedOn: 'ASC' } }),
    );
    const [first] = customers;
    if (!first) return [];
    const factsAsOf = await this.factsAsOf(tx, first.register);
    return customers.map((customer) => ({
      customer,
      data: data(customer.id),
      records: records(customer.id),
      holds: holds(customer.id),
      restrictions: restrictions(customer.id),
      disclosures: disclosures(customer.id),
      factsAsOf,
    }));
  }

  facts(file: PersonFile): Facts {
    const { customer } = file;
    return {
      register: customer.register,
      factsAsOf: file.factsAsOf.toISOString(),
      person: personFacts(customer),
      data: file.data.map(
        ({ id, category, recordId, providedBy, basis, supersededAt, consentWithdrawnOn }) => ({
          id,
          category,
          recordId,
          providedBy,
          basis,
          superseded: supersededAt !== null,
          consentWithdrawnOn,
        }),
      ),
      records: file.records.map((record) => ({
        id: record.id,
        kind: record.kind,
        date: record.date,
        bookedOn: record.bookedOn,
        dueOn: record.dueOn,
        balance: record.balance,
        ...(record.status === null ? {} : { status: record.status }),
        lastReminderOn: record.lastReminderOn,
        endsOn: record.endsOn,
        orderId: record.orderId,
      })),
      manualHolds: file.holds.map((hold) => ({
        code: hold.code,
        categories: hold.categories,
        recordIds: hold.recordIds,
        from: hold.validFrom,
        until: hold.validUntil,
      })),
      restrictions: file.restrictions.flatMap(({ ground, categories, data, since }) =>
        ground === '17(3)' || ground === '21' ? [] : [{ ground, categories, data, since }],
      ),
      objectionUpheld: file.restrictions.flatMap(({ ground, categories }) =>
        ground === '21' ? (categories ?? []) : [],
      ),
    };
  }

  /** Facts kept here are true now; those of another system are as old as its last import, and none is older than all. */
  private async factsAsOf(tx: EntityManager, register: string): Promise<Date> {
    if (this.policies.of(register).factsFrom !== 'feed') return this.clock.now();
    const row = await tx.findOneBy(Register, { name: register });
    return row?.factsConfirmedAt ?? new Date(0);
  }

  key(tx: EntityManager, { customer }: Pick<PersonFile, 'customer'>): Promise<DataKey> {
    return this.vault.open(tx, customer.keyId);
  }

  async subject(tx: EntityManager, file: PersonFile): Promise<Subject> {
    const key = await this.key(tx, file);
    const values = this.values(key, file.data.filter(isLoaded));
    return { file, values, statements: this.statements(key, file.data) };
  }

  /** The values of a person's data by datum id. */
  values(key: DataKey, data: readonly Datum[]): Map<string, DatumValue> {
    return new Map(data.map((datum) => [datum.id, key.open<DatumValue>(datumPlace(datum), datum.sealed)]));
  }

  /** The supplementary statements of a person's data by datum id. */
  statements(key: DataKey, data: readonly Datum[]): Map<string, string> {
    return new Map(
      data.flatMap((datum) => {
        const statement = openStatement(key, datum);
        return statement === null ? [] : [[datum.id, statement] as const];
      }),
    );
  }

  customerNumber(key: DataKey, customer: Customer): string {
    return key.open<{ customerNumber: string }>(customerPlace(customer), customer.sealed).customerNumber;
  }
}

/** What the register holds of a person can be far more than a process may hold at once: the facts alone are not. */
function factsOfData(tx: EntityManager, customerId: string): Promise<Datum[]> {
  return tx.query<Datum[]>(
    `select id, register, customer_id as "customerId", record_id as "recordId", category,
       provided_by as "providedBy", basis, source, obtained_at as "obtainedAt",
       case when record_id is null or category = 'manual-material' then sealed else ''::bytea end as sealed,
       sealed_statement as "sealedStatement",
       superseded_at as "supersededAt", consent_withdrawn_on::text as "consentWithdrawnOn",
       third_parties as "thirdParties"
     from datum where customer_id = $1 order by id`,
    [customerId],
  );
}

const isLoaded = ({ sealed }: Datum) => sealed.length > 0;

function perPerson<Row extends { readonly customerId: string }>(rows: readonly Row[]) {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.customerId);
    if (own) own.push(row);
    else found.set(row.customerId, [row]);
  }
  return (customerId: string): readonly Row[] => found.get(customerId) ?? [];
}

/** What a sealed value is bound to; a value copied to another row does not open. */
export const datumPlace = (datum: { register: string; id: string }) => `datum|${datum.register}|${datum.id}`;
export const statementPlace = (datum: { register: string; id: string }) =>
  `statement|${datum.register}|${datum.id}`;

export const openStatement = (
  key: DataKey,
  datum: Pick<Datum, 'id' | 'register' | 'sealedStatement'>,
): string | null => datum.sealedStatement && key.open<string>(statementPlace(datum), datum.sealedStatement);

export const customerPlace = (customer: { register: string; id: string }) =>
  `customer|${customer.register}|${customer.id}`;

export const holdPlace = (hold: { register: string; id: string }) => `hold|${hold.register}|${hold.id}`;

function personFacts(customer: Customer): PersonFacts {
  const { personType, relationshipEnd, contractEnd, lastServiceContact, lastContact, contactRoleEnd } =
    customer;
  return { type: personType, relationshipEnd, contractEnd, lastServiceContact, lastContact, contactRoleEnd };
}

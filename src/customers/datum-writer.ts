import { Injectable } from '@nestjs/common';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { Policies } from '../registers/policies.js';
import { BlindIndex, type RegisterIndex } from '../vault/blind-index.js';
import type { SearchField } from '../vault/search-field.js';
import type { DataKey } from '../vault/vault.js';
import { BlindIndexEntry } from './blind-index-entry.entity.js';
import type { Customer } from './customer.entity.js';
import { Datum } from './datum.entity.js';
import { defaultBasis, defaultProvider, defaultSource, INDEXED, type NewDatum } from './new-datum.js';
import { datumPlace, type DatumValue, openStatement, statementPlace } from './person-file.js';
import { carriedOver, sealedThirdParties, thirdPartiesOf } from './third-parties.js';

export type Owner = Pick<Customer, 'id' | 'register' | 'personType'>;
/** A value in the place of another, and where it comes from. */
export interface NewValue {
  readonly value: DatumValue;
  /** Code of a source in the register policy. */
  readonly source: string;
  readonly statement?: string | null | undefined;
}
/** What somebody is found by, not hashed yet. */
export interface FoundBy {
  readonly owner: Pick<Owner, 'id' | 'register'>;
  /** Absent for the customer number, which is no datum. */
  readonly datumId: string | null;
  readonly field: SearchField;
  readonly value: string;
}

/** A sealed datum and what it is found by, ready to be inserted. */
export interface SealedDatum {
  readonly datum: Datum;
  readonly foundBy: readonly FoundBy[];
}

/** Seals data and keeps the blind index in step: whoever writes a value writes it here. */
@Injectable()
export class DatumWriter {
  constructor(
    private readonly blindIndex: BlindIndex,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /** @param recordId the record the datum lives and dies with, or none: it belongs to the person. */
  seal(owner: Owner, key: DataKey, input: NewDatum, recordId: string | null = null): SealedDatum {
    const policy = this.policies.of(owner.register);
    const id = uuid();
    const providedBy = input.providedBy ?? defaultProvider(input.category);
    const datum: Datum = {
      id,
      register: owner.register,
      customerId: owner.id,
      recordId,
      category: input.category,
      providedBy,
      basis: input.basis ?? defaultBasis(policy, owner.personType),
      source: input.source ?? defaultSource(policy, providedBy),
      obtainedAt: input.obtainedAt ?? this.clock.now(),
      sealed: key.seal(datumPlace({ register: owner.register, id }), input.value),
      sealedStatement:
        input.statement == null
          ? null
          : key.seal(statementPlace({ register: owner.register, id }), input.statement),
      supersededAt: null,
      consentWithdrawnOn: null,
      thirdParties: null,
    };
    return { datum, foundBy: foundBy(datum, input.value) };
  }

  /**
   * What a new value of an existing datum is: the same datum in every respect but value, source and time.
   * @param statement what stands beside the new value; absent: what stood beside the old one
   */
  reseal(
    owner: Owner,
    key: DataKey,
    old: Datum,
    { value, source, statement = openStatement(key, old) }: NewValue,
  ): SealedDatum {
    const { category, providedBy, basis } = old;
    const next = this.seal(
      owner,
      key,
      { category, value, providedBy, basis, source, statement },
      old.recordId,
    );
    const marked = carriedOver(thirdPartiesOf(key, old), value);
    return { ...next, datum: { ...next.datum, thirdParties: sealedThirdParties(key, next.datum, marked) } };
  }

  /** All of one register. */
  async insert(tx: EntityManager, sealed: readonly SealedDatum[]): Promise<void> {
    await insertAll(
      tx,
      Datum,
      sealed.map(({ datum }) => datum),
    );
    await this.index(
      tx,
      sealed.flatMap((each) => each.foundBy),
    );
  }

  /** Makes people of one register found by this, under its newest key. */
  async index(tx: EntityManager, found: readonly FoundBy[]): Promise<void> {
    const [first] = found;
    if (!first) return;
    const index = await this.blindIndex.forEntry(tx, first.owner.register);
    await insertAll(
      tx,
      BlindIndexEntry,
      found.flatMap((each) => entriesOf(index, each)),
    );
  }

  /**
   * Puts `next` in the place of `old`, which stays as history and is no longer found by. What was restricted by name
   * stays so under its new value, until the person has been told of the end (Art. 18(3)).
   */
  async supersede(tx: EntityManager, old: Datum, next: SealedDatum): Promise<void> {
    await tx.update(Datum, old.id, { supersededAt: this.clock.now() });
    await tx.delete(BlindIndexEntry, { datumId: old.id });
    await this.insert(tx, [next]);
    await tx.query(
      `update restriction set data = data || $2::uuid
        where customer_id = $1 and lifted_at is null and $3::uuid = any(data)`,
      [old.customerId, next.datum.id, old.id],
    );
  }
}

/** The number of a customer, who is found by it. */
export const numberOf = (owner: FoundBy['owner'], customerNumber: string): FoundBy => ({
  owner,
  datumId: null,
  field: 'customer-number',
  value: customerNumber,
});

/** What a value makes its person found by. A record is found by the reference in its main datum. */
export function foundBy(
  {
    id,
    register,
    customerId,
    recordId,
    category,
  }: Pick<Datum, 'id' | 'register' | 'customerId' | 'recordId' | 'category'>,
  value: DatumValue,
): FoundBy[] {
  const owner = { id: customerId, register };
  if (recordId !== null) {
    const reference = typeof value === 'string' ? undefined : value['reference'];
    if (typeof reference !== 'string') return [];
    return [{ owner, datumId: id, field: 'record-reference', value: reference }];
  }
  const field = INDEXED[category];
  return field && typeof value === 'string' ? [{ owner, datumId: id, field, value }] : [];
}

const entriesOf = (index: RegisterIndex, { owner, datumId, field, value }: FoundBy) =>
  index
    .entries(field, value)
    .map((entry) => ({ register: owner.register, customerId: owner.id, datumId, ...entry }));

/** One statement for all rows, without reading anything back. */
export async function insertAll<T extends ObjectLiteral>(
  tx: EntityManager,
  table: EntityTarget<T>,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const insert = tx.createQueryBuilder().insert().into(table);
  await insert
    .values(rows as never)
    .updateEntity(false)
    .execute();
}

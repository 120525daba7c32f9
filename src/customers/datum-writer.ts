import { Injectable } from '@nestjs/common';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { Policies } from '../registers/policies.js';
import { BlindIndex, type SearchField } from '../vault/blind-index.js';
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
type Entry = Omit<BlindIndexEntry, 'id'>;

/** A sealed datum and what it is found by, ready to be inserted. */
export interface SealedDatum {
  readonly datum: Datum;
  readonly entries: readonly Entry[];
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
    return { datum, entries: this.entriesFor(datum, input.value) };
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

  customerNumberEntries(owner: Owner, customerNumber: string): Entry[] {
    return this.entries(owner, null, 'customer-number', customerNumber);
  }

  async insert(tx: EntityManager, sealed: readonly SealedDatum[]): Promise<void> {
    await insertAll(
      tx,
      Datum,
      sealed.map(({ datum }) => datum),
    );
    await insertAll(
      tx,
      BlindIndexEntry,
      sealed.flatMap(({ entries }) => entries),
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

  private entriesFor(datum: Datum, value: DatumValue): Entry[] {
    if (datum.recordId !== null) return this.referenceEntries(datum, value);
    const field = INDEXED[datum.category];
    if (!field || typeof value !== 'string') return [];
    return this.entries({ id: datum.customerId, register: datum.register }, datum.id, field, value);
  }

  /** A record is found by the reference in its main datum. */
  private referenceEntries(datum: Datum, value: DatumValue): Entry[] {
    const reference = typeof value === 'string' ? undefined : value['reference'];
    if (typeof reference !== 'string') return [];
    const owner = { id: datum.customerId, register: datum.register };
    return this.entries(owner, datum.id, 'record-reference', reference);
  }

  private entries(
    { id, register }: Pick<Owner, 'id' | 'register'>,
    datumId: string | null,
    field: SearchField,
    value: string,
  ): Entry[] {
    const found = this.blindIndex.entries(register, field, value);
    return found.map(({ hash }) => ({ register, customerId: id, datumId, field, hash }));
  }
}

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

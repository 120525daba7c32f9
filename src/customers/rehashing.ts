import { Injectable } from '@nestjs/common';
import { Any, type EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { BlindIndex } from '../vault/blind-index.js';
import { type DataKey, Vault } from '../vault/vault.js';
import { Customer } from './customer.entity.js';
import { Datum } from './datum.entity.js';
import { DatumWriter, foundBy, numberOf } from './datum-writer.js';
import { customerPlace, datumPlace, type DatumValue } from './person-file.js';
import { ImportKeys } from './record-writer.js';

/** Data or records of one transaction: a customer may have a hundred thousand. */
const AT_ONCE = 500;

/** A customer, locked for the transaction, whose hashes are made anew. */
interface Rehashed {
  readonly customer: Customer;
  readonly key: DataKey;
  readonly version: number;
}

/** Makes a customer's hashes anew under the newest search key, from the sealed values. */
@Injectable()
export class Rehashing {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly writer: DatumWriter,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** @returns false when no key opens the customer's data: the hashes stay what they are */
  async rehash(register: string, customerId: string, version: number): Promise<boolean> {
    for (;;) {
      const done = await this.database.inRegister(register, (tx) =>
        this.some(tx, register, customerId, version),
      );
      if (done !== 'more') return done;
    }
  }

  private async some(
    tx: EntityManager,
    register: string,
    customerId: string,
    version: number,
  ): Promise<boolean | 'more'> {
    const index = await this.blindIndex.forEntry(tx, register);
    // A change that began meanwhile makes them anew, also those that this one did.
    if (index.version !== version) return true;
    const customer = await tx.findOne(Customer, {
      where: { id: customerId, register },
      lock: { mode: 'pessimistic_write' },
    });
    // Erased meanwhile.
    if (!customer) return true;
    const key = (await this.vault.openAll(tx, [customer.keyId])).get(customer.keyId);
    if (!key) return false;
    const rehashed = { customer, key, version };
    await this.number(tx, rehashed);
    const data = await this.data(tx, rehashed);
    const records = await this.records(tx, rehashed, new ImportKeys(index));
    return data < AT_ONCE && records < AT_ONCE ? true : 'more';
  }

  private async number(tx: EntityManager, { customer, key, version }: Rehashed): Promise<void> {
    const [, gone] = await tx.query<[unknown, number]>(
      `delete from blind_index_entry where customer_id = $1 and datum_id is null and key_version <> $2`,
      [customer.id, version],
    );
    if (gone === 0) return;
    const { customerNumber } = key.open<{ customerNumber: string }>(customerPlace(customer), customer.sealed);
    await this.writer.index(tx, [numberOf(customer, customerNumber)]);
  }

  /** A datum's words change their key together: a name is found when one of its values has all of them. */
  private async data(tx: EntityManager, { customer, key, version }: Rehashed): Promise<number> {
    const rows = await tx.query<{ id: string }[]>(
      `select distinct datum_id as id from blind_index_entry
        where customer_id = $1 and datum_id is not null and key_version <> $2 limit ${AT_ONCE}`,
      [customer.id, version],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await tx.query(`delete from blind_index_entry where datum_id = any($1) and key_version <> $2`, [
      ids,
      version,
    ]);
    const data = await tx.findBy(Datum, { id: Any(ids) });
    await this.writer.index(
      tx,
      data.flatMap((datum) => foundBy(datum, key.open<DatumValue>(datumPlace(datum), datum.sealed))),
    );
    return ids.length;
  }

  /** A record is known by the reference it was entered with, which its first main datum has. */
  private async records(
    tx: EntityManager,
    { customer, key, version }: Rehashed,
    importKeys: ImportKeys,
  ): Promise<number> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from record where customer_id = $1 and import_key is not null and import_key_version <> $2
        order by id limit ${AT_ONCE}`,
      [customer.id, version],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    const references = new Map<string, string>();
    for (const datum of await tx.find(Datum, { where: { recordId: Any(ids) }, order: { id: 'DESC' } })) {
      const value = key.open<DatumValue>(datumPlace(datum), datum.sealed);
      const [found] = foundBy(datum, value);
      if (found) references.set(datum.recordId!, found.value);
    }
    // Of one whose reference was erased nothing is left that could be hashed, nor that an import should find it by.
    const written = ids.map((id) => {
      const reference = references.get(id);
      return reference === undefined ? null : importKeys.written(reference).importKey;
    });
    await tx.query(
      `update record set import_key = rehashed.import_key, import_key_version = $3
         from unnest($1::uuid[], $2::bytea[]) as rehashed (id, import_key) where record.id = rehashed.id`,
      [ids, written, version],
    );
    return ids.length;
  }
}

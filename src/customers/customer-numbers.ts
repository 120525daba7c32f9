import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BlindIndex } from '../vault/blind-index.js';

/** Keeps a customer number to one customer of a register, although the table holds only its keyed hash. */
@Injectable()
export class CustomerNumbers {
  constructor(private readonly blindIndex: BlindIndex) {}

  /**
   * Reserves the numbers until the transaction ends, so that two imports cannot enter the same person, and says
   * whose they are already. Locks are taken in one order: two batches with the same numbers cannot wait in a circle.
   */
  async claim(
    tx: EntityManager,
    register: string,
    customerNumbers: readonly string[],
  ): Promise<Map<string, string>> {
    const index = await this.blindIndex.forEntry(tx, register);
    const hashes = customerNumbers.map((number) => index.entries('customer-number', number)[0]!.hash);
    await tx.query(
      `select pg_advisory_xact_lock(number) from (select unnest($1::bigint[]) as number order by 1) as claimed`,
      [hashes.map((hash) => hash.readBigInt64BE().toString())],
    );
    return this.holders(tx, register, customerNumbers);
  }

  /** The customer of each number that is taken. */
  async holders(
    tx: EntityManager,
    register: string,
    customerNumbers: readonly string[],
  ): Promise<Map<string, string>> {
    const index = await this.blindIndex.of(tx, register);
    const numberOf = new Map(
      customerNumbers.flatMap((number) =>
        index.wanted('customer-number', number).map((hash) => [hash.toString('hex'), number] as const),
      ),
    );
    const rows = await tx.query<{ hash: Buffer; customer_id: string }[]>(
      `select hash, customer_id from blind_index_entry
       where register = $1 and field = 'customer-number' and hash = any($2::bytea[])`,
      [register, [...numberOf.keys()].map((hash) => Buffer.from(hash, 'hex'))],
    );
    return new Map(rows.map(({ hash, customer_id }) => [numberOf.get(hash.toString('hex'))!, customer_id]));
  }
}

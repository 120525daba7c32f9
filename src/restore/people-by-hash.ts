import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { Prohibitions } from '../objections/prohibitions.js';
import { Suppressions } from '../objections/suppressions.js';

const BATCH = 200;

/** Customers by everything a prohibition of theirs may be kept by: `field|hash`. */
export type HashedPeople = ReadonlyMap<string, readonly string[]>;

/** Whom a suppression is about: nothing in the database leads from its hash to a person, so all of them are asked once. */
@Injectable()
export class PeopleByHash {
  constructor(
    private readonly prohibitions: Prohibitions,
    private readonly suppressions: Suppressions,
  ) {}

  /** Whose key is gone cannot be recognised, and is nobody a list could reach. */
  async read(tx: EntityManager, register: string): Promise<HashedPeople> {
    const people = new Map<string, string[]>();
    for (let after: string | null = null; ;) {
      const ids: { id: string }[] = await tx.query(
        `select customer.id from customer join vault.data_key on data_key.id = customer.key_id
          where $1::uuid is null or customer.id > $1::uuid order by customer.id limit ${BATCH}`,
        [after],
      );
      for (const customer of await tx.findBy(Customer, { id: In(ids.map(({ id }) => id)) }))
        for (const name of this.suppressions.namesOf(register, await this.prohibitions.keysOf(tx, customer)))
          people.set(name, [...(people.get(name) ?? []), customer.id]);
      if (ids.length < BATCH) return people;
      after = ids.at(-1)!.id;
    }
  }
}

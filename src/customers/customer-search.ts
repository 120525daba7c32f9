import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BlindIndex } from '../vault/blind-index.js';
import { normalForms, type SearchField } from '../vault/search-field.js';

export interface SearchBy {
  readonly field: SearchField;
  readonly value: string;
}

/** Someone who was found, and the datum they were found by. */
export interface Match {
  readonly customerId: string;
  readonly datumId: string | null;
}

/** Finds people without reading them, in the register of the transaction and no other. */
@Injectable()
export class CustomerSearch {
  constructor(private readonly blindIndex: BlindIndex) {}

  /** Ids in order of entry. A name or an organisation is found when one of its values has all the words. */
  async find(tx: EntityManager, register: string, by: SearchBy): Promise<string[]> {
    return [...new Set((await this.matches(tx, register, by)).map(({ customerId }) => customerId))];
  }

  /** The same with the datum each was found by; `null` for a customer number, which is no datum. */
  async matches(tx: EntityManager, register: string, { field, value }: SearchBy): Promise<Match[]> {
    const forms = normalForms(field, value);
    if (forms.join('') === '') return [];
    const hashes = (await this.blindIndex.of(tx, register)).wanted(field, value);
    return tx.query<Match[]>(
      `select customer_id as "customerId", datum_id as "datumId" from blind_index_entry
       where register = $1 and field = $2 and hash = any($3::bytea[])
       group by customer_id, datum_id, key_version having count(distinct hash) = $4
       order by customer_id`,
      [register, field, hashes, forms.length],
    );
  }
}

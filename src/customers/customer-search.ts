import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BlindIndex, normalForms, type SearchField } from '../vault/blind-index.js';

export interface SearchBy {
  readonly field: SearchField;
  readonly value: string;
}

/** Finds people without reading them, in the register of the transaction and no other. */
@Injectable()
export class CustomerSearch {
  constructor(private readonly blindIndex: BlindIndex) {}

  /** Ids in order of entry. A name or an organisation is found when one of its values has all the words. */
  async find(tx: EntityManager, register: string, { field, value }: SearchBy): Promise<string[]> {
    if (normalForms(field, value).join('') === '') return [];
    const hashes = this.blindIndex.entries(register, field, value).map(({ hash }) => hash);
    const rows = await tx.query<{ customer_id: string }[]>(
      `select customer_id from blind_index_entry
       where register = $1 and field = $2 and hash = any($3::bytea[])
       group by customer_id, datum_id having count(distinct hash) = $4
       order by customer_id`,
      [register, field, hashes, hashes.length],
    );
    return [...new Set(rows.map((row) => row.customer_id))];
  }
}

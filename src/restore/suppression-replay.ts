import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Customer } from '../customers/customer.entity.js';
import type { SuppressionNote } from '../ledger/ledger-line.js';
import { Prohibitions } from '../objections/prohibitions.js';
import { Vault } from '../vault/vault.js';
import { type HashedPeople, PeopleByHash } from './people-by-hash.js';

/** Writes prohibitions again by the hashes of the ledger, and brings them to the customers they are about (Art. 21). */
@Injectable()
export class SuppressionReplay {
  constructor(
    private readonly prohibitions: Prohibitions,
    private readonly people: PeopleByHash,
    private readonly vault: Vault,
  ) {}

  readPeople(tx: EntityManager, register: string): Promise<HashedPeople> {
    return this.people.read(tx, register);
  }

  async replay(
    tx: EntityManager,
    register: string,
    note: SuppressionNote,
    people: HashedPeople,
  ): Promise<void> {
    const key = [register, note.field, Buffer.from(note.hash, 'hex')];
    if (note.kind === 'suppression')
      await tx.query(
        `insert into suppression (id, register, field, hash, flags, since) values ($4, $1, $2, $3, $5, $6)
         on conflict (register, field, hash) do update
         set flags = array(select distinct unnest(suppression.flags || excluded.flags) order by 1)`,
        [...key, uuid(), note.flags, note.since],
      );
    else {
      await tx.query(
        `update suppression set flags = array(select unnest(flags) except select unnest($4::text[]))
          where register = $1 and field = $2 and hash = $3`,
        [...key, note.flags],
      );
      await tx.query(
        `delete from suppression where register = $1 and field = $2 and hash = $3 and flags = '{}'`,
        key,
      );
    }
    for (const id of people.get(`${note.field}|${note.hash}`) ?? []) await this.bring(tx, id, note);
  }

  private async bring(tx: EntityManager, id: string, { kind, flags }: SuppressionNote): Promise<void> {
    const customer = await tx.findOne(Customer, { where: { id }, lock: { mode: 'pessimistic_write' } });
    // Erased meanwhile, by an entry before this one.
    if (!customer || (await this.vault.openAll(tx, [customer.keyId])).size === 0) return;
    if (kind === 'suppression') await this.prohibitions.meet(tx, customer);
    else await this.prohibitions.part(tx, customer, flags);
  }
}

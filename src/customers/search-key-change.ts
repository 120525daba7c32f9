import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { Register } from '../registers/register.entity.js';
import { SearchKeys } from '../vault/search-keys.js';
import { Rehashing } from './rehashing.js';

/** What a change did in one register. */
export interface SearchKeyChanged {
  readonly register: string;
  /** The version that is written with now. */
  readonly version: number;
  /** False: an older change was not finished, and was gone on with. */
  readonly begun: boolean;
  /** Customers whose hashes were made anew. */
  readonly customers: number;
  /** Customers with old hashes whose data no key opens: the old search key stays for as long as they do. */
  readonly unreadable: number;
  /** Versions whose key is destroyed. */
  readonly ended: readonly number[];
}

/** Where a run can be cut off by a crash. Each leaves something from which the next run goes on. */
export type SearchKeyStep = 'begun' | 'rehashed' | 'all-rehashed' | 'ended';

/** Customers that are looked up at once; each is hashed anew in transactions of its own. */
const BATCH = 200;

/**
 * Changes the search key of a register while the house is open. New hashes are made with the new key from its beginning
 * on; older ones are made anew customer by customer, and until the last of them everybody is looked for under both.
 */
@Injectable()
export class SearchKeyChange {
  constructor(
    private readonly database: Database,
    private readonly keys: SearchKeys,
    private readonly rehashing: Rehashing,
    private readonly audit: AuditLog,
  ) {}

  async change(register: string): Promise<SearchKeyChanged> {
    const { begun } = await this.database.inRegister(register, async (tx) => {
      const started = await this.keys.begin(tx, register);
      if (started.begun) await this.note(tx, register, 'search-key.begun', { version: started.version });
      return started;
    });
    this.reached('begun');
    return { ...(await this.goOn(register)), begun };
  }

  /** Brings every hash under the newest key and destroys the others. Two at once do no harm to each other. */
  async goOn(register: string, isStopping = () => false): Promise<SearchKeyChanged> {
    const [version = 0] = await this.keys.versions(register);
    const { customers, unreadable } = await this.rehashAll(register, version, isStopping);
    this.reached('all-rehashed');
    const ended = await this.end(register, version);
    this.reached('ended');
    return { register, version, begun: false, customers, unreadable, ended };
  }

  /** True while an older key than the newest is there, or the database is of a time before the newest. */
  async isUnfinished(register: string): Promise<boolean> {
    const [newest = 0, ...older] = await this.keys.versions(register);
    return older.length > 0 || (await this.isBehind(register, newest));
  }

  private isBehind(register: string, newest: number): Promise<boolean> {
    return this.database.inRegister(register, async (tx) => {
      const { searchKeyVersion } = await tx.findOneByOrFail(Register, { name: register });
      return searchKeyVersion < newest;
    });
  }

  /** For tests: here the process could end. */
  protected reached(_step: SearchKeyStep): void {}

  private async rehashAll(register: string, version: number, isStopping: () => boolean) {
    let [customers, unreadable] = [0, 0];
    for (let after: string | null = null; !isStopping();) {
      const ids: string[] = await this.due(register, version, after);
      for (const id of ids) {
        if (isStopping()) break;
        if (await this.rehashing.rehash(register, id, version)) customers += 1;
        else unreadable += 1;
        this.reached('rehashed');
      }
      if (ids.length < BATCH) break;
      after = ids.at(-1)!;
    }
    return { customers, unreadable };
  }

  private due(register: string, version: number, after: string | null): Promise<string[]> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await tx.query<{ id: string }[]>(DUE, [register, version, after]);
      return rows.map(({ id }) => id);
    });
  }

  /** Alone, so that nobody is about to write under an older key or to look for one. */
  private end(register: string, version: number): Promise<readonly number[]> {
    return this.database.inRegister(register, async (tx) => {
      await this.keys.alone(tx, register);
      const [newest] = await this.keys.versions(register);
      const [left] = await tx.query<object[]>(LEFT, [register, version]);
      if (left || newest !== version) return [];
      await tx.update(Register, { name: register }, { searchKeyVersion: version });
      const ended = await this.keys.end(tx, register);
      if (ended.length > 0)
        await this.note(tx, register, 'search-key.ended', { version, ended: ended.map(String) });
      return ended;
    });
  }

  private note(
    tx: EntityManager,
    register: string,
    action: string,
    details: Readonly<Record<string, number | readonly string[]>>,
  ): Promise<void> {
    return this.audit.write(tx, register, { actor: 'system', action, details });
  }
}

const DUE = `
select id from customer
 where register = $1 and ($3::uuid is null or id > $3)
   and (exists (select from blind_index_entry where customer_id = customer.id and key_version <> $2)
     or exists (select from record where customer_id = customer.id
                 and import_key is not null and import_key_version <> $2))
 order by id limit ${BATCH}`;

const LEFT = `
select 1 from blind_index_entry where register = $1 and key_version <> $2
union all
select 1 from record where register = $1 and import_key is not null and import_key_version <> $2
limit 1`;

import { type KeyObject, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { DomainError } from '../domain/domain-error.js';
import { bucketOf, EpochKeys } from './epoch-keys.js';
import { keyOf, seal, unseal } from './seal.js';
import { bucketLock, unwrap, wrap, type WrappedKey } from './wrapped-key.js';

/** Whose key it is: a person of the register, or a case file that must outlive the person's data. */
export type KeyOwner = 'person' | 'case';

/** An opened data key. Seals and opens values, each bound to the place it stands in. */
export class DataKey {
  constructor(
    readonly id: string,
    private readonly key: KeyObject,
  ) {}

  seal(place: string, value: unknown): Buffer {
    return seal(this.key, place, Buffer.from(JSON.stringify(value)));
  }

  open<T>(place: string, sealed: Buffer): T {
    return JSON.parse(unseal(this.key, place, sealed).toString('utf8')) as T;
  }

  /** The same for what is no JSON. */
  sealBytes(place: string, bytes: Buffer): Buffer {
    return seal(this.key, place, bytes);
  }

  openBytes(place: string, sealed: Buffer): Buffer {
    return unseal(this.key, place, sealed);
  }
}

/** Keeps the wrapped data keys, apart from the data they open. Destroying one makes its data unreadable. */
@Injectable()
export class Vault {
  constructor(
    private readonly epochs: EpochKeys,
    private readonly clock: Clock,
  ) {}

  async create(tx: EntityManager, register: string, owner: KeyOwner): Promise<DataKey> {
    const [id, key] = [uuid(), randomBytes(32)];
    const bucket = bucketOf(id);
    const epoch =
      (await this.epochs.current(register, bucket)) || (await this.epochs.beginFirst(tx, register));
    const wrapped = await wrap(this.epochs, { id, register, epoch }, key);
    await tx.query(INSERT, [bucket, id, register, owner, wrapped, epoch]);
    // From here on nobody ends an epoch of this bucket. One that ended before has no key of ours in it.
    const now = await this.epochs.current(register, bucket);
    if (now !== epoch) {
      const again = await wrap(this.epochs, { id, register, epoch: now }, key);
      await tx.query('update vault.data_key set wrapped = $2, epoch = $3 where id = $1', [id, again, now]);
    }
    return new DataKey(id, keyOf(key));
  }

  /** Refuses with KEY_DESTROYED when it was: what it sealed is gone. */
  async open(tx: EntityManager, id: string): Promise<DataKey> {
    const keys = await this.openAll(tx, [id]);
    const key = keys.get(id);
    if (!key) throw new DomainError('KEY_DESTROYED');
    return key;
  }

  /** Opens many keys in one look-up; destroyed ones are absent. */
  async openAll(tx: EntityManager, ids: readonly string[]): Promise<Map<string, DataKey>> {
    const keys = new Map<string, DataKey>();
    const missed: string[] = [];
    for (const row of await this.find(tx, ids)) {
      const key = await unwrap(this.epochs, row);
      if (key) keys.set(row.id, new DataKey(row.id, key));
      else missed.push(row.id);
    }
    // Between our look at the row and at its epoch the bucket was wrapped anew. Without an epoch the key is destroyed.
    for (const row of missed.length > 0 ? await this.find(tx, missed) : []) {
      const key = await unwrap(this.epochs, row);
      if (key) keys.set(row.id, new DataKey(row.id, key));
    }
    return keys;
  }

  async destroy(tx: EntityManager, id: string): Promise<void> {
    await tx.query(DESTROY, [bucketOf(id), id, uuid(), this.clock.now()]);
  }

  private find(tx: EntityManager, ids: readonly string[]): Promise<WrappedKey[]> {
    return tx.query<WrappedKey[]>(
      'select id, register, wrapped, epoch from vault.data_key where id = any($1)',
      [ids],
    );
  }
}

const INSERT = `
insert into vault.data_key (id, register, owner, wrapped, bucket, epoch)
select $2::uuid, $3, $4, $5::bytea, $1, $6::int from pg_advisory_xact_lock_shared(${bucketLock('$1::smallint')})`;

/** What was destroyed is wrapped in old pages of the database still: its bucket has to begin another epoch. */
const DESTROY = `
with gone as (
  delete from vault.data_key using pg_advisory_xact_lock_shared(${bucketLock('$1::smallint')})
   where id = $2 returning register, bucket, epoch)
insert into vault.key_destruction (id, register, bucket, epoch, at)
select $3::uuid, register, bucket, epoch, $4::timestamptz from gone`;

import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { MasterKey } from './master-key.js';
import { seal, unseal } from './seal.js';

/** Whose key it is: a person of the register, or a case file that must outlive the person's data. */
export type KeyOwner = 'person' | 'case';

/** An opened data key. Seals and opens values, each bound to the place it stands in. */
export class DataKey {
  constructor(
    readonly id: string,
    private readonly key: Buffer,
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
  private readonly wrapping: Buffer;

  constructor(master: MasterKey) {
    this.wrapping = master.derive('wrap-data-keys-1');
  }

  async create(tx: EntityManager, register: string, owner: KeyOwner): Promise<DataKey> {
    const id = uuid();
    const key = randomBytes(32);
    await tx.query(`insert into vault.data_key (id, register, owner, wrapped) values ($1, $2, $3, $4)`, [
      id,
      register,
      owner,
      seal(this.wrapping, place(register, id), key),
    ]);
    return new DataKey(id, key);
  }

  /** Throws when the key was destroyed: what it sealed is gone. */
  async open(tx: EntityManager, id: string): Promise<DataKey> {
    const keys = await this.openAll(tx, [id]);
    const key = keys.get(id);
    if (!key) throw new Error('The data key has been destroyed');
    return key;
  }

  /** Opens many keys in one look-up; destroyed ones are absent. */
  async openAll(tx: EntityManager, ids: readonly string[]): Promise<Map<string, DataKey>> {
    const rows = await tx.query<{ id: string; register: string; wrapped: Buffer }[]>(
      `select id, register, wrapped from vault.data_key where id = any($1)`,
      [ids],
    );
    return new Map(
      rows.map((row) => [
        row.id,
        new DataKey(row.id, unseal(this.wrapping, place(row.register, row.id), row.wrapped)),
      ]),
    );
  }

  async destroy(tx: EntityManager, id: string): Promise<void> {
    await tx.query(`delete from vault.data_key where id = $1`, [id]);
  }
}

const place = (register: string, id: string) => `vault|${register}|${id}`;

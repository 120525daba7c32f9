import { hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { KeyStore, whileKept } from './key-store.js';
import { MasterKey } from './master-key.js';
import { SEARCH_FIELDS, type SearchField } from './search-field.js';

/**
 * The key from before there were versions, derived from the root of the key store. Its file is only a sign that hashes
 * made with it are about; that of any other version holds the key.
 */
const BEFORE_VERSIONS = 0;

const KEY_BYTES = 32;

/** Whoever hashes holds this lock of the register shared until the commit; whoever begins or ends a key holds it alone. */
const searchLock = (suffix = '') => `hashtextextended('search-key${suffix}|' || $1, 0)`;

export type FieldKeys = Readonly<Record<SearchField, Buffer>>;

/** The search keys of a register, one file of the key store for each version. */
@Injectable()
export class SearchKeys {
  private readonly opened = new Map<string, FieldKeys>();

  constructor(
    private readonly store: KeyStore,
    private readonly master: MasterKey,
  ) {}

  /** The versions in use, the newest first; until the transaction ends none begins and none ends. */
  async inUse(tx: EntityManager, register: string): Promise<readonly number[]> {
    await tx.query(`select pg_advisory_xact_lock_shared(${searchLock()})`, [register]);
    const versions = await this.versions(register);
    return versions.length > 0 ? versions : [BEFORE_VERSIONS];
  }

  /** The same for whoever writes: makes the first key of a register that has none. */
  async forEntry(tx: EntityManager, register: string): Promise<readonly number[]> {
    await tx.query(`select pg_advisory_xact_lock_shared(${searchLock()})`, [register]);
    if ((await this.versions(register)).length === 0) await this.beginFirst(tx, register);
    return this.versions(register);
  }

  /** Begins another version. While an older one has not ended yet, it begins none: the newest stays. */
  async begin(tx: EntityManager, register: string): Promise<{ version: number; begun: boolean }> {
    await this.alone(tx, register);
    if ((await this.versions(register)).length === 0) await this.beginFirst(tx, register);
    const [newest, ...older] = await this.versions(register);
    if (older.length > 0) return { version: newest!, begun: false };
    await this.create(tx, register, newest! + 1);
    return { version: newest! + 1, begun: true };
  }

  /** Destroys the versions below the newest. The caller has seen, alone, that no hash of theirs is left. */
  async end(tx: EntityManager, register: string): Promise<number[]> {
    const [, ...older] = await this.versions(register);
    for (const version of older) await this.store.destroy(fileOf(register, version));
    return older;
  }

  /** Until the transaction ends nobody else makes or looks for a hash of the register. */
  async alone(tx: EntityManager, register: string): Promise<void> {
    await whileKept(tx);
    await tx.query(`select pg_advisory_xact_lock(${searchLock()})`, [register]);
  }

  /** The newest first. */
  async versions(register: string): Promise<number[]> {
    const versions = (await this.store.folder.names(`search/${register}`)).map(Number).sort((a, b) => b - a);
    this.forget(register, versions);
    return versions;
  }

  /** What the values of each field are hashed with. */
  async keys(register: string, version: number): Promise<FieldKeys> {
    const name = fileOf(register, version);
    const known = this.opened.get(name) ?? (await this.open(register, version));
    this.opened.set(name, known);
    return known;
  }

  private async open(register: string, version: number): Promise<FieldKeys> {
    if (version === BEFORE_VERSIONS)
      return forFields((field) => this.master.derive(`${purposeOf(register, field)}|1`));
    const name = fileOf(register, version);
    const key = await this.store.read(name);
    if (!key) throw new Error(`The key store is damaged: its file '${name}' is missing`);
    const keys = forFields((field) =>
      Buffer.from(hkdfSync('sha256', key, 'suoja', purposeOf(register, field), KEY_BYTES)),
    );
    key.fill(0);
    return keys;
  }

  /** Another process may have ended a key. */
  private forget(register: string, inUse: readonly number[]): void {
    const names = [BEFORE_VERSIONS, ...inUse].map((version) => fileOf(register, version));
    for (const [name, keys] of this.opened) {
      if (!name.startsWith(fileOf(register, '')) || names.includes(name)) continue;
      for (const key of Object.values(keys)) key.fill(0);
      this.opened.delete(name);
    }
  }

  /** A register that people are found in already goes on with the key from before. Whoever else asks waits and sees it. */
  private async beginFirst(tx: EntityManager, register: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(${searchLock('-first')})`, [register]);
    if ((await this.versions(register)).length > 0) return;
    const entries = await tx.query<object[]>('select from blind_index_entry where register = $1 limit 1', [
      register,
    ]);
    await this.create(tx, register, entries.length > 0 ? BEFORE_VERSIONS : BEFORE_VERSIONS + 1);
  }

  /** The key is on the disk before the row that asks for it. */
  private async create(tx: EntityManager, register: string, version: number): Promise<void> {
    await whileKept(tx);
    await this.store.create(fileOf(register, version), [randomBytes(KEY_BYTES)]);
    await tx.query('update register set search_key_version = $2 where name = $1', [register, version]);
  }
}

const fileOf = (register: string, version: number | '') => `search/${register}/${version}`;
const purposeOf = (register: string, field: SearchField) => `blind-index|${register}|${field}`;
const forFields = (keyOf: (field: SearchField) => Buffer): FieldKeys =>
  Object.fromEntries(SEARCH_FIELDS.map((field) => [field, keyOf(field)])) as FieldKeys;

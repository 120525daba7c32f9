import { hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { readKeyFile, slotIn, writeKeyFile } from './key-file.js';
import type { KeyFolder } from './key-folder.js';
import { keyOf, seal, unseal, unsealKey } from './seal.js';

/** Whoever adds to the key store, or destroys in it, holds this lock shared; whoever seals it anew holds it alone. */
const STORE_LOCK = `hashtextextended('key-store', 0)`;

const KEY_BYTES = 32;

/**
 * Keys that are kept outside PostgreSQL. The master key seals one key of the store, which seals all files: so the
 * master key is forgotten after the start, and a change of it reaches the processes that run.
 */
export class KeyStore {
  private readonly generations = new Map<number, KeyObject>();

  private constructor(readonly folder: KeyFolder) {}

  static async exists(folder: KeyFolder): Promise<boolean> {
    return (await numbered(folder, 'store')).length > 0;
  }

  static async create(folder: KeyFolder, master: KeyObject): Promise<KeyStore> {
    const store = new KeyStore(folder);
    await store.begin(1, master, randomBytes(KEY_BYTES));
    return store;
  }

  /** Throws when the master key is another one. While it is being changed the old and the new one fit. */
  static async open(folder: KeyFolder, master: KeyObject): Promise<KeyStore> {
    const store = new KeyStore(folder);
    for (const generation of await numbered(folder, 'store')) {
      const sealed = await folder.read(`store.${generation}`);
      if (sealed) store.tryOpening(generation, master, sealed);
    }
    if (store.generations.size === 0)
      throw new Error('The master key does not fit: the key store in KEYS_DIR is sealed with another one');
    await store.learn();
    return store;
  }

  /** A key of the store for another generation, sealed with the master key. */
  async begin(generation: number, master: KeyObject, key: Buffer): Promise<void> {
    await this.folder.create(storeFile(generation), seal(master, storeFile(generation), key));
    this.generations.set(generation, keyOf(key));
  }

  /** Takes the keys of other generations from the one that is known: a change leaves each sealed with the other. */
  async learn(): Promise<void> {
    const begun = await numbered(this.folder, 'store');
    for (const generation of await numbered(this.folder, 'change')) {
      const change = await this.folder.read(changeFile(generation));
      if (!change || !begun.includes(generation)) continue;
      const half = change.length / 2;
      const [before, after] = [this.generations.get(generation - 1), this.generations.get(generation)];
      const place = changeFile(generation);
      if (before && !after)
        this.generations.set(generation, unsealKey(before, place, change.subarray(0, half)));
      if (after && !before)
        this.generations.set(generation - 1, unsealKey(after, place, change.subarray(half)));
    }
  }

  /** The newest generation: what is written now is sealed with its key. */
  async newest(): Promise<number> {
    return Math.max(...(await numbered(this.folder, 'store')));
  }

  /** Writes a file of sealed keys; false when one of this name is there already. The keys are zeros afterwards. */
  async create(name: string, keys: readonly (Buffer | null)[]): Promise<boolean> {
    const generation = await this.newest();
    const key = await this.keyOf(generation);
    const slots = keys.map((bytes, slot) => bytes && seal(key, place(name, slot), bytes));
    for (const bytes of keys) bytes?.fill(0);
    return this.folder.create(name, writeKeyFile({ generation, slots }));
  }

  /** One key of a file, for the caller to forget; null when it is not there, or no more. */
  async read(name: string, slot = 0): Promise<Buffer | null> {
    const bytes = await this.folder.read(name);
    if (!bytes) return null;
    const { generation, slots } = readKeyFile(bytes);
    const sealed = slots[slot];
    return sealed ? unseal(await this.keyOf(generation), place(name, slot), sealed) : null;
  }

  /** Which slots hold a key. */
  async filled(name: string): Promise<boolean[]> {
    const bytes = await this.folder.read(name);
    return bytes ? readKeyFile(bytes).slots.map((slot) => slot !== null) : [];
  }

  /** Overwrites these keys where they lie, and the whole file when no other is left in it. */
  async destroy(name: string, slots: readonly number[] = [0]): Promise<void> {
    const bytes = await this.folder.read(name);
    if (!bytes) return;
    await this.folder.erase(
      name,
      slots.map((slot) => slotIn(bytes, slot)),
    );
    if (!(await this.filled(name)).includes(true)) await this.folder.destroy(name);
  }

  /** Seals a file with the key of the newest generation. */
  async reseal(name: string): Promise<void> {
    const bytes = await this.folder.read(name);
    if (!bytes) return;
    const { generation: from, slots } = readKeyFile(bytes);
    const generation = await this.newest();
    if (from === generation) return;
    const [before, after] = [await this.keyOf(from), await this.keyOf(generation)];
    const resealed = slots.map((sealed, slot) => {
      if (!sealed) return null;
      const key = unseal(before, place(name, slot), sealed);
      const again = seal(after, place(name, slot), key);
      key.fill(0);
      return again;
    });
    await this.folder.replace(name, writeKeyFile({ generation, slots: resealed }));
  }

  /** The key of a generation; one that another process has begun is learnt here. */
  async keyOf(generation: number): Promise<KeyObject> {
    if (!this.generations.has(generation)) await this.learn();
    const key = this.generations.get(generation);
    if (!key) throw new Error('The master key was changed: start this process again with the new one');
    return key;
  }

  /** Forgets a generation whose files are gone. */
  forget(generation: number): void {
    this.generations.delete(generation);
  }

  private tryOpening(generation: number, master: KeyObject, sealed: Buffer): void {
    try {
      this.generations.set(generation, unsealKey(master, storeFile(generation), sealed));
    } catch {
      // Sealed with the other master key of a change.
    }
  }
}

/** Until the transaction ends nobody seals the store anew. */
export const whileKept = (tx: EntityManager) =>
  tx.query(`select pg_advisory_xact_lock_shared(${STORE_LOCK})`);

/** Until the transaction ends nobody else adds to the store or destroys in it. */
export const alone = (tx: EntityManager) => tx.query(`select pg_advisory_xact_lock(${STORE_LOCK})`);

/** What the master key seals with. The bytes given are zeros afterwards. */
export function masterFrom(bytes: Buffer): KeyObject {
  const key = Buffer.from(hkdfSync('sha256', bytes, 'suoja', 'key-store', KEY_BYTES));
  bytes.fill(0);
  return keyOf(key);
}

export const storeFile = (generation: number) => `store.${generation}`;
export const changeFile = (generation: number) => `change.${generation}`;

/** The numbers of the files of this kind, the highest first. */
export async function numbered(folder: KeyFolder, kind: 'store' | 'change'): Promise<number[]> {
  const names = await folder.names();
  return names
    .flatMap((name) => (name.startsWith(`${kind}.`) ? [Number(name.slice(kind.length + 1))] : []))
    .sort((a, b) => b - a);
}

const place = (name: string, slot: number) => `key-store|${name}|${slot}`;

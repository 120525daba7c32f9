import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { parse, stringify, v4 as uuid } from 'uuid';
import type { Config } from '../config/config.js';
import { keysBeforeEpochs, readNamed, writeNamed } from './before-epochs.js';
import { BEFORE_EPOCHS_FILE } from './epoch-keys.js';
import { KeyFolder } from './key-folder.js';
import { assertStoreFits } from './key-fit.js';
import { alone, KeyStore, masterFrom } from './key-store.js';
import { MasterKey } from './master-key.js';
import { hasMasterKey, makeMasterKey, masterSource, readMasterKey } from './master-source.js';

/** What the house opens everything with. */
export interface HouseKeys {
  readonly masterKey: MasterKey;
  readonly keyStore: KeyStore;
}

export const keyFolder = (config: Config): KeyFolder =>
  new KeyFolder(config.KEYS_DIR ?? join(config.DATA_DIR, 'keys'));

/**
 * Opens the key store with the master key, on the first start makes both. Refuses whatever would leave this database
 * without its keys: a missing or wrong master key, a key store that is missing, another one's or older than the data.
 */
export async function openKeys(config: Config, owner: DataSource): Promise<HouseKeys> {
  const folder = keyFolder(config);
  await folder.prepare();
  return owner.transaction(async (tx) => {
    await alone(tx);
    const [known] = await tx.query<{ id: string }[]>('select id from vault.key_store');
    const there = await KeyStore.exists(folder);
    if (known && !there)
      throw new Error(
        'The key store is missing: KEYS_DIR holds none, and this database needs its own. API and worker share the folder',
      );
    if (!hasMasterKey(config)) await makeFirstMaster(tx, config, there);
    const store = await openStore(tx, config, { folder, there, known: known !== undefined });
    const id = stringify(await keyNamed(store, 'id'));
    if (known && known.id !== id)
      throw new Error('The key store does not fit: KEYS_DIR holds that of another database');
    await assertStoreFits(tx, store);
    if (!known) await tx.query('insert into vault.key_store (id) values ($1)', [id]);
    return { keyStore: store, masterKey: await rootOf(store) };
  });
}

/** For a house without anything: what is there already was sealed with a key that has to come back. */
async function makeFirstMaster(tx: EntityManager, config: Config, storeIsThere: boolean): Promise<void> {
  const [row] = await tx.query<object[]>('select 1 from vault.data_key limit 1');
  if (row || storeIsThere)
    throw new Error('The master key is missing: what this database holds was sealed with it. Put it back');
  makeMasterKey(config);
}

async function openStore(
  tx: EntityManager,
  config: Config,
  { folder, there, known }: { folder: KeyFolder; there: boolean; known: boolean },
): Promise<KeyStore> {
  const bytes = await readMasterKey(masterSource(config));
  delete config.MASTER_KEY;
  if (known) return KeyStore.open(folder, masterFrom(bytes));
  const before = await keysBeforeEpochs(tx, bytes);
  const master = masterFrom(bytes);
  const store = there ? await KeyStore.open(folder, master) : await KeyStore.create(folder, master);
  // What a start that was cut off had written already stays; the row of the database comes last.
  if (before) {
    await store.create(BEFORE_EPOCHS_FILE, [before.wrapping]);
    await store.create('named', [writeNamed(before.named)]);
  }
  await store.create('root', [randomBytes(32)]);
  await store.create('id', [Buffer.from(parse(uuid()))]);
  return store;
}

async function rootOf(store: KeyStore): Promise<MasterKey> {
  const named = await store.read('named');
  return new MasterKey(await keyNamed(store, 'root'), named ? readNamed(named) : undefined);
}

async function keyNamed(store: KeyStore, name: string): Promise<Buffer> {
  const key = await store.read(name);
  if (!key) throw new Error(`The key store is damaged: its file '${name}' is missing`);
  return key;
}

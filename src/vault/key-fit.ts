import type { EntityManager } from 'typeorm';
import { EpochKeys } from './epoch-keys.js';
import type { KeyStore } from './key-store.js';
import { unwrap, type WrappedKey } from './wrapped-key.js';

/** Data keys that are tried. In a vault put back from a backup some may be wrapped with an epoch that is destroyed. */
const TRIED = 50;

const OLDER = 'The key store is older than the database: keys that were made since are not in KEYS_DIR';

/** Refuses a key store that does not open what this database holds, before anything is written with it. */
export async function assertStoreFits(tx: EntityManager, store: KeyStore): Promise<void> {
  const epochs = new EpochKeys(store);
  try {
    await assertNotOlder(tx, epochs);
    await assertSearchKeys(tx, store);
    const rows = await tx.query<WrappedKey[]>(
      `select id, register, wrapped, epoch from vault.data_key order by id desc limit ${TRIED}`,
    );
    for (const row of rows) if (await opens(epochs, row)) return;
    if (rows.length > 0)
      throw new Error('The master key does not fit this database: it cannot open the keys stored there');
  } finally {
    epochs.onModuleDestroy();
  }
}

/** A folder put back from a backup lacks the keys that were made since. */
async function assertNotOlder(tx: EntityManager, epochs: EpochKeys): Promise<void> {
  const newest = await tx.query<{ register: string; epoch: number }[]>(
    'select register, max(epoch) as epoch from vault.data_key group by register',
  );
  for (const { register, epoch } of newest)
    if (epoch > (await epochs.newest(register))) throw new Error(OLDER);
}

/** People would be found by nothing. */
async function assertSearchKeys(tx: EntityManager, store: KeyStore): Promise<void> {
  const registers = await tx.query<{ name: string; version: number }[]>(
    'select name, search_key_version as version from register where search_key_version > 0',
  );
  for (const { name, version } of registers) {
    const versions = (await store.folder.names(`search/${name}`)).map(Number);
    if (!versions.some((each) => each >= version)) throw new Error(OLDER);
  }
}

async function opens(epochs: EpochKeys, row: WrappedKey): Promise<boolean> {
  try {
    return (await unwrap(epochs, row)) !== null;
  } catch {
    return false;
  }
}

// Tries every key of the vault on every sealed value of a person.
import pg from 'pg';
import { loadConfig } from '../../dist/src/config/load-config.js';
import { datumPlace } from '../../dist/src/customers/person-file.js';
import { createDataSource } from '../../dist/src/database/data-source.js';
import { Clock } from '../../dist/src/clock.js';
import { EpochKeys } from '../../dist/src/vault/epoch-keys.js';
import { openKeys } from '../../dist/src/vault/open-keys.js';
import { Vault } from '../../dist/src/vault/vault.js';

/** @returns how many sealed values of this customer there are, and how many of them some key opens */
export async function openable(url, dataDir, customerId) {
  const vault = await vaultOf(url, dataDir);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tx = { query: async (text, values) => (await client.query(text, values)).rows };
    const ids = (await tx.query('select id from vault.data_key')).map(({ id }) => id);
    const keys = [...(await vault.openAll(tx, ids)).values()];
    const data = await tx.query('select id, register, sealed from datum where customer_id = $1', [
      customerId,
    ]);
    const opened = data.filter((datum) => keys.some((key) => opens(key, datum)));
    return { values: data.length, opened: opened.length, keys: keys.length };
  } finally {
    await client.end();
  }
}

async function vaultOf(url, dataDir) {
  const owner = await createDataSource(url).initialize();
  try {
    const { keyStore } = await openKeys(loadConfig({ DATA_DIR: dataDir, DATABASE_URL: url }), owner);
    return new Vault(new EpochKeys(keyStore), new Clock());
  } finally {
    await owner.destroy();
  }
}

function opens(key, datum) {
  try {
    key.open(datumPlace(datum), datum.sealed);
    return true;
  } catch {
    return false;
  }
}

export async function rows(url, sql, values = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

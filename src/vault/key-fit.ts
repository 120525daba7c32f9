import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { hasMasterKey, MasterKey } from './master-key.js';
import { Vault } from './vault.js';

/** Refuses to make a new master key for a database whose data an old one has sealed. */
export async function assertKeyIsThere(owner: DataSource, config: Config): Promise<void> {
  if (hasMasterKey(config)) return;
  const [row] = await owner.query<object[]>('select 1 from vault.data_key limit 1');
  if (row)
    throw new Error('The master key is missing: what this database holds was sealed with it. Put it back');
}

/** Refuses a master key that does not open what this database holds, before anything is written with it. */
export async function assertKeyFits(owner: DataSource, masterKey: MasterKey): Promise<void> {
  const [row] = await owner.query<{ id: string }[]>('select id from vault.data_key limit 1');
  if (!row) return;
  try {
    await new Vault(masterKey).open(owner.manager, row.id);
  } catch {
    throw new Error('The master key does not fit this database: it cannot open the keys stored there');
  }
}

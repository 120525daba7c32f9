import type { Config } from '../../src/config/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { type HouseKeys, openKeys } from '../../src/vault/open-keys.js';

/** Master key and key store of a test's house, in its data folder. */
export async function houseKeys(config: Config): Promise<HouseKeys> {
  const owner = await createDataSource(config.DATABASE_URL!).initialize();
  try {
    return await openKeys(config, owner);
  } finally {
    await owner.destroy();
  }
}

import { Clock } from './clock.js';
import type { Config } from './config/config.js';
import { createDataSource } from './database/data-source.js';
import { migrate } from './database/migrate.js';
import { anchorSecretMissing } from './evidence/anchor-places.js';
import type { House } from './house.module.js';
import { assertLedgerWritable } from './ledger/ledger-folder.js';
import { prepareQueues } from './jobs/queue-engine.js';
import { secretsMissing } from './recipients/webhook-signature.js';
import { loadRegisters } from './registers/load-registers.js';
import { openKeys } from './vault/open-keys.js';

/** Everything that must be in order before the first request: schema, queues, keys, policies. Throws with what is not. */
export async function openHouse(config: Config, log: (line: string) => void): Promise<House> {
  const clock = new Clock(config.SUOJA_NOW);
  await assertLedgerWritable(config);
  await migrate(config.DATABASE_URL!);
  await prepareQueues(config);
  const owner = await createDataSource(config.DATABASE_URL!).initialize();
  try {
    const keys = await openKeys(config, owner);
    const { policies, remarks } = await loadRegisters(config.POLICIES_DIR, owner, clock);
    const missing = [
      ...secretsMissing(policies.all(), config.WEBHOOK_SECRETS),
      ...anchorSecretMissing(config),
    ];
    for (const remark of [...remarks, ...missing]) log(remark);
    return { config, clock, ...keys, policies };
  } finally {
    await owner.destroy();
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { AuditLog } from '../../src/audit/audit-log.js';
import { Clock } from '../../src/clock.js';
import { loadConfig } from '../../src/config/load-config.js';
import type { Config } from '../../src/config/config.js';
import { createDataSource, SERVICE_ROLE } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { EpochKeys } from '../../src/vault/epoch-keys.js';
import type { KeyStore } from '../../src/vault/key-store.js';
import { type ChangeStep, MasterChange } from '../../src/vault/master-change.js';
import type { MasterKey } from '../../src/vault/master-key.js';
import { type Step, Rewrapping } from '../../src/vault/rewrapping.js';
import { Vault } from '../../src/vault/vault.js';
import { houseKeys } from './house-keys.js';
import { createTestDatabase } from './postgres.js';

const NOW = '2026-11-20T09:00:00+02:00';

/** A database and a key folder, without a process on them. */
export interface VaultSite {
  readonly config: Config;
  readonly owner: DataSource;
  remove(): Promise<void>;
}

export async function vaultSite(): Promise<VaultSite> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'suoja-keys-'));
  const config = loadConfig({ NODE_ENV: 'test', DATABASE_URL: database.url, DATA_DIR: folder });
  const owner = await createDataSource(database.url).initialize();
  return {
    config,
    owner,
    remove: async () => {
      await owner.destroy();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What one process has of the keys: connections, opened keys and caches of its own. */
export interface VaultProcess {
  readonly database: Database;
  readonly vault: Vault;
  readonly store: KeyStore;
  readonly masterKey: MasterKey;
  readonly clock: Clock;
  /** @param dies at this step. */
  rewrapping(dies?: Step): Rewrapping;
  masterChange(at?: (step: ChangeStep) => Promise<void> | void): MasterChange;
  end(): Promise<void>;
}

export async function vaultProcess({ config }: VaultSite): Promise<VaultProcess> {
  const { keyStore: store, masterKey } = await houseKeys(config);
  const service = await createDataSource(config.DATABASE_URL!, SERVICE_ROLE).initialize();
  const [database, clock, epochs] = [new Database(service), new Clock(NOW), new EpochKeys(store)];
  const audit = new AuditLog(clock);
  return {
    database,
    clock,
    store,
    masterKey,
    vault: new Vault(epochs, clock),
    rewrapping: (dies) => new DyingRewrapping(dies, database, epochs, audit, clock),
    masterChange: (at = () => undefined) => new WatchedChange(at, database, store, audit),
    end: async () => {
      epochs.onModuleDestroy();
      await service.destroy();
    },
  };
}

/** The process ends here: nothing after this line happens in it. */
export class Killed extends Error {}

class DyingRewrapping extends Rewrapping {
  constructor(
    private readonly dies: Step | undefined,
    ...rest: ConstructorParameters<typeof Rewrapping>
  ) {
    super(...rest);
  }

  protected override reached(step: Step): void {
    if (step === this.dies) throw new Killed(step);
  }
}

class WatchedChange extends MasterChange {
  constructor(
    private readonly at: (step: ChangeStep) => Promise<void> | void,
    ...rest: ConstructorParameters<typeof MasterChange>
  ) {
    super(...rest);
  }

  protected override reached(step: ChangeStep): Promise<void> | void {
    return this.at(step);
  }
}

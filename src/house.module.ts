import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditLog } from './audit/audit-log.js';
import { Clock } from './clock.js';
import { Config } from './config/config.js';
import { PersonFiles } from './customers/person-file.js';
import { dataSourceOptions, SERVICE_ROLE } from './database/data-source.js';
import { Database } from './database/database.js';
import { ErasureLedger } from './ledger/erasure-ledger.js';
import { LedgerReader } from './ledger/ledger-reader.js';
import { RestrictionWatch } from './ledger/restriction-watch.js';
import { Planning } from './planning/planning.js';
import { Policies } from './registers/policies.js';
import { BlindIndex } from './vault/blind-index.js';
import { EpochKeys } from './vault/epoch-keys.js';
import { LastingHashes } from './vault/lasting-hashes.js';
import { KeyStore } from './vault/key-store.js';
import { MasterChange } from './vault/master-change.js';
import { MasterKey } from './vault/master-key.js';
import { Rewrapping } from './vault/rewrapping.js';
import { SearchKeys } from './vault/search-keys.js';
import { Vault } from './vault/vault.js';

/** What is made before the application starts. */
export interface House {
  readonly config: Config;
  readonly clock: Clock;
  readonly masterKey: MasterKey;
  readonly keyStore: KeyStore;
  readonly policies: Policies;
}

const PROVIDERS = [
  Database,
  EpochKeys,
  Vault,
  Rewrapping,
  MasterChange,
  SearchKeys,
  BlindIndex,
  LastingHashes,
  AuditLog,
  ErasureLedger,
  LedgerReader,
  RestrictionWatch,
  PersonFiles,
  Planning,
];

/** What every part of the house stands on. */
@Global()
@Module({})
export class HouseModule {
  static for({ config, clock, masterKey, keyStore, policies }: House): DynamicModule {
    const given = [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: MasterKey, useValue: masterKey },
      { provide: KeyStore, useValue: keyStore },
      { provide: Policies, useValue: policies },
    ];
    return {
      module: HouseModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.DATABASE_URL!, SERVICE_ROLE),
          retryAttempts: 0,
          manualInitialization: false,
        }),
      ],
      providers: [...given, ...PROVIDERS],
      exports: [...given.map(({ provide }) => provide), ...PROVIDERS],
    };
  }
}

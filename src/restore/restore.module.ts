import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { CustomersModule } from '../customers/customers.module.js';
import { Policies } from '../registers/policies.js';
import { RequestsModule } from '../requests/requests.module.js';
import { MasterKey } from '../vault/master-key.js';
import { EntryReplay } from './entry-replay.js';
import { ErasureReplay } from './erasure-replay.js';
import { PeopleByHash } from './people-by-hash.js';
import { Replay } from './replay.js';
import { Restoring } from './restoring.js';
import { Standing } from './standing.js';
import { SuppressionReplay } from './suppression-replay.js';

const REPLAY = [Replay, EntryReplay, ErasureReplay, SuppressionReplay, PeopleByHash];

const STANDING = {
  provide: Standing,
  inject: [DataSource, Config, Clock, MasterKey, Policies],
  useFactory: (source: DataSource, config: Config, clock: Clock, masterKey: MasterKey, policies: Policies) =>
    new Standing(source, { config, clock, masterKey, policies }),
};

/** What follows a restore: erasures, restrictions and prohibitions since the backup are done again. */
@Module({
  imports: [CustomersModule, RequestsModule],
  providers: [...REPLAY, STANDING, Restoring],
  exports: [Restoring],
})
export class RestoreModule {}

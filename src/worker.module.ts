import type { WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Anchoring } from './evidence/anchoring.js';
import { CustomersModule } from './customers/customers.module.js';
import { SearchKeyEnding } from './customers/search-key-ending.js';
import { EvidenceModule } from './evidence/evidence.module.js';
import { Sealing } from './evidence/sealing.js';
import { Reconciler } from './jobs/reconciler.js';
import { WORKERS } from './jobs/queues.js';
import { RequestsModule } from './requests/requests.module.js';
import { LedgerWatch } from './restore/ledger-watch.js';
import { RetentionModule } from './retention/retention.module.js';
import { EpochEnding } from './vault/epoch-ending.js';

/** The jobs, the reconciler, what seals the audit log and what ends epochs of keys and old search keys. Processors are listed here only, so a process without this module runs no job. */
@Module({
  imports: [CustomersModule, RequestsModule, RetentionModule, EvidenceModule],
  providers: [
    ...Object.values(WORKERS),
    Reconciler,
    Sealing,
    Anchoring,
    LedgerWatch,
    EpochEnding,
    SearchKeyEnding,
  ],
})
export class WorkerModule implements BeforeApplicationShutdown {
  constructor(private readonly modules: ModuleRef) {}

  /** Jobs finish while everything they need is still open, and all kinds at once. */
  async beforeApplicationShutdown(): Promise<void> {
    const hosts = Object.values(WORKERS).map((kind) => this.modules.get<WorkerHost>(kind));
    await Promise.all(hosts.map(({ worker }) => worker.close()));
  }
}

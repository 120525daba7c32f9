import type { WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Reconciler } from './jobs/reconciler.js';
import { WORKERS } from './jobs/queues.js';
import { RequestsModule } from './requests/requests.module.js';
import { RetentionModule } from './retention/retention.module.js';

/** The jobs and the reconciler. Processors are listed here only, so a process without this module runs no job. */
@Module({ imports: [RequestsModule, RetentionModule], providers: [...Object.values(WORKERS), Reconciler] })
export class WorkerModule implements BeforeApplicationShutdown {
  constructor(private readonly modules: ModuleRef) {}

  /** Jobs finish while everything they need is still open, and all kinds at once. */
  async beforeApplicationShutdown(): Promise<void> {
    const hosts = Object.values(WORKERS).map((kind) => this.modules.get<WorkerHost>(kind));
    await Promise.all(hosts.map(({ worker }) => worker.close()));
  }
}

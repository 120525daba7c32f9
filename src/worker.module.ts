import { Module } from '@nestjs/common';
import { Reconciler } from './jobs/reconciler.js';
import { WORKERS } from './jobs/queues.js';
import { RequestsModule } from './requests/requests.module.js';
import { RetentionModule } from './retention/retention.module.js';

/** The jobs and the reconciler. Processors are listed here only, so a process without this module runs no job. */
@Module({ imports: [RequestsModule, RetentionModule], providers: [...Object.values(WORKERS), Reconciler] })
export class WorkerModule {}

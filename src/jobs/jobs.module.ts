import { BullModule } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { BullNudges } from './bull-nudges.js';
import { Nudges } from './nudges.js';
import { PatientQueue, PatientWorker } from './patient-close.js';
import { Perseverance } from './perseverance.js';
import { queueConnection } from './queue-engine.js';
import { JOBS } from './queues.js';

BullModule.queueClass = PatientQueue;
BullModule.workerClass = PatientWorker;

/** The queues, as every part of the house sees them: a way to nudge. */
@Global()
@Module({
  imports: [
    BullModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => ({ connection: queueConnection(config), prefix: 'suoja' }),
    }),
    BullModule.registerQueue(...JOBS.map(({ name }) => ({ name }))),
  ],
  providers: [{ provide: Nudges, useClass: BullNudges }, Perseverance],
  exports: [Nudges, Perseverance, BullModule],
})
export class JobsModule {}

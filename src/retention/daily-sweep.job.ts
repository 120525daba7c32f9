import { Processor } from '@nestjs/bullmq';
import { defineJob, type JobData, NudgedWorker } from '../jobs/job.js';
import { DailySweep } from './daily-sweep.js';

export const dailySweep = defineJob('daily-sweep', { attempts: 1 });

@Processor(dailySweep.name)
export class DailySweepWorker extends NudgedWorker<JobData> {
  constructor(private readonly sweep: DailySweep) {
    super();
  }

  protected run(): Promise<void> {
    return this.sweep.run();
  }
}

import { Processor } from '@nestjs/bullmq';
import { defineJob, type JobData, NudgedWorker } from '../jobs/job.js';
import { DeferredErasures } from './deferred-erasures.js';

export const resumeErasures = defineJob('resume-erasures');

interface ResumeErasures extends JobData {
  readonly register: string;
  readonly customerId: string;
}

@Processor(resumeErasures.name, { concurrency: 2 })
export class ResumeErasuresWorker extends NudgedWorker<ResumeErasures> {
  constructor(private readonly deferred: DeferredErasures) {
    super();
  }

  protected run({ register, customerId }: ResumeErasures): Promise<void> {
    return this.deferred.resume(register, customerId);
  }
}

import { Processor } from '@nestjs/bullmq';
import { defineJob, type JobData, NudgedWorker } from '../jobs/job.js';
import { Processing } from './processing.js';

export const processRequest = defineJob('process-request');

interface ProcessRequest extends JobData {
  readonly register: string;
  readonly requestId: string;
}

@Processor(processRequest.name, { concurrency: 4 })
export class ProcessRequestWorker extends NudgedWorker<ProcessRequest> {
  constructor(private readonly processing: Processing) {
    super();
  }

  protected run({ register, requestId }: ProcessRequest): Promise<void> {
    return this.processing.process(register, requestId);
  }
}

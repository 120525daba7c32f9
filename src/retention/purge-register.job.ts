import { Processor } from '@nestjs/bullmq';
import { defineJob, type JobData, NudgedWorker } from '../jobs/job.js';
import { Purging } from './purging.js';

export const purgeRegister = defineJob('purge-register');

interface PurgeRegister extends JobData {
  readonly register: string;
  readonly runId: string;
}

@Processor(purgeRegister.name)
export class PurgeRegisterWorker extends NudgedWorker<PurgeRegister> {
  constructor(private readonly purging: Purging) {
    super();
  }

  protected run({ register, runId }: PurgeRegister): Promise<void> {
    return this.purging.run(register, runId);
  }
}

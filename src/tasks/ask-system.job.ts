import { Processor } from '@nestjs/bullmq';
import { defineJob, type JobData, NudgedWorker } from '../jobs/job.js';
import { SystemCourier } from './system-courier.js';

export const askSystem = defineJob('ask-system');

interface AskSystem extends JobData {
  readonly register: string;
  readonly taskId: string;
}

@Processor(askSystem.name, { concurrency: 4 })
export class AskSystemWorker extends NudgedWorker<AskSystem> {
  constructor(private readonly courier: SystemCourier) {
    super();
  }

  protected run({ register, taskId }: AskSystem): Promise<void> {
    return this.courier.send(register, taskId);
  }
}

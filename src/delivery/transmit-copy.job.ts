import { Processor } from '@nestjs/bullmq';
import { defineJob, type JobData, NudgedWorker } from '../jobs/job.js';
import { TransmissionCourier } from './transmission-courier.js';

export const transmitCopy = defineJob('transmit-copy');

interface TransmitCopy extends JobData {
  readonly register: string;
  readonly transmissionId: string;
}

@Processor(transmitCopy.name, { concurrency: 2 })
export class TransmitCopyWorker extends NudgedWorker<TransmitCopy> {
  constructor(private readonly courier: TransmissionCourier) {
    super();
  }

  protected run({ register, transmissionId }: TransmitCopy): Promise<void> {
    return this.courier.send(register, transmissionId);
  }
}

import { Processor } from '@nestjs/bullmq';
import { defineJob, type JobData, NudgedWorker } from '../jobs/job.js';
import { NotificationCourier } from './notification-courier.js';

export const notifyRecipient = defineJob('notify-recipient');

interface NotifyRecipient extends JobData {
  readonly register: string;
  readonly notificationId: string;
}

@Processor(notifyRecipient.name, { concurrency: 4 })
export class NotifyRecipientWorker extends NudgedWorker<NotifyRecipient> {
  constructor(private readonly courier: NotificationCourier) {
    super();
  }

  protected run({ register, notificationId }: NotifyRecipient): Promise<void> {
    return this.courier.send(register, notificationId);
  }
}

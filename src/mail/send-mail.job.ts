import { Processor } from '@nestjs/bullmq';
import { defineJob, type JobData, NudgedWorker } from '../jobs/job.js';
import { PostOffice } from './post-office.js';

export const sendMail = defineJob('send-mail');

interface SendMail extends JobData {
  readonly register: string;
  readonly mailId: string;
}

@Processor(sendMail.name, { concurrency: 4 })
export class SendMailWorker extends NudgedWorker<SendMail> {
  constructor(private readonly postOffice: PostOffice) {
    super();
  }

  protected run({ register, mailId }: SendMail): Promise<void> {
    return this.postOffice.send(register, mailId);
  }
}

import type { Type } from '@nestjs/common';
import type { WorkerHost } from '@nestjs/bullmq';
import { transmitCopy, TransmitCopyWorker } from '../delivery/transmit-copy.job.js';
import { sendMail, SendMailWorker } from '../mail/send-mail.job.js';
import { notifyRecipient, NotifyRecipientWorker } from '../recipients/notify-recipient.job.js';
import { processRequest, ProcessRequestWorker } from '../requests/process-request.job.js';
import { resumeErasures, ResumeErasuresWorker } from '../requests/resume-erasures.job.js';
import { dailySweep, DailySweepWorker } from '../retention/daily-sweep.job.js';
import { purgeRegister, PurgeRegisterWorker } from '../retention/purge-register.job.js';
import { askSystem, AskSystemWorker } from '../tasks/ask-system.job.js';

/** Every kind of job. */
export const JOBS = [
  processRequest,
  sendMail,
  notifyRecipient,
  transmitCopy,
  askSystem,
  resumeErasures,
  purgeRegister,
  dailySweep,
] as const;
export type QueueName = (typeof JOBS)[number]['name'];

/** Who runs each kind. A queue that nobody works does not compile. */
export const WORKERS = {
  'process-request': ProcessRequestWorker,
  'send-mail': SendMailWorker,
  'notify-recipient': NotifyRecipientWorker,
  'transmit-copy': TransmitCopyWorker,
  'ask-system': AskSystemWorker,
  'resume-erasures': ResumeErasuresWorker,
  'purge-register': PurgeRegisterWorker,
  'daily-sweep': DailySweepWorker,
} as const satisfies Record<QueueName, Type<WorkerHost>>;

import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { Config } from '../config/config.js';
import { dailySweep } from '../retention/daily-sweep.job.js';
import { step } from '../step.js';
import { inTime } from './in-time.js';
import type { JobData, JobKind } from './job.js';
import { Nudges } from './nudges.js';
import { JOBS, type QueueName } from './queues.js';

/** An engine that is away keeps its caller waiting for ever; nobody's answer hangs on a nudge. */
const PATIENCE_MS = 2000;

/** Puts nudges on the queues. One that does not get through is lost without harm: the reconciler finds the row. */
@Injectable()
export class BullNudges extends Nudges implements OnModuleInit {
  private readonly logger = new Logger(BullNudges.name);
  private readonly kinds = new Map<QueueName, JobKind<QueueName>>(JOBS.map((kind) => [kind.name, kind]));

  constructor(
    private readonly modules: ModuleRef,
    private readonly config: Config,
  ) {
    super();
  }

  onModuleInit(): void {
    for (const name of this.kinds.keys()) {
      this.queue(name).on('error', (error) => this.logger.warn(`queue engine: ${error.name}`));
    }
  }

  processRequest(register: string, requestId: string): Promise<void> {
    return this.add('process-request', { register, requestId });
  }

  sendMail(register: string, mailId: string): Promise<void> {
    return this.add('send-mail', { register, mailId });
  }

  notifyRecipient(register: string, notificationId: string): Promise<void> {
    return this.add('notify-recipient', { register, notificationId });
  }

  transmitCopy(register: string, transmissionId: string): Promise<void> {
    return this.add('transmit-copy', { register, transmissionId });
  }

  askSystem(register: string, taskId: string): Promise<void> {
    return this.add('ask-system', { register, taskId });
  }

  resumeErasures(register: string, customerId: string): Promise<void> {
    return this.add('resume-erasures', { register, customerId });
  }

  purge(register: string, runId: string): Promise<void> {
    return this.add('purge-register', { register, runId });
  }

  scheduleDailySweep(): Promise<void> {
    const pattern = this.config.PURGE_CRON;
    const { name, options: opts } = dailySweep;
    return this.put(name, async (queue) => {
      const known = await queue.getJobScheduler(name);
      if (known?.pattern === pattern) return;
      await queue.upsertJobScheduler(name, { pattern, tz: 'Europe/Helsinki' }, { name, opts });
    });
  }

  private add(name: QueueName, data: JobData): Promise<void> {
    return this.put(name, (queue) => queue.add(name, data, this.kinds.get(name)!.options));
  }

  private async put(name: QueueName, putting: (queue: Queue) => Promise<unknown>): Promise<void> {
    try {
      step('nudge.before');
      await inTime(putting(this.queue(name)), PATIENCE_MS);
      step('nudge.after');
    } catch (error) {
      this.logger.warn(`nudge ${name} lost: ${error instanceof Error ? error.name : 'unknown error'}`);
    }
  }

  private queue(name: QueueName): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}

import { Inject, Logger } from '@nestjs/common';
import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import type { Job, JobsOptions } from 'bullmq';
import { step } from '../step.js';
import { isPersevered, Perseverance } from './perseverance.js';

/** Ids only: a queue is not a place for personal data. */
export type JobData = Readonly<Record<string, string>>;

export interface JobKind<Name extends string> {
  readonly name: Name;
  readonly options: JobsOptions;
}

/** A kind of job has a queue of its own, so that none waits behind another kind. */
export function defineJob<Name extends string>(name: Name, options: JobsOptions = {}): JobKind<Name> {
  return {
    name,
    options: {
      attempts: 5,
      backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: { age: 7 * 24 * 3600, count: 1000 },
      ...options,
    },
  };
}

/**
 * Runs one kind of job. The queue keeps the message of an error, so what leaves here names the kind of error and
 * nothing else; the row the job is about stays as it was and will be found again. How often it failed is counted in a
 * row too: see {@link Perseverance}.
 */
export abstract class NudgedWorker<Data extends JobData> extends WorkerHost {
  private readonly logger = new Logger(this.constructor.name);

  @Inject(Perseverance)
  private readonly perseverance!: Perseverance;

  protected abstract run(data: Data): Promise<void>;

  /** The engine is away or comes back; an error without a listener would be printed whole. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`queue engine: ${error.name}`);
  }

  async process(job: Job<Data>): Promise<void> {
    try {
      step('job.begins');
      await this.persevere(job);
      step('job.done');
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      this.logger.error(`job ${job.name} failed on attempt ${job.attemptsMade + 1}: ${name}`, stackOf(error));
      throw new Error(name);
    }
  }

  private persevere({ name, data }: Job<Data>): Promise<void> {
    const { register, ...ids } = data;
    const [subjectId] = Object.values(ids);
    if (!isPersevered(name) || register === undefined || subjectId === undefined) return this.run(data);
    return this.perseverance.attempt({ register, kind: name, subjectId }, () => this.run(data));
  }
}

/** Where it happened, without the message, which may quote a value. */
function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}

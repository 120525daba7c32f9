import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { Policies } from '../registers/policies.js';
import { Nudges } from './nudges.js';
import type { Persevered } from './perseverance.js';

/** Nudges sent again per kind and sweep; the rest waits for the next one. */
const AT_ONCE = 200;

/** What failed has a time of its own, and takes nobody's place among those found here. */
const notStuck = (id: string) =>
  `and not exists (select from stuck_work stuck where stuck.subject_id = ${id})`;

/** Work whose row says that somebody should be at it. */
const WAITING = {
  mails: `select id from outgoing_mail where state = 'queued' and not_before <= $1 ${notStuck('outgoing_mail.id')}
    order by not_before limit ${AT_ONCE}`,
  notifications: `select id from recipient_notification
    where state = 'queued' and not_before <= $1 ${notStuck('recipient_notification.id')} order by not_before limit ${AT_ONCE}`,
  transmissions: `select id from transmission
    where state = 'queued' and not_before <= $1 ${notStuck('transmission.id')} order by not_before limit ${AT_ONCE}`,
  tasks: `select id from case_task
    where state = 'pending' and not_before <= $1 ${notStuck('case_task.id')} order by not_before limit ${AT_ONCE}`,
  // What waits for others goes on when they answer, or when its day has come.
  requests: `select distinct request_id as id from request_item item
    where state in ('received', 'in-progress') and decided is null and (executes_on is null or executes_on <= $1)
      and not exists (select from case_task task
        where task.request_item_id = item.id and task.state in ('pending', 'in_progress') and task.passed_on is null
          and $1::date < case when task.asked_on < item.target then item.target else item.due end)
      ${notStuck('request_id')}
    limit ${AT_ONCE}`,
  /** S15, Art. 12(5): silence that the house has to answer by itself, `$1` being today. */
  silences: `select distinct item.request_id as id from request_item item join request on request.id = item.request_id
    where item.decided is null ${notStuck('request.id')} and (
      item.state = 'awaiting-identification'
        and (item.due <= $1 or request.extended_on is not null and request.extension_told_on is null)
        and exists (select from question where question.request_id = request.id and kind = 'identity'
                       and answered_on is null and asked_on < item.due)
        and exists (select from outgoing_mail mail where mail.request_id = request.id and mail.kind = 'question'
                       and mail.state in ('sent', 'posted'))
      or item.state = 'awaiting-clarification'
        and exists (select from fee where fee.item_id = item.id and accepted_on is null and answer_by < $1))
    limit ${AT_ONCE}`,
  purges: `select id from purge_run where state = 'running' ${notStuck('purge_run.id')}`,
  stuck: `select kind, subject_id as id from stuck_work where not_before <= $1 order by not_before limit ${AT_ONCE}`,
} as const;

/**
 * Finds work whose nudge was lost, from the rows alone. It runs on a timer of the process and not on the queue it
 * repairs: lose every queue, and all goes on at the next sweep.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reconciler.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly nudges: Nudges,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    const again = () => {
      this.sweeping = this.sweep()
        .catch((error: unknown) =>
          this.logger.warn(`sweep failed: ${error instanceof Error ? error.name : 'unknown error'}`),
        )
        .finally(() => {
          if (!this.stopped) this.timer = setTimeout(again, this.config.RECONCILE_SECONDS * 1000);
        });
    };
    again();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  async sweep(): Promise<void> {
    await this.nudges.scheduleDailySweep();
    for (const { register } of this.policies.all()) {
      const found = await this.database.inRegister(register, async (tx) => ({
        mails: await tx.query<{ id: string }[]>(WAITING.mails, [this.clock.now()]),
        notifications: await tx.query<{ id: string }[]>(WAITING.notifications, [this.clock.now()]),
        transmissions: await tx.query<{ id: string }[]>(WAITING.transmissions, [this.clock.now()]),
        tasks: await tx.query<{ id: string }[]>(WAITING.tasks, [this.clock.now()]),
        requests: await tx.query<{ id: string }[]>(WAITING.requests, [this.clock.today()]),
        silences: await tx.query<{ id: string }[]>(WAITING.silences, [this.clock.today()]),
        purges: await tx.query<{ id: string }[]>(WAITING.purges),
        stuck: await tx.query<{ id: string; kind: Persevered }[]>(WAITING.stuck, [this.clock.now()]),
      }));
      for (const { id } of found.mails) await this.nudges.sendMail(register, id);
      for (const { id } of found.notifications) await this.nudges.notifyRecipient(register, id);
      for (const { id } of found.transmissions) await this.nudges.transmitCopy(register, id);
      for (const { id } of found.tasks) await this.nudges.askSystem(register, id);
      for (const { id } of [...found.requests, ...found.silences])
        await this.nudges.processRequest(register, id);
      for (const { id } of found.purges) await this.nudges.purge(register, id);
      for (const { id, kind } of found.stuck) await this.nudge(kind, register, id);
    }
  }

  private nudge(kind: Persevered, register: string, id: string): Promise<void> {
    switch (kind) {
      case 'process-request':
        return this.nudges.processRequest(register, id);
      case 'send-mail':
        return this.nudges.sendMail(register, id);
      case 'notify-recipient':
        return this.nudges.notifyRecipient(register, id);
      case 'transmit-copy':
        return this.nudges.transmitCopy(register, id);
      case 'ask-system':
        return this.nudges.askSystem(register, id);
      case 'resume-erasures':
        return this.nudges.resumeErasures(register, id);
      case 'purge-register':
        return this.nudges.purge(register, id);
    }
  }
}

import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Customer } from '../customers/customer.entity.js';
import { PersonFiles, type Subject } from '../customers/person-file.js';
import { taskDue, type TaskKind } from '../domain/case-task.js';
import type { Weighed } from '../domain/objection.js';
import type { ConnectedSystem } from '../domain/register-policy.js';
import type { AnsweredCorrection } from '../answers/answer.js';
import type { HashedPlan } from '../planning/planning.js';
import { Policies } from '../registers/policies.js';
import type { Case } from '../requests/cases.js';
import type { RequestItem } from '../requests/request-item.entity.js';
import { CaseTask } from './case-task.entity.js';
import { endTasks } from './end-tasks.js';
import type { Folder } from './paper-folders.js';
import { type AskedOfSystem, type TaskContent, taskPlace } from './task-content.js';
import { foldersToTask, type Occasion, systemsToAsk } from './what-to-ask.js';

/** Days a callback address stays good: an extended deadline, and as long again for what comes late. */
const TOKEN_DAYS = 180;

export interface TaskOccasion {
  readonly opened: Case;
  readonly item: RequestItem;
  readonly subject: Subject;
  readonly plan: HashedPlan;
  readonly corrections?: readonly AnsweredCorrection[];
  /** How the objection was weighed: of one that was rejected, marketing is all that stops. */
  readonly weighed?: Weighed;
}

/** Writes the tasks of an item, each once, into the transaction that decides on them. */
@Injectable()
export class TaskWriter {
  constructor(
    private readonly policies: Policies,
    private readonly files: PersonFiles,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Those that are not there yet. What is not wanted any more, since the plan is another one by now, is cancelled. */
  async writeMissing(tx: EntityManager, occasion: TaskOccasion): Promise<CaseTask[]> {
    const { opened, item, subject, plan, corrections = [], weighed } = occasion;
    // Where the effect came first, what stays of the person may have been sealed anew since the file was read.
    const customer = await tx.findOneByOrFail(Customer, { id: subject.file.customer.id });
    const all: Occasion = {
      right: item.right,
      policy: this.policies.of(item.register),
      subject,
      customerNumber: this.files.customerNumber(await this.files.key(tx, { customer }), customer),
      plan: plan.data,
      objectsTo: weighed?.outcome === 'rejected' ? 'direct-marketing' : opened.file.objectsTo,
      corrections,
    };
    const systems = systemsToAsk(all);
    const folders = foldersToTask(all);
    const there = await tx.findBy(CaseTask, { requestItemId: item.id });
    const wanted = new Set([...systems.map(({ system }) => system.code), ...folders.map(({ id }) => id)]);
    const unwanted = there.filter(({ system, folderId }) => !wanted.has(system ?? folderId ?? ''));
    await endTasks(tx, { id: In(unwanted.map(({ id }) => id)) });
    const written: CaseTask[] = [];
    for (const { system, asked } of systems)
      if (!there.some((task) => task.system === system.code))
        written.push(await this.askSystem(tx, occasion, system, asked));
    for (const folder of folders)
      if (!there.some(({ folderId }) => folderId === folder.id))
        written.push(await this.askForPaper(tx, occasion, folder));
    return written;
  }

  private askSystem(
    tx: EntityManager,
    occasion: TaskOccasion,
    system: ConnectedSystem,
    asked: AskedOfSystem,
  ): Promise<CaseTask> {
    const byWebhook = 'webhook' in system.reach;
    const token = byWebhook ? randomBytes(32).toString('base64url') : undefined;
    const now = this.clock.now();
    const due = taskDue(this.clock.today(), occasion.item, system.answerWithin);
    return this.insert(
      tx,
      occasion,
      {
        kind: 'system',
        system: system.code,
        due,
        notBefore: byWebhook ? now : null,
        tokenHash: token === undefined ? null : tokenHashOf(token),
        tokenExpiresAt: token === undefined ? null : new Date(now.getTime() + TOKEN_DAYS * 24 * 3_600_000),
      },
      { system: { asked, expectedBy: due, ...(token === undefined ? {} : { token }) } },
    );
  }

  private askForPaper(tx: EntityManager, occasion: TaskOccasion, folder: Folder): Promise<CaseTask> {
    const due = taskDue(this.clock.today(), occasion.item);
    return this.insert(tx, occasion, { kind: 'paper', folderId: folder.id, due }, { folder });
  }

  private async insert(
    tx: EntityManager,
    { opened, item }: TaskOccasion,
    one: Partial<CaseTask> & { kind: TaskKind; due: string },
    content: TaskContent,
  ): Promise<CaseTask> {
    const { register } = item;
    const id = uuid();
    const task = tx.create(CaseTask, {
      ...NEW,
      ...one,
      id,
      register,
      requestId: opened.request.id,
      requestItemId: item.id,
      right: item.right,
      askedOn: this.clock.today(),
      keyId: opened.key.id,
      sealed: opened.key.seal(taskPlace({ register, id }), content),
      createdAt: this.clock.now(),
    });
    await tx.insert(CaseTask, task);
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'task.written',
      customerId: opened.request.customerId,
      requestId: opened.request.id,
      details: { task: id, itemId: item.id, kind: task.kind, system: task.system, due: task.due },
    });
    return task;
  }
}

export const tokenHashOf = (token: string) => createHash('sha256').update(token).digest();

const NEW = {
  system: null,
  folderId: null,
  state: 'pending',
  outcome: null,
  attempts: 0,
  notBefore: null,
  refusedAnswers: 0,
  passedOn: null,
  handedOverAt: null,
  assignee: null,
  completedOn: null,
  completedAt: null,
  completedBy: null,
  tokenHash: null,
  tokenExpiresAt: null,
} as const satisfies Partial<CaseTask>;

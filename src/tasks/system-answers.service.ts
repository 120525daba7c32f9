import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { isOpenTask, TASK_DEEDS } from '../domain/case-task.js';
import { DomainError } from '../domain/domain-error.js';
import type { ConnectedSystem } from '../domain/register-policy.js';
import { HttpProblem, type InputError } from '../http/http-problem.js';
import { CaseTask } from './case-task.entity.js';
import type { TaskResultDto, TaskStatusDto } from './dto/task-result.dto.js';
import { dataDefects } from './returned-data.js';
import { TaskCompletion } from './task-completion.js';
import { TaskEnding } from './task-ending.js';
import { tokenHashOf } from './task-writer.js';

/** Where an answer came in: for which system of which register. */
export interface Door {
  readonly register: string;
  readonly system: ConnectedSystem;
}

/** Takes what systems answer. Nothing they say completes more than the one task it is about. */
@Injectable()
export class SystemAnswers {
  constructor(
    private readonly database: Database,
    private readonly ending: TaskEnding,
    private readonly completion: TaskCompletion,
    private readonly clock: Clock,
  ) {}

  /** By the callback address. Throws NOT_FOUND, LINK_USED, LINK_EXPIRED, WRONG_TASK. */
  callback(door: Door, token: string, dto: TaskResultDto): Promise<TaskStatusDto> {
    return this.take(door, dto, async (tx) => {
      const task = await find(tx, { tokenHash: tokenHashOf(token), system: door.system.code });
      if (task.tokenExpiresAt === null || task.tokenExpiresAt <= this.clock.now())
        throw new DomainError('LINK_EXPIRED');
      if (!isOpenTask(task.state)) throw new DomainError('LINK_USED');
      return task;
    });
  }

  /** By a system that fetches its tasks. Throws NOT_FOUND, WRONG_TASK, INVALID_TRANSITION. */
  result(door: Door, id: string, dto: TaskResultDto): Promise<TaskStatusDto> {
    return this.take(door, dto, async (tx) => {
      const task = await find(tx, { id, system: door.system.code });
      if (!isOpenTask(task.state))
        throw new DomainError('INVALID_TRANSITION', { from: task.state, to: dto.request_status });
      return task;
    });
  }

  /** What does not fit is refused only after it has been noted: the task stays open, and staff see it. */
  private async take(
    { register, system }: Door,
    dto: TaskResultDto,
    look: (tx: EntityManager) => Promise<CaseTask>,
  ): Promise<TaskStatusDto> {
    const { task, refusal } = await this.database.inRegister(register, async (tx) => {
      const found = await look(tx);
      const wrong = await this.refusalOf(tx, found, system, dto);
      if (wrong) {
        await this.ending.refused(tx, found, codeOf(wrong));
        return { task: found, refusal: wrong };
      }
      return { task: await this.apply(tx, found, dto), refusal: null };
    });
    if (refusal) throw refusal;
    return { request_id: task.id, request_status: task.state };
  }

  private apply(tx: EntityManager, task: CaseTask, dto: TaskResultDto): Promise<CaseTask> {
    const { request_status, data, note } = dto;
    if (request_status === 'in_progress') return this.ending.taken(tx, task);
    if (request_status === 'cancelled') return this.ending.declined(tx, task, note);
    const returning = TASK_DEEDS.system[task.right] === 'return';
    const outcome = returning ? (data === null ? 'not-found' : 'returned') : 'done';
    return this.completion.complete(tx, task, {
      outcome,
      on: this.clock.today(),
      by: null,
      ...(outcome === 'returned' ? { data } : {}),
      ...(note === undefined ? {} : { note }),
    });
  }

  private async refusalOf(
    tx: EntityManager,
    task: CaseTask,
    system: ConnectedSystem,
    { request_id, request_status, identities, data }: TaskResultDto,
  ): Promise<Error | null> {
    if (request_id.toLowerCase() !== task.id) return new DomainError('WRONG_TASK');
    if (identities !== undefined && !isDeepStrictEqual(identities, await this.ending.identitiesOf(tx, task)))
      return new DomainError('WRONG_TASK', { pointer: '/identities' });
    const returning = TASK_DEEDS.system[task.right] === 'return';
    if (request_status !== 'completed' || !returning)
      return data === undefined ? null : badData('UNEXPECTED', 'this answer carries no data');
    if (data === undefined) return badData('MISSING', 'data, or null where nothing is held');
    if (data === null) return null;
    const defects = dataDefects(system, data);
    const errors = defects.map((defect): InputError => ({ pointer: '/data', ...defect }));
    return errors.length === 0 ? null : new HttpProblem('INVALID_INPUT', { errors });
  }
}

const badData = (code: string, detail: string) =>
  new HttpProblem('INVALID_INPUT', { errors: [{ pointer: '/data', code, detail }] });

const codeOf = (refusal: Error) =>
  refusal instanceof DomainError || refusal instanceof HttpProblem ? refusal.code : 'REFUSED';

async function find(tx: EntityManager, where: Partial<CaseTask>): Promise<CaseTask> {
  const task = await tx.findOne(CaseTask, {
    where: { ...where, kind: 'system' } as object,
    lock: { mode: 'pessimistic_write' },
  });
  if (!task) throw new DomainError('NOT_FOUND', { what: 'task' });
  return task;
}

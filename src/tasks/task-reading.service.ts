import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { OPEN_TASK_STATES, TASK_DEEDS } from '../domain/case-task.js';
import { DomainError } from '../domain/domain-error.js';
import { after, page, type Page, rowsFor } from '../http/list.js';
import { Request } from '../requests/request.entity.js';
import { type DataKey, Vault } from '../vault/vault.js';
import { CaseTask } from './case-task.entity.js';
import { TaskResults } from './case-tasks.js';
import type { TaskDto, TasksQuery } from './dto/task.dto.js';
import { type TaskContent, taskPlace } from './task-content.js';

/** What staff see of tasks. Where a folder lies and who keeps it is sealed, and a read of it is noted. */
@Injectable()
export class TaskReading {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly results: TaskResults,
    private readonly audit: AuditLog,
  ) {}

  ofCase(register: string, requestId: string, query: TasksQuery, actor: string): Promise<Page<TaskDto>> {
    return this.database.inRegister(register, async (tx) => {
      if (!(await tx.existsBy(Request, { id: requestId })))
        throw new DomainError('NOT_FOUND', { what: 'request' });
      const rows = await this.rows(tx, query, 'id', requestId);
      await this.audit.write(tx, register, { actor, action: 'tasks.read', requestId });
      return this.page(tx, query, rows);
    });
  }

  /** Those of a register, the most urgent first. */
  ofRegister(register: string, query: TasksQuery, actor: string): Promise<Page<TaskDto>> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await this.rows(tx, query, 'due', null);
      await this.audit.write(tx, register, {
        actor,
        action: 'tasks.listed',
        details: { tasks: rows.length },
      });
      return this.page(tx, query, rows);
    });
  }

  async show(tx: EntityManager, task: CaseTask): Promise<TaskDto> {
    return this.dto(task, await this.vault.open(tx, task.keyId));
  }

  /** The cursor is the last id of the page before; by due day, the list goes on after that task's day and id. */
  private async rows(
    tx: EntityManager,
    query: TasksQuery,
    by: 'id' | 'due',
    requestId: string | null,
  ): Promise<CaseTask[]> {
    const find = tx.createQueryBuilder(CaseTask, 'task').take(rowsFor(query));
    const last = after(query);
    if (requestId !== null) find.andWhere('task.request_id = :requestId', { requestId });
    if (query.state === 'open') find.andWhere({ state: In([...OPEN_TASK_STATES]) });
    else if (query.state !== undefined) find.andWhere({ state: query.state });
    if (by === 'id') return find.andWhere('task.id > :last', { last }).orderBy('task.id').getMany();
    if (query.cursor !== undefined)
      find.andWhere(
        '(task.due, task.id) > (select before.due, before.id from case_task before where before.id = :last)',
        { last },
      );
    return find.orderBy('task.due').addOrderBy('task.id').getMany();
  }

  private async page(
    tx: EntityManager,
    query: TasksQuery,
    rows: readonly CaseTask[],
  ): Promise<Page<TaskDto>> {
    const keys = await this.vault.openAll(tx, [...new Set(rows.map(({ keyId }) => keyId))]);
    return page(query, rows, (task) => this.dto(task, keys.get(task.keyId)!));
  }

  private dto(task: CaseTask, key: DataKey): TaskDto {
    const { id, requestId, right, kind, system, state, outcome, askedOn, due, passedOn, attempts, failure } =
      task;
    const { folder, note } = key.open<TaskContent>(taskPlace(task), task.sealed);
    return {
      id,
      requestId,
      itemId: task.requestItemId,
      right,
      kind,
      deed: TASK_DEEDS[kind][right]!,
      system,
      name: kind === 'system' ? this.results.nameOf(task) : (folder?.reference ?? null),
      place: folder?.place ?? null,
      custodian: folder?.custodian ?? null,
      state,
      outcome,
      askedOn,
      due,
      passedOn,
      attempts,
      failure,
      nextAttemptAt: task.notBefore?.toISOString() ?? null,
      handedOverAt: task.handedOverAt?.toISOString() ?? null,
      refusedAnswers: task.refusedAnswers,
      assignee: task.assignee,
      completedOn: task.completedOn,
      completedBy: task.completedBy,
      note: note ?? null,
    };
  }
}

import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { after, type ListQuery, page, type Page, rowsFor } from '../http/list.js';
import { Vault } from '../vault/vault.js';
import { CaseTask } from './case-task.entity.js';
import { IS_ASKED } from './is-asked.js';
import type { Door } from './system-answers.service.js';
import { type TaskContent, taskMessage, type TaskMessage, taskPlace } from './task-content.js';

/** What a system that is behind a firewall fetches. */
@Injectable()
export class SystemInbox {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Its open tasks, oldest first. What is fetched the first time counts as handed over. */
  list({ register, system }: Door, query: ListQuery): Promise<Page<TaskMessage>> {
    return this.database.inRegister(register, async (tx) => {
      const ids = await tx.query<{ id: string }[]>(
        `select task.id from case_task task
          where task.system = $1 and task.id > $2 and task.state in ('pending', 'in_progress') and ${IS_ASKED}
          order by task.id limit $3`,
        [system.code, after(query), rowsFor(query)],
      );
      const rows = await tx.find(CaseTask, {
        where: { id: In(ids.map(({ id }) => id)) },
        order: { id: 'ASC' },
      });
      const keys = await this.vault.openAll(tx, [...new Set(rows.map(({ keyId }) => keyId))]);
      for (const task of rows.slice(0, query.limit))
        if (task.state === 'pending') await this.fetched(tx, task);
      return page(query, rows, (task) => {
        const content = keys.get(task.keyId)!.open<TaskContent>(taskPlace(task), task.sealed);
        return taskMessage(task, content.system!, { request_status: 'in_progress' });
      });
    });
  }

  private async fetched(tx: EntityManager, { id, register, requestId, system }: CaseTask): Promise<void> {
    const taken = { state: 'in_progress', notBefore: null, handedOverAt: this.clock.now() } as const;
    const done = await tx.update(CaseTask, { id, state: 'pending' }, taken);
    if (done.affected === 1)
      await this.audit.write(tx, register, {
        actor: 'system',
        action: 'task.handed-over',
        requestId,
        details: { task: id, system, way: 'fetched' },
      });
  }
}

import { type EntityManager, type FindOptionsWhere, In, IsNull } from 'typeorm';
import { OPEN_TASK_STATES } from '../domain/case-task.js';
import { CaseTask } from './case-task.entity.js';

/** Cancels what nobody needs any more. What an answer went without stays open: it may still come, late. */
export async function endTasks(tx: EntityManager, which: FindOptionsWhere<CaseTask>): Promise<void> {
  const open = { ...which, state: In([...OPEN_TASK_STATES]), passedOn: IsNull() };
  await tx.update(CaseTask, open, { state: 'cancelled', notBefore: null });
}

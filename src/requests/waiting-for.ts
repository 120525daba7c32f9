import { type EntityManager, In, IsNull } from 'typeorm';
import { OPEN_TASK_STATES } from '../domain/case-task.js';
import { CaseTask } from '../tasks/case-task.entity.js';
import type { WaitingForDto } from './dto/request.dto.js';

/** Tasks that these cases still wait for; not what an answer went without. */
export function waitsOf(tx: EntityManager, requestIds: readonly string[]): Promise<CaseTask[]> {
  const open = { requestId: In([...requestIds]), state: In([...OPEN_TASK_STATES]), passedOn: IsNull() };
  return tx.find(CaseTask, { where: open, order: { due: 'ASC', id: 'ASC' } });
}

export function waitingFor({ id, requestItemId, right, kind, system, due }: CaseTask): WaitingForDto {
  return { taskId: id, itemId: requestItemId, right, kind, system, due };
}

import type { EntityManager } from 'typeorm';
import { RequestItem } from '../requests/request-item.entity.js';
import type { CaseTask } from './case-task.entity.js';

/** Whether anybody may act on a task: while its plan holds, and afterwards when the answer went without it. */
export async function isAsked(
  tx: EntityManager,
  { requestItemId, passedOn }: Pick<CaseTask, 'requestItemId' | 'passedOn'>,
): Promise<boolean> {
  return passedOn !== null || tx.existsBy(RequestItem, { id: requestItemId, state: 'in-progress' });
}

/** The same as a condition of a query on `case_task task`. */
export const IS_ASKED = `(task.passed_on is not null
  or exists (select from request_item item where item.id = task.request_item_id and item.state = 'in-progress'))`;

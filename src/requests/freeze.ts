import { In, type EntityManager } from 'typeorm';
import { FINAL_STATES, type ItemState } from '../domain/lifecycle.js';
import type { Right } from '../domain/category.js';
import { RequestItem } from './request-item.entity.js';
import { Request } from './request.entity.js';

/** Nobody knows yet whether these are the person's own; a stranger's request may not hold anything up. */
const UNIDENTIFIED = ['unverified', 'awaiting-identification'] as const satisfies readonly ItemState[];

/** From identification to the answer an open request blocks the destruction of its subject's data, nothing else. */
export async function openItemsOf(
  tx: EntityManager,
  customerId: string,
  rights?: readonly Right[],
): Promise<RequestItem[]> {
  const query = tx
    .createQueryBuilder(RequestItem, 'item')
    .innerJoin(Request, 'request', 'request.id = item.request_id')
    .where('request.customer_id = :customerId and item.state not in (:...settled)', {
      customerId,
      settled: [...FINAL_STATES, ...UNIDENTIFIED],
    });
  if (rights) query.andWhere({ right: In([...rights]) });
  return query.getMany();
}

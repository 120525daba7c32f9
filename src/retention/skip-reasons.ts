import { In, type EntityManager } from 'typeorm';
import type { PersonFile } from '../customers/person-file.js';
import { coversPerson } from '../domain/restriction-scope.js';
import { DeferredAction } from '../requests/deferred-action.entity.js';
import { openItemsOf } from '../requests/freeze.js';
import { Request } from '../requests/request.entity.js';
import type { SkipReason } from './purge-report.js';

/**
 * Whom a purge passes over, by customer id: open requests freeze their subject, a postponed erasure has its own end,
 * and restrictions outlast the period.
 */
export async function skipReasons(
  tx: EntityManager,
  files: readonly PersonFile[],
): Promise<ReadonlyMap<string, SkipReason>> {
  const customerId = In(files.map(({ customer }) => customer.id));
  const asking = new Set(
    (await tx.find(Request, { where: { customerId }, select: { customerId: true } })).map(idOf),
  );
  const waiting = await tx.find(DeferredAction, {
    where: { customerId, state: 'waiting' },
    select: { customerId: true },
  });
  const postponed = new Set(waiting.map(idOf));
  const reasons = new Map<string, SkipReason>();
  for (const { customer, restrictions } of files) {
    const open = asking.has(customer.id) && (await openItemsOf(tx, customer.id)).length > 0;
    if (open) reasons.set(customer.id, 'open-request');
    else if (postponed.has(customer.id)) reasons.set(customer.id, 'postponed-erasure');
    else if (restrictions.some((restriction) => coversPerson(restriction) && restriction.liftedAt === null))
      reasons.set(customer.id, 'restricted');
  }
  return reasons;
}

const idOf = (row: { readonly customerId: string | null }) => row.customerId;

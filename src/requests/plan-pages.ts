import type { EntityManager } from 'typeorm';
import type { PlannedDatum } from '../domain/plan.js';
import type { HashedPlan } from '../planning/planning.js';
import { PlanPage, type PlannedPage } from './plan-page.entity.js';
import { type PlanHead, RequestItem } from './request-item.entity.js';

/** Data of one page. */
const PAGE = 5000;

/** Keeps the plan of an item in the place of the one before: its head with the item, what it decides page by page. */
export async function keepPlan(tx: EntityManager, item: RequestItem, plan: HashedPlan): Promise<void> {
  const head = headOf(plan);
  await tx.update(RequestItem, item.id, { plan: head, planHash: plan.planHash } as object);
  Object.assign(item, { plan: head, planHash: plan.planHash });
  await tx.delete(PlanPage, { itemId: item.id });
  const { id: itemId, register } = item;
  for (let number = 0; number * PAGE < plan.data.length; number++) {
    const planned = planPage(plan.data.slice(number * PAGE, (number + 1) * PAGE));
    await tx.insert(PlanPage, { itemId, number, register, planned } as object);
  }
}

/** The plan last made for the item, and the one that was carried out; `null` before there is one. */
export async function keptPlan(tx: EntityManager, { id, plan }: RequestItem): Promise<HashedPlan | null> {
  if (plan === null) return null;
  const pages = await tx.find(PlanPage, { where: { itemId: id }, order: { number: 'ASC' } });
  return { ...plan, data: pages.flatMap(({ planned }) => plannedData(planned)) };
}

function headOf({ data: _data, ...head }: HashedPlan): PlanHead {
  return head;
}

/** Most data of a person share their decision, which is then written once. */
export function planPage(data: readonly PlannedDatum[]): PlannedPage {
  const places = new Map<string, number>();
  const decisions: Omit<PlannedDatum, 'datum'>[] = [];
  const placed = data.map(({ datum, ...decision }) => {
    const text = JSON.stringify(decision);
    const place = places.get(text) ?? decisions.push(decision) - 1;
    places.set(text, place);
    return [datum, place] as const;
  });
  return { decisions, data: placed };
}

export function plannedData({ decisions, data }: PlannedPage): PlannedDatum[] {
  return data.map(([datum, place]) => ({ datum, ...decisions[place]! }));
}

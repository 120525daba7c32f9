import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { Erasure } from '../customers/erasure.js';
import type { Category } from '../domain/category.js';
import type { PlannedDatum } from '../domain/plan.js';
import { Objections } from '../objections/objections.js';
import type { HashedPlan } from '../planning/planning.js';
import { changed, effectOfItem, RecipientTelling } from '../recipients/recipient-telling.js';
import { Restriction } from '../restrictions/restriction.entity.js';
import { DeferredAction } from './deferred-action.entity.js';
import type { Carried, Carrying } from './fulfilment.js';

/** Holds under which the data stay in ordinary use: a refused part is not frozen where the relationship goes on. */
const HOLDS_IN_USE = new Set(['ACTIVE_CONTRACT', 'ACTIVE_CONTACT_ROLE']);

/** Art. 17: what no hold covers goes now; the rest is restricted, and goes by itself when its holds end. */
@Injectable()
export class Erasing {
  constructor(
    private readonly erasure: Erasure,
    private readonly objections: Objections,
    private readonly telling: RecipientTelling,
    private readonly clock: Clock,
  ) {}

  async carryOut(work: Carrying): Promise<Carried> {
    const { tx, opened, item, subject, plan } = work;
    const { register, id: requestId } = opened.request;
    const customerId = subject.file.customer.id;
    await this.objections.stopMarketing(
      tx,
      register,
      { customerIds: [customerId], email: opened.file.email },
      { actor: 'system', requestId },
    );
    const kept = plan.data.filter(({ outcome }) => outcome === 'keep');
    if (kept.length > 0) {
      await this.restrictKept(tx, plan, { register, customerId, itemId: item.id });
      await tx.insert(DeferredAction, {
        id: uuid(),
        register,
        customerId,
        requestId,
        itemId: item.id,
        state: 'waiting',
        holds: holdsOf(kept),
        secondLetter: awaitsEnd(kept),
        createdAt: this.clock.now(),
      });
    }
    // While the disclosures and the identifiers are there to be read.
    await this.telling.tell(tx, effectOfItem(work), [
      ...changed(erased(plan), 'erased'),
      ...changed(restrictedOf(plan), 'restricted'),
    ]);
    await this.erasure.apply(tx, subject.file, plan, { actor: 'system', requestId, reason: 'request' });
    const state =
      kept.length === 0 ? 'fulfilled' : kept.length === plan.data.length ? 'refused' : 'partly-fulfilled';
    return { state, marketingStopped: true, secondLetterFollows: awaitsEnd(kept) };
  }

  private async restrictKept(
    tx: EntityManager,
    plan: HashedPlan,
    whose: { register: string; customerId: string; itemId: string },
  ): Promise<void> {
    const categories = idleCategories(plan);
    if (categories?.length === 0) return;
    await tx.insert(Restriction, {
      id: uuid(),
      register: whose.register,
      customerId: whose.customerId,
      ground: '17(3)',
      categories,
      since: this.clock.today(),
      requestItemId: whose.itemId,
    });
  }
}

/** Categories kept only under holds that need no use; `null` when that is all of them. */
function idleCategories(plan: HashedPlan): Category[] | null {
  const kept = plan.data.filter(({ outcome }) => outcome === 'keep');
  const inUse = new Set(
    kept.filter(({ holds }) => holds.some((code) => HOLDS_IN_USE.has(code))).map(({ category }) => category),
  );
  if (inUse.size === 0) return null;
  return [...new Set(kept.map(({ category }) => category))].filter((category) => !inUse.has(category));
}

/** What is kept and no longer used: whoever has it too should know (S04). */
function restrictedOf(plan: HashedPlan): PlannedDatum[] {
  const categories = idleCategories(plan);
  return plan.data.filter(
    ({ outcome, category }) => outcome === 'keep' && (categories === null || categories.includes(category)),
  );
}

/** What the plan destroys or makes anonymous: of the person nothing is left either way. */
export const erased = (plan: HashedPlan) =>
  plan.data.filter(({ outcome }) => outcome === 'erase' || outcome === 'anonymise');

export const holdsOf = (kept: readonly PlannedDatum[]) => [...new Set(kept.flatMap(({ holds }) => holds))];

/** True while something is kept without a known end: only then does a second letter follow. */
export const awaitsEnd = (kept: readonly PlannedDatum[]) => kept.some(({ keepUntil }) => keepUntil === null);

import {
  decideAccess,
  decideObjection,
  decidePortability,
  decideRectification,
  decideRestriction,
} from './answer-decision.js';
import { type CalendarDate, isCalendarDate } from './calendar-date.js';
import type { Decider } from './decision.js';
import { decideErasure, decidePurge } from './destruction-decision.js';
import { DomainError } from './domain-error.js';
import type { Facts } from './facts.js';
import type { Plan, PlanFor, PlannedDatum } from './plan.js';
import type { DecisionPolicy } from './register-policy.js';

const DECIDERS = {
  access: decideAccess,
  portability: decidePortability,
  rectification: decideRectification,
  restriction: decideRestriction,
  objection: decideObjection,
  erasure: decideErasure,
  retention: decidePurge,
} as const satisfies Record<PlanFor, Decider>;

/** One outcome for every datum, in the order of the facts. Preview, approval, execution and letter read this value. */
export function plan(right: PlanFor, facts: Facts, policy: DecisionPolicy, at: CalendarDate): Plan {
  if (!isCalendarDate(at)) throw new DomainError('INVALID_DATE');
  const decideDatum = DECIDERS[right](facts, policy, at);
  const data = facts.data.map((datum) => {
    const { outcome, keepUntil, rule, holds, citation, reason } = decideDatum(datum);
    const { id, category } = datum;
    return { datum: id, category, outcome, keepUntil, rule, holds, citation, reason };
  });
  return { right, at, policyVersion: policy.version, data };
}

/** What an approval binds, as one string to hash: not the day nor the wording, so that waiting does not spoil it. */
export function canonicalPlan({ right, policyVersion, data }: Plan): string {
  return JSON.stringify([right, policyVersion, data.map((planned) => [planned.datum, ...binding(planned)])]);
}

export interface PlanDifference {
  /** Versions, when they differ. */
  readonly policyVersion: { readonly before: string; readonly after: string } | null;
  /** Data decided otherwise, come or gone; `null` where a plan does not know the datum. */
  readonly data: readonly {
    readonly datum: string;
    readonly before: PlannedDatum | null;
    readonly after: PlannedDatum | null;
  }[];
}

export function planDifference(before: Plan, after: Plan): PlanDifference {
  const earlier = new Map(before.data.map((planned) => [planned.datum, planned]));
  const later = new Map(after.data.map((planned) => [planned.datum, planned]));
  const data = [...new Set([...earlier.keys(), ...later.keys()])]
    .map((datum) => ({ datum, before: earlier.get(datum) ?? null, after: later.get(datum) ?? null }))
    .filter((pair) => !pair.before || !pair.after || !decidesAlike(pair.before, pair.after));
  const versions = { before: before.policyVersion, after: after.policyVersion };
  return { policyVersion: versions.before === versions.after ? null : versions, data };
}

function decidesAlike(before: PlannedDatum, after: PlannedDatum): boolean {
  return JSON.stringify(binding(before)) === JSON.stringify(binding(after));
}

function binding({ outcome, keepUntil, rule, holds }: PlannedDatum): unknown[] {
  return [outcome, keepUntil, rule, holds];
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, noonOf } from '../clock.js';
import { type PersonFile, PersonFiles } from '../customers/person-file.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Facts } from '../domain/facts.js';
import type { Plan, PlanFor } from '../domain/plan.js';
import { canonicalPlan, plan } from '../domain/planner.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { Policies } from '../registers/policies.js';

/** A plan, the hash an approval is bound to, and the hash of the policy that decided. */
export type HashedPlan = Plan & { readonly planHash: string; readonly policyHash: string };

/** A policy that can decide: one in force, or one that is tried out. */
export interface DecidingPolicy {
  readonly policy: RegisterPolicy;
  readonly hash: string;
}

/** What a request itself adds to the facts. */
export type AskedFacts = Pick<
  Facts,
  'contested' | 'unneeded' | 'annotated' | 'restricts' | 'objectsTo' | 'demand'
>;

/** Joins a person's facts, the policy in force and the day into a plan. Previews and execution alike come here. */
@Injectable()
export class Planning {
  constructor(
    private readonly files: PersonFiles,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /**
   * @param asked what the request itself adds to the facts
   * @param at the day the plan is made for; absent: today
   * @param by the policy that decides; absent: the one in force, looking ahead the one in force on that day
   */
  plan(
    file: PersonFile,
    right: PlanFor,
    {
      asked = {},
      at = this.clock.today(),
      by = this.policyFor(file.customer.register, at),
    }: { asked?: AskedFacts; at?: CalendarDate; by?: DecidingPolicy } = {},
  ): HashedPlan {
    const facts = { ...factsToDecide(this.files.facts(file), file, right), ...asked };
    // Whoever looks ahead asks what becomes of today's facts when nothing else happens; they do not grow old by it.
    const factsAsOf = at > this.clock.today() ? noonOf(at).toISOString() : facts.factsAsOf;
    return hashed(plan(right, { ...facts, factsAsOf }, by.policy, at), by.hash);
  }

  /**
   * The purge of a day gone by: what had lapsed by then, unless a hold or restriction of today keeps it. A run that was
   * interrupted, or one reckoned for an earlier day, destroys nothing that has come under protection since.
   */
  purgePlan(file: PersonFile, at: CalendarDate, by: DecidingPolicy): HashedPlan {
    const then = this.plan(file, 'retention', { at, by });
    if (at >= this.clock.today()) return then;
    const now = this.plan(file, 'retention', { by });
    const data = then.data.map((planned, index) => {
      const today = now.data[index]!;
      return today.outcome === 'keep' ? today : planned;
    });
    return hashed({ ...then, data }, by.hash);
  }

  /** What is done today is done by the policy of today, for whatever day it is reckoned. */
  policyFor(register: string, at: CalendarDate): DecidingPolicy {
    return at > this.clock.today() ? this.policies.at(register, at) : this.policies.inForce(register);
  }
}

/** A customer number alone tells of a person too: it stays and goes as the name would. */
function factsToDecide(facts: Facts, { customer, data }: PersonFile, right: PlanFor): Facts {
  if (data.length > 0 || (right !== 'erasure' && right !== 'retention')) return facts;
  const number = { category: 'name', recordId: null, providedBy: 'data-subject', basis: 'contract' } as const;
  return { ...facts, data: [{ id: customer.id, ...number }] };
}

/** SHA-256 over outcomes, rules, holds and policy version; not over the day, so that waiting does not spoil an approval. */
export function hashed(made: Plan, policyHash: string): HashedPlan {
  return { ...made, policyHash, planHash: createHash('sha256').update(canonicalPlan(made)).digest('hex') };
}

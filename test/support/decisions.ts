import { addDays } from '../../src/domain/calendar-date.js';
import type { Facts } from '../../src/domain/facts.js';
import type { Plan, PlanFor } from '../../src/domain/plan.js';
import { plan } from '../../src/domain/planner.js';
import { parseFacts } from '../../src/planning/facts-file.js';
import { policyOf, TODAY } from './answers.js';
import { factsOf, outcomes } from './person-facts.js';

export const REGISTERS = ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter'] as const;
export type Register = (typeof REGISTERS)[number];

/** What a register's own policy decides of facts that were read that morning, as a facts file states them. */
export function decided(right: PlanFor, register: Register, facts: Partial<Facts>, at = TODAY): Plan {
  const file = { ...factsOf({ factsAsOf: `${at}T06:00:00Z`, ...facts }), register };
  return plan(right, parseFacts(JSON.stringify(file)), policyOf(register), at);
}

/** The same in short, as `outcomes` writes it. */
export function decisions(
  right: PlanFor,
  register: Register,
  facts: Partial<Facts>,
  at = TODAY,
): Record<string, string> {
  return outcomes(decided(right, register, facts, at));
}

/** The last day the purge keeps the only datum, proven on that day and on the next. */
export function keptUntil(register: Register, facts: Partial<Facts>, lastDay: string): boolean {
  const [on, after] = [lastDay, addDays(lastDay, 1)].map((day) =>
    Object.values(decisions('retention', register, facts, day)),
  );
  return on!.every((each) => each.startsWith(`keep ${lastDay}`)) && after!.every((each) => each === 'erase');
}

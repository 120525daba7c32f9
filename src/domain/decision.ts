import type { CalendarDate } from './calendar-date.js';
import type { DatumFacts, Facts } from './facts.js';
import type { PlannedDatum } from './plan.js';
import type { DecisionPolicy } from './register-policy.js';
import { type RuleId, RULES } from './rule.js';

/** What is decided of one datum. */
export type Decision = Omit<PlannedDatum, 'datum' | 'category'>;

/** Reads a person's facts once, then decides datum by datum. */
export type Decider = (
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
) => (datum: DatumFacts) => Decision;

export function decide(
  rule: RuleId,
  more: Partial<Pick<Decision, 'keepUntil' | 'holds' | 'citation' | 'reason'>> = {},
): Decision {
  const { outcome, citation, sentence } = RULES[rule];
  return { outcome, keepUntil: null, rule, holds: [], citation, reason: sentence, ...more };
}

export function decideMissing(missing: readonly string[], holds: readonly string[] = []): Decision {
  const facts = missing.length === 1 ? 'Missing fact' : 'Missing facts';
  return decide('missing-fact', {
    holds,
    reason: `${facts}: ${missing.join(', ')}. Nothing is destroyed or altered.`,
  });
}

import type { CalendarDate } from './calendar-date.js';
import { type Facts, isMissing } from './facts.js';
import { holdsOf } from './hold.js';
import type { DecisionPolicy } from './register-policy.js';
import { retentionEnds } from './retention.js';

/** Facts without which some datum of the person stays for ever, by their paths; ids only. */
export function missingFacts(facts: Facts, policy: DecisionPolicy, at: CalendarDate): string[] {
  // Stryker disable next-line StringLiteral: the purge waits for more restrictions, of which no fact can be missing
  const heldBy = holdsOf(facts, policy, at, 'retention');
  const retainedBy = policy.retention === 'notStated' ? null : retentionEnds(facts, policy, at);
  const missing = facts.data.flatMap((datum) => {
    const retention = retainedBy?.(datum);
    return [...heldBy(datum).missing, ...(isMissing(retention) ? [retention.missing] : [])];
  });
  return [...new Set(missing)];
}

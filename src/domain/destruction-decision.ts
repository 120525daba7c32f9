import { addPeriod, type CalendarDate, helsinkiDate, latestEnd } from './calendar-date.js';
import { type Decider, type Decision, decide, decideMissing } from './decision.js';
import { type Facts, isMissing } from './facts.js';
import { type HoldInForce, holdsOf } from './hold.js';
import type { DecisionPolicy } from './register-policy.js';
import { type Retention, retentionEnds } from './retention.js';
import { ruleOfHold, RULES } from './rule.js';

/** Art. 17: erased now unless a hold is in force. The notice's own period does not stand in the way. */
export const decideErasure: Decider = (facts, policy, at) => {
  // Stryker disable next-line StringLiteral: whatever is not the purge is an erasure, and another word does not compile
  const heldBy = holdsOf(facts, policy, at, 'erasure');
  const stale = areStale(facts, policy, at);
  return (datum) => {
    const { holds, missing } = heldBy(datum);
    if (missing.length > 0) return decideMissing(missing, codes(holds));
    if (holds.length > 0) return keepHeld(holds, policy, latestEnd(ends(holds)));
    return decide(stale ? 'facts-stale' : 'erasure.no-hold');
  };
};

/** Art. 5(1)(e): the register's own purge, when the notice's period has passed and no hold is in force. */
export const decidePurge: Decider = (facts, policy, at) => {
  const heldBy = holdsOf(facts, policy, at, 'retention');
  const retainedBy = retentionEnds(facts, policy, at);
  const stale = areStale(facts, policy, at);
  return (datum) => {
    const { holds, missing } = heldBy(datum);
    const retention = retainedBy(datum);
    if (isMissing(retention))
      return decideMissing([...new Set([...missing, retention.missing])], codes(holds));
    if (missing.length > 0) return decideMissing(missing, codes(holds));
    const { lastDay, cite } = retention;
    const keepUntil = latestEnd([lastDay, ...ends(holds)]);
    if (lastDay === null || at <= lastDay) return keepRetained(retention, holds, keepUntil);
    if (holds.length > 0) return keepHeld(holds, policy, keepUntil);
    if (stale) return decide('facts-stale');
    return decide('retention.lapsed', { citation: `${RULES['retention.lapsed'].citation}; ${cite}` });
  };
};

function keepHeld(
  holds: readonly HoldInForce[],
  policy: DecisionPolicy,
  keepUntil: CalendarDate | null,
): Decision {
  const rules = codes(holds).map(ruleOfHold);
  const [rule] = rules as [(typeof rules)[number]];
  const clause = policy.contactPersonClause;
  const cited = rules.map((id) => RULES[id].citation);
  if (rules.includes('hold.ACTIVE_CONTACT_ROLE') && clause !== 'notStated') cited.push(clause);
  return decide(rule, {
    keepUntil,
    holds: codes(holds),
    citation: [...new Set(cited)].join('; '),
    reason: `${[...new Set(rules.map((id) => RULES[id].sentence))].join(' ')} ${untilSentence(keepUntil)}`,
  });
}

function keepRetained(
  { lastDay, cite }: Retention,
  holds: readonly HoldInForce[],
  keepUntil: CalendarDate | null,
): Decision {
  const rule = lastDay === null ? 'retention.not-started' : 'retention.running';
  return decide(rule, {
    keepUntil,
    holds: codes(holds),
    citation: `${RULES[rule].citation}; ${cite}`,
    reason: `${RULES[rule].sentence} ${untilSentence(keepUntil)}`,
  });
}

function untilSentence(keepUntil: CalendarDate | null): string {
  return keepUntil === null ? 'Kept with an open end.' : `Kept until ${keepUntil}.`;
}

function areStale(facts: Facts, policy: DecisionPolicy, at: CalendarDate): boolean {
  return addPeriod(helsinkiDate(facts.factsAsOf), policy.factsMaxAge) < at;
}

function codes(holds: readonly HoldInForce[]): string[] {
  return holds.map(({ code }) => code);
}

function ends(holds: readonly HoldInForce[]): (CalendarDate | null)[] {
  return holds.map(({ until }) => until);
}

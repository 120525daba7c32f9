import { addPeriod, type CalendarDate, helsinkiDate, latestEnd } from './calendar-date.js';
import { type Decider, type Decision, decide, decideMissing } from './decision.js';
import { type DatumFacts, type Facts, isMissing, type MissingFact } from './facts.js';
import { type Held, type HoldInForce, holdsOf } from './hold.js';
import { HOLD_TYPES, type HoldType } from './hold-type.js';
import type { DecisionPolicy } from './register-policy.js';
import { type Minimum, minimumEnds, type Retention, retentionEnds } from './retention.js';
import { remember, type Remembered } from './remember.js';
import { ruleOfHold, RULES } from './rule.js';

/** Art. 17: erased now unless a hold is in force. The notice's own period does not stand in the way. */
export const decideErasure: Decider = (facts, policy, at) => {
  // Stryker disable next-line StringLiteral: whatever is not the purge is an erasure, and another word does not compile
  const heldBy = holdsOf(facts, policy, at, 'erasure');
  const minimumOf = minimumEnds(facts, policy, at);
  const stale = areStale(facts, policy, at);
  const decideOn = ({ holds, missing }: Held, minimum: Minimum | MissingFact): Decision => {
    if (missing.length > 0) return decideMissing(missing, codes(holds));
    if (isMissing(minimum)) return decideMissing([minimum.missing], codes(holds));
    const required = minimum && (minimum.until === null || at <= minimum.until) ? minimum : undefined;
    const keepUntil = latestEnd([...ends(holds), ...(required ? [required.until] : [])]);
    if (holds.length > 0) return keepHeld(holds, policy, keepUntil);
    if (required) return keepRequired(required);
    return decide(stale ? 'facts-stale' : 'erasure.no-hold');
  };
  const once = onceForEach(decideOn);
  const decideDatum = (datum: DatumFacts) => once(heldBy(datum), minimumOf(datum));
  const clause = policy.erasure.anonymisation ?? 'notStated';
  if (facts.demand !== 'anonymisation' || clause === 'notStated') return decideDatum;
  const free = ordersThatGo(facts, decideDatum);
  const anonymised = decide('erasure.anonymised', {
    citation: `${RULES['erasure.anonymised'].citation}; ${clause}`,
  });
  return (datum) =>
    datum.category === 'order' && free.has(datum.recordId ?? '') ? anonymised : decideDatum(datum);
};

/** Art. 5(1)(e): the register's own purge, when the notice's period has passed and no hold is in force. */
export const decidePurge: Decider = (facts, policy, at) => {
  const heldBy = holdsOf(facts, policy, at, 'retention');
  const retainedBy = retentionEnds(facts, policy, at);
  const stale = areStale(facts, policy, at);
  const decideOn = ({ holds, missing }: Held, retention: Retention | MissingFact): Decision => {
    if (isMissing(retention))
      return decideMissing([...new Set([...missing, retention.missing])], codes(holds));
    if (missing.length > 0) return decideMissing(missing, codes(holds));
    const { lastDay, rule, cite } = retention;
    const keepUntil = latestEnd([lastDay, ...ends(holds)]);
    if (lastDay === null || at <= lastDay) return keepRetained(retention, holds, keepUntil);
    if (holds.length > 0) return keepHeld(holds, policy, keepUntil);
    if (stale) return decide('facts-stale');
    if (rule === null) return decide('retention.role-ended');
    return decide('retention.lapsed', { citation: `${RULES['retention.lapsed'].citation}; ${cite}` });
  };
  const once = onceForEach(decideOn);
  return (datum) => once(heldBy(datum), retainedBy(datum));
};

/** Statistics count whole orders by month: one without a date, or of which a part stays, is no part of them. */
function ordersThatGo(facts: Facts, decideDatum: (datum: DatumFacts) => Decision): Set<string> {
  const dated = facts.records.filter(({ kind, date }) => kind === 'order' && typeof date === 'string');
  const held = new Set(
    facts.data
      .filter((datum) => decideDatum(datum).rule !== 'erasure.no-hold')
      .map(({ recordId }) => recordId),
  );
  return new Set(dated.map(({ id }) => id).filter((id) => !held.has(id)));
}

/** Most data of a person share holds and period, and so their decision. */
function onceForEach<Period>(decideOn: (held: Held, period: Period) => Decision): typeof decideOn {
  const decided = remember<Held, Remembered<Period, Decision>>();
  return (held, period) => decided(held, () => remember())(period, () => decideOn(held, period));
}

function keepHeld(
  holds: readonly HoldInForce[],
  policy: DecisionPolicy,
  keepUntil: CalendarDate | null,
): Decision {
  const rules = codes(holds).map(ruleOfHold);
  const [rule] = rules as [(typeof rules)[number]];
  const clause = policy.contactPersonClause;
  const cited = [...clausesNaming(codes(holds), policy), ...rules.map((id) => RULES[id].citation)];
  if (rules.includes('hold.ACTIVE_CONTACT_ROLE') && clause !== 'notStated') cited.push(clause);
  return decide(rule, {
    keepUntil,
    holds: codes(holds),
    citation: [...new Set(cited)].join('; '),
    reason: `${[...new Set(rules.map((id) => RULES[id].sentence))].join(' ')} ${untilSentence(keepUntil)}`,
  });
}

/** The notice's clause on erasure, where it names what stands in the way. */
function clausesNaming(held: readonly string[], { erasure }: DecisionPolicy): string[] {
  const types: readonly HoldType[] = HOLD_TYPES;
  const named = types.some(
    ({ code, blocker }) => blocker !== undefined && held.includes(code) && erasure.blockers.includes(blocker),
  );
  return named ? [erasure.cite] : [];
}

function keepRequired({ until, cite }: { until: CalendarDate | null; cite: string }): Decision {
  const { citation, sentence } = RULES['erasure.minimum'];
  return decide('erasure.minimum', {
    keepUntil: until,
    citation: `${citation}; ${cite}`,
    reason: `${sentence} ${untilSentence(until)}`,
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

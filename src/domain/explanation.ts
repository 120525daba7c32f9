import type { CalendarDate } from './calendar-date.js';
import { type DatumFacts, type Facts, isMissing } from './facts.js';
import { holdsOf } from './hold.js';
import { HOLD_TYPES, type HoldType, isHoldCode } from './hold-type.js';
import type { PlannedDatum } from './plan.js';
import type { Anchor, Citation, DecisionPolicy } from './register-policy.js';
import { retentionEnd } from './retention.js';
import { ruleOfHold, RULES } from './rule.js';

export interface ExplainedHold {
  readonly code: string;
  /** Last day in force; `null` when open-ended. */
  readonly until: CalendarDate | null;
  readonly citation: Citation;
  readonly sentence: string;
  readonly ends: string;
  /** What it stands in the way of. */
  readonly against: readonly ('retention' | 'erasure')[];
}

export interface ExplainedRetention {
  readonly stated: boolean;
  readonly anchor: Anchor | null;
  readonly period: string | null;
  readonly citation: Citation | null;
  /** Last day of the notice's period; `null` while its anchor has not happened. */
  readonly lastDay: CalendarDate | null;
}

/** Why a datum is here on a day, and what would end that. */
export interface Explanation {
  readonly retention: ExplainedRetention;
  readonly holds: readonly ExplainedHold[];
  readonly why: string;
  /** What has to happen before it goes, each on its own line; the day, where it is known. */
  readonly endedBy: readonly string[];
}

/** The fates the plans of that day give the datum; `purge` is null where the policy states no retention. */
export interface Fates {
  readonly purge: PlannedDatum | null;
  readonly erasure: PlannedDatum;
}

const NOT_STATED = 'The register policy states no retention period, so the purge does not run.';

export function explain(
  datum: DatumFacts,
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
  { purge, erasure }: Fates,
): Explanation {
  const holds = explainedHolds(datum, facts, policy, at);
  const retention = explainedRetention(datum, facts, policy, at);
  return {
    retention,
    holds,
    why: purge?.reason ?? [NOT_STATED, ...holds.map(({ sentence }) => sentence)].join(' '),
    endedBy: [
      ...holds.map(({ code, until, ends }) => `${code}: ${until === null ? ends : `${until}: ${ends}`}`),
      ...endOfRetention(retention, purge),
      ...(erasure.outcome === 'erase' ? ['an erasure request: nothing holds the datum against it'] : []),
    ],
  };
}

function explainedHolds(
  datum: DatumFacts,
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
): ExplainedHold[] {
  const found = new Map<string, ExplainedHold>();
  for (const by of ['retention', 'erasure'] as const) {
    for (const { code, until } of holdsOf(facts, policy, at, by)(datum).holds) {
      const { citation, sentence } = RULES[ruleOfHold(code)];
      const against = [...(found.get(code)?.against ?? []), by];
      found.set(code, { code, until, citation, sentence, ends: endOfHold(code), against });
    }
  }
  return [...found.values()];
}

function endOfHold(code: string): string {
  const types: readonly HoldType[] = HOLD_TYPES;
  // Stryker disable next-line OptionalChaining: every hold code is in the table, by its type
  return (isHoldCode(code) && types.find((type) => type.code === code)?.ends) || 'it is released by hand';
}

function explainedRetention(
  datum: DatumFacts,
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
): ExplainedRetention {
  // Stryker disable next-line ConditionalExpression,StringLiteral: the word has no property named as a category
  const rule = policy.retention === 'notStated' ? undefined : policy.retention[datum.category];
  if (!rule) return { stated: false, anchor: null, period: null, citation: null, lastDay: null };
  const end = retentionEnd(datum, facts, policy, at);
  const { lastDay, cite } = isMissing(end) ? { lastDay: null, cite: rule.cite } : end;
  return { stated: true, anchor: rule.anchor, period: rule.period, citation: cite, lastDay };
}

function endOfRetention({ anchor, lastDay }: ExplainedRetention, purge: Fates['purge']): string[] {
  if (purge === null) return ['the controller states a retention period'];
  if (purge.rule === 'missing-fact') return [`the facts are completed: ${purge.reason}`];
  if (purge.rule === 'facts-stale') return ['newer facts'];
  if (lastDay === null) return [`the retention period begins: ${anchor}`];
  return purge.rule === 'retention.running' ? [`${lastDay}: last day of the notice’s period`] : [];
}

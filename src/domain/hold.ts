import { addPeriod, type CalendarDate, latestEnd, maxDate } from './calendar-date.js';
import { type DatumFacts, type Facts, isMissing, type RecordFacts, recordLookup } from './facts.js';
import { type DestroyedBy, type HoldCause, holdCauses } from './hold-cause.js';
import { HOLD_CODES } from './hold-type.js';
import type { DecisionPolicy } from './register-policy.js';
import { remember } from './remember.js';

export interface HoldInForce {
  readonly code: string;
  /** Last day in force; `null` when open-ended. */
  readonly until: CalendarDate | null;
}

export interface Held {
  /** In the order of the hold table; codes set by hand that it lacks come last. */
  readonly holds: readonly HoldInForce[];
  /** Facts without which it is unknown whether a hold is in force. */
  readonly missing: readonly string[];
}

/** A cause that covers data by what they are, not only by their record. */
type CoveringCause = HoldCause & Required<Pick<HoldCause, 'covers'>>;

export function holdsFor(
  datum: DatumFacts,
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
  by: DestroyedBy,
): Held {
  return holdsOf(facts, policy, at, by)(datum);
}

/** The same for many data of one person. */
export function holdsOf(
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
  by: DestroyedBy,
): (datum: DatumFacts) => Held {
  const recordOf = recordLookup(facts);
  const once = remember<string, Held>();
  const causes = holdCauses({ facts, policy, at, by });
  const onRecord = new Map<string | null, HoldCause[]>();
  for (const cause of causes) {
    for (const record of cause.records) onRecord.set(record, [...(onRecord.get(record) ?? []), cause]);
  }
  const onData = coveringCauses(causes);
  const names = new Map(causes.map((cause) => [cause, effectOf(cause)]));
  return (datum) => {
    const ofRecord = onRecord.get(datum.recordId) ?? [];
    const covering = [...ofRecord, ...onData.filter(({ covers }) => covers(datum))];
    const record = recordOf(datum);
    if (isMissing(record)) return held(covering, [record.missing]);
    return once(covering.map((cause) => names.get(cause)).join(), () => held(covering, []));
  };
}

/** By datum, the last day of its holds that have one: known although another hold may keep it for an unknown time. */
export function datedEnds(
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
  by: DestroyedBy,
): ReadonlyMap<string, CalendarDate> {
  const heldBy = holdsOf(facts, policy, at, by);
  const ends = facts.data.map((datum) => {
    const dates = heldBy(datum).holds.flatMap(({ until }) => until ?? []);
    return [datum.id, latestEnd(dates)] as const;
  });
  return new Map(ends.filter((end): end is readonly [string, CalendarDate] => end[1] !== null));
}

/** All that a cause does to a datum it covers. */
const effectOf = ({ code, until, missing }: HoldCause) => `${code} ${until} ${missing}`;

/** Causes that cover data by what they are. Many claims need the same of a person, and are asked about once. */
function coveringCauses(causes: readonly HoldCause[]): CoveringCause[] {
  const found = new Map<CoveringCause['covers'], Map<string, CoveringCause>>();
  for (const cause of causes) {
    if (cause.covers === undefined) continue;
    const alike = found.get(cause.covers) ?? new Map<string, CoveringCause>();
    found.set(cause.covers, alike.set(effectOf(cause), cause as CoveringCause));
  }
  return [...found.values()].flatMap((alike) => [...alike.values()]);
}

/** Act 728/2003: an unpaid claim becomes time-barred in three years unless it is interrupted. */
export const LIMITATION = 'P3Y';

/** Twenty years after the due date a natural person's debt is barred for good, whatever interrupted it. */
export const LIMITATION_FOR_GOOD = 'P20Y';

/**
 * The day an unpaid claim becomes time-barred unless interrupted (Act 728/2003): three years from the due date or the
 * latest reminder, and in any case twenty years from the due date. It opens a review and never ends a hold.
 */
export function limitationDate({ dueOn, lastReminderOn }: RecordFacts): CalendarDate | null {
  const [first, ...others] = [dueOn, lastReminderOn].filter((date) => typeof date === 'string');
  if (first === undefined) return null;
  const unlessInterrupted = addPeriod(maxDate(first, ...others), LIMITATION);
  const forGood = dueOn ? addPeriod(dueOn, LIMITATION_FOR_GOOD) : unlessInterrupted;
  return forGood < unlessInterrupted ? forGood : unlessInterrupted;
}

function held(causes: readonly HoldCause[], missing: readonly string[]): Held {
  const unknown = causes.flatMap((cause) => cause.missing ?? []);
  const inForce = causes.filter((cause) => cause.missing === undefined);
  const holds = [...new Set(inForce.map(({ code }) => code))].map((code) => ({
    code,
    until: latestEnd(inForce.filter((cause) => cause.code === code).map(({ until }) => until)),
  }));
  return {
    holds: holds.sort((a, b) => rank(a.code) - rank(b.code)),
    missing: [...new Set([...missing, ...unknown])],
  };
}

function rank(code: string): number {
  const index = HOLD_CODES.indexOf(code);
  return index === -1 ? HOLD_CODES.length : index;
}

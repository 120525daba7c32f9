import { addPeriod, type CalendarDate, endOfYear, latestEnd, yearOf } from './calendar-date.js';
import { RECORD_CONTENTS } from './category.js';
import { type ContractEnds, contractEnds } from './contract-term.js';
import { DomainError } from './domain-error.js';
import {
  type DatumFacts,
  type Facts,
  isMissing,
  type MissingFact,
  type RecordFacts,
  recordLookup,
  stated,
} from './facts.js';
import { bookingDate, financialYearOf, isVoucher } from './financial-year.js';
import type {
  Anchor,
  Citation,
  DecisionPolicy,
  RelationshipEndFact,
  RetentionRule,
} from './register-policy.js';
import { remember, type Remembered } from './remember.js';
import { RULES } from './rule.js';

/** How long a datum is kept for its own purpose. */
export interface Retention {
  /** Last day kept, no weekend roll; `null` while its anchor has not happened. */
  readonly lastDay: CalendarDate | null;
  /** The rule whose period it is; `null` where the end of a contact person's role decides. */
  readonly rule: RetentionRule | null;
  readonly cite: Citation;
}

/** The day a period is counted from; `null` when it has not come. */
type Anchored = CalendarDate | null | MissingFact;
type Ends = ContractEnds | MissingFact;
type RecordAnchor = 'invoice-booking-date' | 'financial-year-end' | 'calendar-year-end';

export function retentionEnd(
  datum: DatumFacts,
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
): Retention | MissingFact {
  return retentionEnds(facts, policy, at)(datum);
}

/** The same for many data of one person. */
export function retentionEnds(
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
): (datum: DatumFacts) => Retention | MissingFact {
  const { retention, register } = policy;
  if (retention === 'notStated') throw new DomainError('CONFIG_RETENTION_MISSING', { register });
  const anchorOf = anchors(facts, policy, at);
  const once = remember<RetentionRule, Remembered<CalendarDate | null, Retention>>();
  return (datum) => {
    const roleEnd = ofRole(datum, facts);
    if (isMissing(roleEnd)) return roleEnd;
    if (roleEnd !== null)
      return { lastDay: roleEnd, rule: null, cite: RULES['retention.role-ended'].citation };
    const rule = retention[datum.category];
    // A category that the policy does not know is kept, and stops nothing else.
    if (!rule) return { missing: `policy.retention.${datum.category}` };
    const anchor = anchorOf(rule.anchor, datum);
    if (isMissing(anchor)) return anchor;
    return once(rule, () => remember())(anchor, () => ({
      lastDay: anchor && addPeriod(anchor, rule.period),
      rule,
      cite: rule.cite,
    }));
  };
}

/** The last day of a legal duty to keep the datum (`null`: it has not begun to run), or that there is none. */
export type Minimum = { readonly until: CalendarDate | null; readonly cite: Citation } | undefined;

/** The minimum periods of the policy, for many data of one person. */
export function minimumEnds(
  facts: Facts,
  policy: DecisionPolicy,
  at: CalendarDate,
): (datum: DatumFacts) => Minimum | MissingFact {
  const { retention } = policy;
  if (retention === 'notStated') return () => undefined;
  const anchorOf = anchors(facts, policy, at);
  return (datum) => {
    const rule = retention[datum.category];
    if (!rule?.minimum) return undefined;
    const anchor = anchorOf(rule.anchor, datum);
    if (isMissing(anchor)) return anchor;
    const { period, cite } = rule.minimum;
    return { until: anchor && addPeriod(anchor, period), cite };
  };
}

/**
 * When the role ends, so does the interest in a contact person (Art. 6(1)(f)), also in the name on a record. The record
 * itself is the organisation's and keeps the notice's period.
 */
function ofRole({ category, recordId }: DatumFacts, { person }: Facts): Anchored {
  const ofOrganisation = recordId !== null && RECORD_CONTENTS.includes(category);
  if (person.type !== 'contact-person' || ofOrganisation) return null;
  return stated(person.contactRoleEnd, 'person.contactRoleEnd');
}

function anchors(facts: Facts, policy: DecisionPolicy, at: CalendarDate) {
  const recordOf = recordLookup(facts);
  const ofPerson = personAnchors(facts, policy, at);
  return (anchor: Anchor, datum: DatumFacts): Anchored => {
    if (anchor === 'consent-withdrawal') {
      return stated(datum.consentWithdrawnOn, `data[${datum.id}].consentWithdrawnOn`);
    }
    if (anchor in ofPerson) return ofPerson[anchor as keyof typeof ofPerson];
    const record = recordOf(datum) ?? { missing: `data[${datum.id}].recordId` };
    return isMissing(record) ? record : recordAnchor(anchor as RecordAnchor, record, policy);
  };
}

function recordAnchor(anchor: RecordAnchor, record: RecordFacts, policy: DecisionPolicy): Anchored {
  const booked = bookingDate(record);
  if (anchor === 'invoice-booking-date' || isMissing(booked)) return booked;
  if (anchor === 'calendar-year-end' && !isVoucher(record)) return endOfYear(yearOf(booked));
  const year = financialYearOf(record, policy.financialYears);
  if (isMissing(year)) return year;
  // KPL 2:10 counts a voucher's six years from the end of the calendar year in which its financial year ended.
  return anchor === 'calendar-year-end' ? endOfYear(yearOf(year.end)) : year.end;
}

function personAnchors(facts: Facts, policy: DecisionPolicy, at: CalendarDate) {
  const contracts = contractEnds(facts, at);
  const { person } = facts;
  const known: Record<RelationshipEndFact, Ends> = {
    'relationship-end': dated(stated(person.relationshipEnd, 'person.relationshipEnd')),
    'contract-end': contracts,
    'last-service-contact': dated(stated(person.lastServiceContact, 'person.lastServiceContact')),
    'last-contact': dated(stated(person.lastContact, 'person.lastContact')),
  };
  return {
    'relationship-end': relationshipEnd(facts, policy.relationshipEnd.latestOf, known),
    'contract-end': latest([known['contract-end']]),
    'last-service-contact': latest([known['last-service-contact']]),
    'last-contact': latest([known['last-contact']]),
  };
}

/** A contact person's part ends with the role; everyone else's with the latest known date the policy names. */
function relationshipEnd(
  { person }: Facts,
  latestOf: readonly RelationshipEndFact[],
  known: Record<RelationshipEndFact, Ends>,
): Anchored {
  if (person.type === 'contact-person') {
    const roleEnd = stated(person.contactRoleEnd, 'person.contactRoleEnd');
    if (roleEnd !== null) return roleEnd;
  }
  return latest(latestOf.map((fact) => known[fact]));
}

function dated(date: Anchored): Ends {
  if (isMissing(date)) return date;
  return { ends: date === null ? [] : [date], openEnded: false };
}

function latest(known: readonly Ends[]): Anchored {
  const ends: (CalendarDate | null)[] = [];
  for (const each of known) {
    if (isMissing(each)) return each;
    ends.push(...each.ends, ...(each.openEnded ? [null] : []));
  }
  return latestEnd(ends);
}

import { isBusinessId } from '../domain/business-id.js';
import { addDays, addMonths, addPeriod } from '../domain/calendar-date.js';
import type { Category } from '../domain/category.js';
import {
  type Anchor,
  type Contact,
  CONTACT_FIELDS,
  type ContactField,
  type FinancialYear,
  type RegisterPolicy,
  type RetentionRule,
} from '../domain/register-policy.js';
import { type Defect, pointerTo } from './policy-source.js';
import { repetitions } from './repetitions.js';
import { systemDefects } from './system-consistency.js';

/** What a schema cannot say: the parts of one policy have to agree with each other and with the law. */
export function consistencyDefects(policy: RegisterPolicy): Defect[] {
  return [
    ...contactDefects('controller', policy.controller, CONTACT_FIELDS),
    ...contactDefects(
      'contactPerson',
      policy.contactPerson,
      CONTACT_FIELDS.filter((field) => field !== 'businessId'),
    ),
    ...repetitions(
      'purposes',
      policy.purposes.map(({ code }) => code),
      'code',
    ),
    ...repetitions(
      'sources',
      policy.sources.map(({ code }) => code),
      'code',
    ),
    ...repetitions(
      'recipients',
      policy.recipients.map(({ code }) => code),
      'code',
    ),
    ...repetitions(
      'findings',
      policy.findings.map(({ code }) => code),
      'code',
    ),
    ...repetitions(
      'categories',
      policy.categories.map(({ category }) => category),
      'category',
    ),
    ...systemDefects(policy),
    ...retentionGaps(policy),
    ...retentionRules(policy).flatMap(([category, rule]) => retentionDefects(category, rule)),
    ...(policy.financialYears === 'calendar' ? [] : financialYearDefects(policy.financialYears)),
  ];
}

/** Nothing is left out in silence: each field is given or listed as not stated. */
function contactDefects(key: string, contact: Contact, fields: readonly ContactField[]): Defect[] {
  const defects = fields.flatMap((field): Defect[] => {
    const given = contact[field] !== undefined;
    if (given !== contact.notStated.includes(field)) return [];
    const reason = given ? 'is given and listed as notStated' : 'is neither given nor listed as notStated';
    return [{ pointer: pointerTo(key, field), reason }];
  });
  if (contact.businessId !== undefined && !isBusinessId(contact.businessId)) {
    defects.push({ pointer: pointerTo(key, 'businessId'), reason: 'has a wrong check digit' });
  }
  return defects;
}

/** Art. 5(1)(e): once the notice states periods, nothing it says is held may be without one. */
function retentionGaps({ categories, retention }: RegisterPolicy): Defect[] {
  if (retention === 'notStated') return [];
  return categories
    .filter(({ category }) => !retention[category])
    .map(({ category }) => ({
      pointer: pointerTo('retention', category),
      reason: 'is missing although the register holds this category',
      suggestion: '{ anchor: relationship-end, period: P10Y, cite: … }',
    }));
}

function retentionRules({ retention }: RegisterPolicy): [Category, RetentionRule][] {
  return retention === 'notStated' ? [] : (Object.entries(retention) as [Category, RetentionRule][]);
}

/** Data of a person hang on no record, so a period counted from a record would never begin. */
const OF_PERSONS: readonly Category[] = [
  'name',
  'organisation',
  'email',
  'postal-address',
  'phone',
  'bank-account',
  'marketing-profile',
];
const OF_RECORDS: readonly Anchor[] = ['invoice-booking-date', 'financial-year-end', 'calendar-year-end'];

/** Any day will do to compare two periods; this one is far from the ends of months and of leap years. */
const SOME_DAY = '2025-01-01';

function retentionDefects(category: Category, { anchor, period, minimum }: RetentionRule): Defect[] {
  const defects: Defect[] = [];
  if (OF_PERSONS.includes(category) && OF_RECORDS.includes(anchor)) {
    const reason = 'counts from a record, and data of this category belong to the person';
    defects.push({
      pointer: pointerTo('retention', category, 'anchor'),
      reason,
      suggestion: 'relationship-end',
    });
  }
  if (minimum && addPeriod(SOME_DAY, minimum.period) > addPeriod(SOME_DAY, period)) {
    const reason = 'is longer than the period itself, which has to last at least as long';
    defects.push({
      pointer: pointerTo('retention', category, 'minimum', 'period'),
      reason,
      suggestion: period,
    });
  }
  return defects;
}

/** KPL 1:4: whole years in unbroken order, none longer than 18 months. */
function financialYearDefects(years: readonly FinancialYear[]): Defect[] {
  return years.flatMap(({ start, end }, index) => {
    const at = (part: string) => pointerTo('financialYears', index, part);
    if (end < start) return [{ pointer: at('end'), reason: 'ends before it starts (KPL 1:4)' }];
    const defects: Defect[] = [];
    if (end >= addMonths(start, 18)) {
      defects.push({ pointer: at('end'), reason: 'makes the year longer than 18 months (KPL 1:4)' });
    }
    const previous = years[index - 1];
    if (previous && previous.end >= previous.start && start !== addDays(previous.end, 1)) {
      const reason =
        start > previous.end ? 'leaves a gap after the previous year' : 'overlaps with the previous year';
      defects.push({ pointer: at('start'), reason, suggestion: addDays(previous.end, 1) });
    }
    return defects;
  });
}

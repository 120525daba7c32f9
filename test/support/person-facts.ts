import { CATEGORIES, type Category } from '../../src/domain/category.js';
import type { DatumFacts, Facts, PersonFacts, RecordFacts } from '../../src/domain/facts.js';
import type { Plan } from '../../src/domain/plan.js';
import type { DecisionPolicy, RetentionRule } from '../../src/domain/register-policy.js';

/** Small policies shaped like the notices, and facts of invented people, for tests of the domain. */

export function sameForAll(rule: RetentionRule): Record<Category, RetentionRule> {
  return Object.fromEntries(CATEGORIES.map((category) => [category, rule])) as Record<
    Category,
    RetentionRule
  >;
}

/** Ten years from the end of the relationship. */
export const TEN_YEARS: DecisionPolicy = {
  register: 'ten-years',
  version: '1',
  financialYears: 'calendar',
  relationshipEnd: { latestOf: ['relationship-end'], cite: 'notice, retention' },
  retention: sameForAll({ anchor: 'relationship-end', period: 'P10Y', cite: 'notice, retention' }),
  erasure: { blockers: ['law', 'open-invoice', 'collection'], cite: 'notice, erasure' },
  contactPersonClause: 'notice, contact persons',
  factsMaxAge: 'P50Y',
};

/** Until the relationship is deemed ended, and no longer. */
export const UNTIL_END: DecisionPolicy = {
  ...TEN_YEARS,
  register: 'until-end',
  relationshipEnd: {
    latestOf: ['contract-end', 'last-service-contact', 'last-contact'],
    cite: 'notice, retention',
  },
  retention: sameForAll({ anchor: 'relationship-end', period: 'P0D', cite: 'notice, retention' }),
};

/** A notice that says nothing of retention nor of contact persons. */
export const SILENT: DecisionPolicy = {
  ...TEN_YEARS,
  register: 'silent',
  retention: 'notStated',
  contactPersonClause: 'notStated',
};

export const CONSUMER: PersonFacts = {
  type: 'consumer',
  relationshipEnd: null,
  contractEnd: null,
  lastServiceContact: null,
  lastContact: null,
  contactRoleEnd: null,
};
export const CONTACT_PERSON: PersonFacts = { ...CONSUMER, type: 'contact-person' };

export function datum(category: Category, more: Partial<DatumFacts> = {}): DatumFacts {
  const id = more.recordId ? `${category}@${more.recordId}` : category;
  return { id, category, recordId: null, providedBy: 'data-subject', basis: 'contract', ...more };
}

/** A paid invoice of the year before, unless told otherwise. */
export function invoice(id: string, more: Partial<RecordFacts> = {}): RecordFacts {
  return {
    id,
    kind: 'invoice',
    date: '2025-03-01',
    bookedOn: '2025-03-01',
    dueOn: '2025-03-15',
    balance: '0.00',
    status: 'paid',
    lastReminderOn: null,
    ...more,
  };
}

export function factsOf(more: Partial<Facts> = {}): Facts {
  return {
    register: 'ten-years',
    factsAsOf: '2026-11-20T06:00:00Z',
    person: CONSUMER,
    data: [],
    records: [],
    manualHolds: [],
    restrictions: [],
    ...more,
  };
}

/** `{ 'email': 'erase', 'name': 'keep 2032-12-31 STATUTORY_VOUCHER', … }`, short enough to read as a table. */
export function outcomes({ data }: Plan): Record<string, string> {
  return Object.fromEntries(
    data.map(({ datum: id, outcome, keepUntil, holds }) => [
      id,
      [outcome, ...(outcome === 'keep' ? [keepUntil ?? 'open', ...holds] : [])].join(' '),
    ]),
  );
}

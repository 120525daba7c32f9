import { describe, expect, it } from 'vitest';
import {
  CONSUMER,
  CONTACT_PERSON,
  datum,
  factsOf,
  invoice,
  SILENT,
  TEN_YEARS,
  UNTIL_END,
} from '../../test/support/person-facts.js';
import { CATEGORIES } from './category.js';
import { DomainError } from './domain-error.js';
import type { PersonFacts, RecordFacts } from './facts.js';
import { booksLastDay, financialYear, isVoucher, voucherLastDay } from './financial-year.js';
import type { Anchor, DecisionPolicy, RelationshipEndFact } from './register-policy.js';
import { type Retention, retentionEnd, retentionEnds } from './retention.js';

const TODAY = '2026-11-20';

describe('Accounting Act', () => {
  it.each([
    ['2017-04-30', '2023-12-31', '2027-04-30'],
    ['2024-03-31', '2030-12-31', '2034-03-31'],
    ['2019-12-31', '2025-12-31', '2029-12-31'],
    ['2020-12-31', '2026-12-31', '2030-12-31'],
    ['2024-12-31', '2030-12-31', '2034-12-31'],
    ['2026-12-31', '2032-12-31', '2036-12-31'],
    ['2023-06-30', '2029-12-31', '2033-06-30'],
    ['2024-06-30', '2030-12-31', '2034-06-30'],
  ])('a year ended %s keeps vouchers until %s and books until %s', (end, voucher, books) => {
    const year = { start: '2000-01-01', end };
    expect(voucherLastDay(year)).toBe(voucher);
    expect(booksLastDay(year)).toBe(books);
  });

  const years = [
    { start: '2022-07-01', end: '2023-06-30' },
    { start: '2023-07-01', end: '2024-12-31' },
  ];

  it.each([
    ['2022-06-30', null],
    ['2022-07-01', '2023-06-30'],
    ['2023-06-30', '2023-06-30'],
    ['2023-07-01', '2024-12-31'],
    ['2024-12-31', '2024-12-31'],
    ['2025-01-01', null],
  ])('finds the year of a booking on %s', (bookedOn, end) => {
    expect(financialYear(bookedOn, years)?.end ?? null).toBe(end);
  });

  it('takes calendar years where the controller has no others', () => {
    expect(financialYear('2026-07-15', 'calendar')).toEqual({ start: '2026-01-01', end: '2026-12-31' });
  });

  it('knows vouchers by their kind', () => {
    const voucher = (kind: RecordFacts['kind']) => isVoucher({ id: 'r', kind });
    expect(['invoice', 'credit-note', 'receipt'].map((kind) => voucher(kind as RecordFacts['kind']))).toEqual(
      [true, true, true],
    );
    expect(
      ['order', 'contract', 'collection-case'].map((kind) => voucher(kind as RecordFacts['kind'])),
    ).toEqual([false, false, false]);
  });
});

describe('retention', () => {
  const lastDay = (
    person: Partial<PersonFacts>,
    policy: DecisionPolicy,
    records: RecordFacts[] = [],
    at = TODAY,
  ) => {
    const facts = factsOf({ person: { ...CONSUMER, ...person }, data: [datum('email')], records });
    const found = retentionEnd(datum('email'), facts, policy, at);
    return 'missing' in found ? found.missing : found.lastDay;
  };
  const contract = (more: Partial<RecordFacts>): RecordFacts => ({
    id: 'K',
    kind: 'contract',
    status: 'open',
    endsOn: null,
    ...more,
  });
  const endedBy = (...latestOf: RelationshipEndFact[]): DecisionPolicy => ({
    ...UNTIL_END,
    relationshipEnd: { latestOf, cite: 'notice' },
  });

  it('counts from the end of the relationship, with the notice as its source', () => {
    const facts = factsOf({ person: { ...CONSUMER, relationshipEnd: '2020-05-05' } });
    expect(retentionEnd(datum('email'), facts, TEN_YEARS, TODAY)).toEqual({
      lastDay: '2030-05-05',
      rule: { anchor: 'relationship-end', period: 'P10Y', cite: 'notice, retention' },
      cite: 'notice, retention',
    });
  });

  it('has not begun while no end is known', () => {
    expect(lastDay({}, TEN_YEARS)).toBeNull();
    expect(lastDay({}, UNTIL_END)).toBeNull();
  });

  it('takes the latest of the facts the policy names, and of no others', () => {
    const ends = { relationshipEnd: '2026-05-01', contractEnd: '2024-01-01', lastContact: '2023-01-01' };
    expect(lastDay(ends, UNTIL_END)).toBe('2024-01-01');
    expect(lastDay({ ...ends, lastServiceContact: '2025-01-01' }, UNTIL_END)).toBe('2025-01-01');
    expect(lastDay({ ...ends, lastContact: '2025-02-02' }, UNTIL_END)).toBe('2025-02-02');
    expect(lastDay(ends, endedBy('relationship-end', 'contract-end'))).toBe('2026-05-01');
  });

  it.each(['relationshipEnd', 'contractEnd', 'lastServiceContact', 'lastContact'] as const)(
    'misses person.%s',
    (fact) => {
      const known = {
        relationshipEnd: '2025-01-01',
        contractEnd: '2025-02-02',
        lastServiceContact: '2025-03-03',
        lastContact: '2025-04-04',
      };
      const { [fact]: _absent, ...person } = { ...CONSUMER, ...known };
      const policy = endedBy('relationship-end', 'contract-end', 'last-service-contact', 'last-contact');
      const found = retentionEnd(datum('email'), factsOf({ person }), policy, TODAY);
      expect(found).toEqual({ missing: `person.${fact}` });
    },
  );

  it('does not miss a fact that the policy does not ask for', () => {
    const { contractEnd: _absent, ...person } = { ...CONSUMER, relationshipEnd: '2020-01-01' };
    expect(retentionEnd(datum('email'), factsOf({ person }), TEN_YEARS, TODAY)).toMatchObject({
      lastDay: '2030-01-01',
    });
  });

  it('counts each category by its own rule, and alike data alike', () => {
    const rule = (anchor: Anchor, period: string) => ({ anchor, period, cite: 'notice' });
    const policy: DecisionPolicy = {
      ...TEN_YEARS,
      retention: {
        email: rule('relationship-end', 'P10Y'),
        phone: rule('relationship-end', 'P2Y'),
        note: rule('last-contact', 'P2Y'),
      },
    };
    const person = { ...CONSUMER, relationshipEnd: '2020-01-01', lastContact: '2021-01-01' };
    const data = [datum('email'), datum('phone'), datum('note'), datum('email', { id: 'second' })];
    const endOf = retentionEnds(factsOf({ person, data }), policy, TODAY);
    expect(data.map(endOf).map((end) => ('lastDay' in end ? end.lastDay : end))).toEqual([
      '2030-01-01',
      '2022-01-01',
      '2023-01-01',
      '2030-01-01',
    ]);
  });

  describe('with contracts', () => {
    it.each(['contractEnd', 'lastContact'] as const)(
      'does not take a contract without an end for the %s that is not stated',
      (absent) => {
        const { [absent]: _absent, ...person } = CONSUMER;
        const records: RecordFacts[] = [{ id: 'K', kind: 'contract', status: 'open', endsOn: null }];
        const facts = factsOf({ person, data: [datum('email')], records });
        expect(retentionEnd(facts.data[0]!, facts, UNTIL_END, TODAY)).toEqual({
          missing: `person.${absent}`,
        });
      },
    );

    const past = { lastContact: '2020-01-01' };

    it('has not begun while a contract without end is in force', () => {
      expect(lastDay(past, UNTIL_END, [contract({})])).toBeNull();
      expect(lastDay({ ...past, contractEnd: '2027-01-01' }, UNTIL_END, [contract({ id: 'L' })])).toBeNull();
    });

    it('waits for a contract’s last day', () => {
      expect(lastDay(past, UNTIL_END, [contract({ endsOn: '2027-05-31' })])).toBe('2027-05-31');
      expect(lastDay({ ...past, contractEnd: '2028-05-31' }, UNTIL_END)).toBe('2028-05-31');
      expect(lastDay(past, UNTIL_END, [contract({ status: 'closed', endsOn: '2025-05-31' })])).toBe(
        '2025-05-31',
      );
    });

    it('goes by other facts when the contract is closed without a last day', () => {
      expect(lastDay(past, UNTIL_END, [contract({ status: 'closed' })])).toBe('2020-01-01');
    });

    it('ignores contracts where the policy does not name them', () => {
      expect(lastDay(past, endedBy('last-contact'), [contract({})])).toBe('2020-01-01');
    });

    it('misses a contract’s status', () => {
      const { status: _absent, ...unknown } = contract({});
      expect(lastDay(past, UNTIL_END, [unknown])).toBe('records[K].status');
      expect(lastDay(past, UNTIL_END, [contract({ status: null })])).toBeNull();
    });
  });

  describe('of a contact person', () => {
    it('ends with the role, except of the organisation’s own records', () => {
      const onRecord = CATEGORIES.map((category) => datum(category, { recordId: 'O' }));
      const facts = factsOf({
        person: { ...CONTACT_PERSON, contactRoleEnd: '2026-10-31' },
        data: onRecord,
        records: [{ id: 'O', kind: 'order', date: '2026-05-01' }],
      });
      const kept = onRecord
        .filter((each) => (retentionEnd(each, facts, TEN_YEARS, TODAY) as Retention).lastDay === '2036-10-31')
        .map(({ category }) => category);
      expect(kept).toEqual([
        'order',
        'invoice',
        'contract',
        'service-contact',
        'web-visit',
        'manual-material',
      ]);
    });

    const lastDayOf = (person: Partial<PersonFacts>) => lastDay({ ...CONTACT_PERSON, ...person }, UNTIL_END);

    it('counts from the end of the role', () => {
      expect(lastDayOf({ contactRoleEnd: '2026-10-31', lastContact: '2026-11-05' })).toBe('2026-10-31');
    });

    it('counts as for everyone while the role goes on', () => {
      expect(lastDayOf({ lastContact: '2020-01-01' })).toBe('2020-01-01');
    });

    it('misses the end of the role', () => {
      const { contactRoleEnd: _absent, ...person } = CONTACT_PERSON;
      expect(retentionEnd(datum('email'), factsOf({ person }), UNTIL_END, TODAY)).toEqual({
        missing: 'person.contactRoleEnd',
      });
    });

    it('is not asked of a consumer', () => {
      expect(lastDay({ contactRoleEnd: '2026-10-31', lastContact: '2020-01-01' }, UNTIL_END)).toBe(
        '2020-01-01',
      );
    });
  });

  describe('by other anchors', () => {
    const person = {
      ...CONSUMER,
      contractEnd: '2021-01-01',
      lastServiceContact: '2022-02-02',
      lastContact: '2023-03-03',
    };
    const records: RecordFacts[] = [
      invoice('I', { date: '2023-06-20', bookedOn: '2023-07-02' }),
      { id: 'O', kind: 'order', date: '2023-06-20' },
      { id: 'P', kind: 'order', date: '2023-08-01' },
      { id: 'X', kind: 'order' },
    ];
    const financialYears = [
      { start: '2022-07-01', end: '2023-06-30' },
      { start: '2023-07-01', end: '2024-06-30' },
    ];
    const find = (anchor: Anchor, recordId: string | null, more = {}) => {
      const rule = { anchor, period: 'P1Y', cite: 'notice' };
      const policy = { ...TEN_YEARS, financialYears, retention: { order: rule } };
      const found = retentionEnd(
        datum('order', { recordId, ...more }),
        factsOf({ person, records }),
        policy,
        TODAY,
      );
      return 'missing' in found ? found.missing : found.lastDay;
    };

    it.each<[Anchor, string | null, string]>([
      ['contract-end', null, '2022-01-01'],
      ['last-service-contact', null, '2023-02-02'],
      ['last-contact', null, '2024-03-03'],
      ['invoice-booking-date', 'I', '2024-07-02'],
      ['invoice-booking-date', 'O', '2024-06-20'],
      ['financial-year-end', 'I', '2025-06-30'],
      ['financial-year-end', 'O', '2024-06-30'],
      ['calendar-year-end', 'I', '2025-12-31'],
      ['calendar-year-end', 'O', '2024-12-31'],
      ['calendar-year-end', 'P', '2024-12-31'],
      ['financial-year-end', 'P', '2025-06-30'],
      ['invoice-booking-date', null, 'data[order].recordId'],
      ['invoice-booking-date', 'gone', 'records[gone]'],
      ['calendar-year-end', 'X', 'records[X].date'],
      ['financial-year-end', 'X', 'records[X].date'],
      ['consent-withdrawal', null, 'data[order].consentWithdrawnOn'],
    ])('%s on record %s ends on %s', (anchor, recordId, expected) => {
      expect(find(anchor, recordId)).toBe(expected);
    });

    it('counts from the withdrawal of consent', () => {
      expect(find('consent-withdrawal', null, { consentWithdrawnOn: '2025-05-05' })).toBe('2026-05-05');
      expect(find('consent-withdrawal', null, { consentWithdrawnOn: null })).toBeNull();
    });

    it('misses a financial year that the controller has not stated', () => {
      const rule = { anchor: 'financial-year-end', period: 'P1Y', cite: 'notice' } as const;
      const facts = factsOf({ records: [invoice('I', { bookedOn: '2030-01-01' })] });
      const policy = { ...TEN_YEARS, financialYears, retention: { invoice: rule } };
      expect(retentionEnd(datum('invoice', { recordId: 'I' }), facts, policy, TODAY)).toEqual({
        missing: 'financialYears(records[I].bookedOn)',
      });
    });

    it('never takes the day a voucher was made out for the day it was booked', () => {
      const rule = { anchor: 'invoice-booking-date', period: 'P1Y', cite: 'notice' } as const;
      const facts = factsOf({ records: [invoice('I', { bookedOn: null })] });
      const found = retentionEnd(
        datum('invoice', { recordId: 'I' }),
        facts,
        { ...TEN_YEARS, retention: { invoice: rule } },
        TODAY,
      );
      expect(found).toEqual({ missing: 'records[I].bookedOn' });
    });
  });

  it('keeps a category of which the policy is silent, and names it', () => {
    const { email: _absent, ...retention } = TEN_YEARS.retention as Exclude<
      DecisionPolicy['retention'],
      'notStated'
    >;
    const silent = { ...TEN_YEARS, retention };
    expect(retentionEnd(datum('email'), factsOf(), silent, TODAY)).toEqual({
      missing: 'policy.retention.email',
    });
    expect(retentionEnd(datum('phone'), factsOf(), silent, TODAY)).toMatchObject({ lastDay: null });
  });

  it('refuses a policy that is silent of retention', () => {
    expect(() => retentionEnd(datum('email'), factsOf(), SILENT, TODAY)).toThrow(
      new DomainError('CONFIG_RETENTION_MISSING', { register: 'silent' }),
    );
  });
});

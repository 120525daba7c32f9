import { describe, expect, it } from 'vitest';
import {
  CONSUMER,
  CONTACT_PERSON,
  datum,
  factsOf,
  invoice,
  TEN_YEARS,
} from '../../test/support/person-facts.js';
import { CATEGORIES, type Category } from './category.js';
import type { DatumFacts, Facts, ManualHold, RecordFacts, RestrictionFacts } from './facts.js';
import { holdsFor, limitationDate } from './hold.js';
import type { DestroyedBy } from './hold-cause.js';
import { HOLD_CODES, HOLD_TYPES } from './hold-type.js';

const TODAY = '2026-11-20';
const everything = CATEGORIES.map((category) => datum(category));

/** Codes and ends by datum, `?path` for a missing fact; what nothing holds is left out. */
function held(facts: Facts, at = TODAY, by: DestroyedBy = 'erasure'): Record<string, string> {
  const line = (each: DatumFacts) => {
    const { holds, missing } = holdsFor(each, facts, TEN_YEARS, at, by);
    return [
      ...holds.map(({ code, until }) => `${code} ${until ?? 'open'}`),
      ...missing.map((path) => `?${path}`),
    ].join(', ');
  };
  return Object.fromEntries(facts.data.map((each) => [each.id, line(each)]).filter(([, text]) => text));
}

const all = (ids: readonly string[], text: string) => Object.fromEntries(ids.map((id) => [id, text]));

describe('hold table', () => {
  it('lists every type once, with its source and its end', () => {
    expect(HOLD_CODES).toEqual([
      'STATUTORY_VOUCHER',
      'STATUTORY_BOOKS',
      'OPEN_INVOICE',
      'COLLECTION',
      'LEGAL_CLAIM',
      'ACTIVE_CONTRACT',
      'ACTIVE_CONTACT_ROLE',
      'ART18',
      'SUPPRESSION',
    ]);
    for (const { citation, ends, sentence } of HOLD_TYPES) {
      expect(citation).toMatch(/KPL \d|Art\. \d/);
      expect(ends.length).toBeGreaterThan(10);
      expect(sentence).toMatch(/^[A-Z].+\.$/);
    }
  });
});

describe('nothing known', () => {
  it('holds nothing', () => {
    expect(held(factsOf({ data: everything }))).toEqual({});
    expect(held(factsOf({ data: everything, manualHolds: null, restrictions: null }))).toEqual({});
  });

  it('of holds by hand or of restrictions is a missing fact for every datum', () => {
    const { manualHolds: _held, restrictions: _restricted, ...silent } = factsOf({ data: everything });
    expect(new Set(Object.values(held(silent)))).toEqual(new Set(['?manualHolds, ?restrictions']));
    expect(Object.keys(held(silent))).toHaveLength(everything.length);
  });
});

describe('STATUTORY_VOUCHER', () => {
  const voucher = (more: Partial<RecordFacts>) =>
    factsOf({ data: [datum('name', { recordId: 'V' }), datum('name')], records: [invoice('V', more)] });

  it.each(['invoice', 'credit-note', 'receipt'] as const)(
    'holds the data on a %s until the sixth year ends',
    (kind) => {
      const facts = voucher({ kind, bookedOn: '2020-05-03' });
      expect(held(facts, '2026-12-31')).toEqual({ 'name@V': 'STATUTORY_VOUCHER 2026-12-31' });
      expect(held(facts, '2027-01-01')).toEqual({});
    },
  );

  it('does not hold the data on an order', () => {
    expect(held(voucher({ kind: 'order' }))).toEqual({});
  });

  it('misses the booking date, absent or unknown', () => {
    const { bookedOn: _absent, ...unbooked } = invoice('V');
    const facts = factsOf({ data: [datum('name', { recordId: 'V' }), datum('name')], records: [unbooked] });
    expect(held(facts)).toEqual({ 'name@V': '?records[V].bookedOn' });
    expect(held(voucher({ bookedOn: null }))).toEqual({ 'name@V': '?records[V].bookedOn' });
  });

  it('misses a financial year that covers the booking', () => {
    const policy = { ...TEN_YEARS, financialYears: [{ start: '2026-01-01', end: '2026-12-31' }] };
    const facts = voucher({ bookedOn: '2025-12-31' });
    expect(holdsFor(facts.data[0]!, facts, policy, TODAY, 'erasure')).toEqual({
      holds: [],
      missing: ['financialYears(records[V].bookedOn)'],
    });
  });

  it('misses a record that the facts do not have', () => {
    expect(held(factsOf({ data: [datum('name', { recordId: 'gone' })] }))).toEqual({
      'name@gone': '?records[gone]',
    });
  });
});

describe('OPEN_INVOICE and COLLECTION', () => {
  const claim = ['name', 'email', 'postal-address', 'billing-details'];
  const open = (more: Partial<RecordFacts> = {}) =>
    invoice('V', { status: 'open', bookedOn: '2001-01-01', ...more });

  it('hold what reaches the debtor, one contact channel of them', () => {
    expect(held(factsOf({ data: everything, records: [open()] }))).toEqual(all(claim, 'OPEN_INVOICE open'));
    expect(held(factsOf({ data: everything, records: [open({ status: 'in-collection' })] }))).toEqual(
      all(claim, 'COLLECTION open'),
    );
  });

  it.each(['paid', 'credited', 'written-off'] as const)('end when the invoice is %s', (status) => {
    expect(held(factsOf({ data: everything, records: [open({ status })] }))).toEqual({});
  });

  it('take the phone where there is no email', () => {
    const data = [datum('phone'), datum('phone', { id: 'second-phone' })];
    expect(held(factsOf({ data, records: [open()] }))).toEqual({ phone: 'OPEN_INVOICE open' });
  });

  it('take the first present email of the person', () => {
    const data = [
      datum('phone'),
      datum('email', { recordId: 'O' }),
      datum('email', { id: 'former', superseded: true }),
      datum('email'),
      datum('email', { id: 'second' }),
    ];
    const records = [open(), { id: 'O', kind: 'order' as const }];
    expect(held(factsOf({ data, records }))).toEqual({ email: 'OPEN_INVOICE open' });
  });

  it('leave former values of the person alone', () => {
    expect(held(factsOf({ data: [datum('name', { superseded: true })], records: [open()] }))).toEqual({});
  });

  it('hold the data of the invoice and of the order it bills, and of no other order', () => {
    const data = ['V', 'O', 'P'].map((recordId) => datum('note', { recordId }));
    const records: RecordFacts[] = [
      open({ orderId: 'O' }),
      { id: 'O', kind: 'order' },
      { id: 'P', kind: 'order' },
    ];
    expect(held(factsOf({ data, records }))).toEqual({
      'note@V': 'OPEN_INVOICE open',
      'note@O': 'OPEN_INVOICE open',
    });
    expect(held(factsOf({ data, records: [open({ orderId: null }), ...records.slice(1)] }))).toEqual({
      'note@V': 'OPEN_INVOICE open',
    });
  });

  it('hold the file of an open collection case, and not of a closed one', () => {
    const data = [datum('note', { recordId: 'C' }), datum('name'), datum('note')];
    const file = (status: 'open' | 'closed'): RecordFacts => ({ id: 'C', kind: 'collection-case', status });
    expect(held(factsOf({ data, records: [file('open')] }))).toEqual({
      'note@C': 'COLLECTION open',
      name: 'COLLECTION open',
    });
    expect(held(factsOf({ data, records: [file('closed')] }))).toEqual({});
  });

  it('stand side by side', () => {
    const records = [open(), invoice('W', { bookedOn: '2001-01-01', status: 'in-collection' })];
    expect(held(factsOf({ data: [datum('name')], records }))).toEqual({
      name: 'OPEN_INVOICE open, COLLECTION open',
    });
  });

  it('miss the status of an invoice and of a collection case, within their scope', () => {
    const { status: _absent, ...unknown } = open();
    const data = [...everything, datum('note', { recordId: 'V' })];
    expect(held(factsOf({ data, records: [unknown] }))).toEqual(
      all([...claim, 'note@V'], '?records[V].status'),
    );
    const file = [{ id: 'C', kind: 'collection-case' as const }];
    expect(held(factsOf({ data: everything, records: file }))).toEqual(all(claim, '?records[C].status'));
  });

  it.each([null, 'open', 'in-collection'] as const)('hold by a collection case that is %s', (status) => {
    const file = [{ id: 'C', kind: 'collection-case' as const, status }];
    expect(held(factsOf({ data: everything, records: file }))).toEqual(all(claim, 'COLLECTION open'));
  });

  it('miss a status that no such record can have, instead of taking it for settled', () => {
    for (const status of ['PAID', 'closed', 'constructor'] as never[]) {
      expect(held(factsOf({ data: everything, records: [open({ status })] }))).toEqual(
        all(claim, '?records[V].status'),
      );
    }
    const file = [{ id: 'C', kind: 'collection-case' as const, status: 'paid' as const }];
    expect(held(factsOf({ data: everything, records: file }))).toEqual(all(claim, '?records[C].status'));
  });

  it('do not arise from the status of other records', () => {
    expect(
      held(factsOf({ data: everything, records: [open({ kind: 'order' }), open({ kind: 'receipt' })] })),
    ).toEqual({});
  });
});

describe('holds set by hand', () => {
  const data = [datum('name'), datum('note'), datum('note', { recordId: 'O' })];
  const records: RecordFacts[] = [{ id: 'O', kind: 'order' }];
  const byHand = (more: Partial<ManualHold>, at = TODAY) =>
    held(
      factsOf({
        data,
        records,
        manualHolds: [
          { code: 'LEGAL_CLAIM', categories: [], recordIds: [], from: '2026-01-01', until: null, ...more },
        ],
      }),
      at,
    );

  it('cover everything when they name nothing', () => {
    expect(byHand({})).toEqual(all(['name', 'note', 'note@O'], 'LEGAL_CLAIM open'));
  });

  it('cover the categories and the records they name', () => {
    expect(byHand({ categories: ['note'] })).toEqual(all(['note', 'note@O'], 'LEGAL_CLAIM open'));
    expect(byHand({ recordIds: ['O'] })).toEqual(all(['note@O'], 'LEGAL_CLAIM open'));
    expect(byHand({ categories: ['name'], recordIds: ['O'] })).toEqual(
      all(['name', 'note@O'], 'LEGAL_CLAIM open'),
    );
  });

  it.each([
    ['2025-12-31', {}],
    ['2026-01-01', { name: 'LEGAL_CLAIM 2026-03-31' }],
    ['2026-03-31', { name: 'LEGAL_CLAIM 2026-03-31' }],
    ['2026-04-01', {}],
  ])('are in force from their first to their last day: %s', (at, expected) => {
    expect(byHand({ categories: ['name'], until: '2026-03-31' }, at)).toEqual(expected);
  });

  it('come after the table when it does not know them, and merge with a hold of the same code', () => {
    const hold = (code: string, until: string | null): ManualHold => ({
      code,
      categories: [],
      recordIds: [],
      from: '2026-01-01',
      until,
    });
    const manualHolds = [
      hold('INSURANCE', null),
      hold('ART18', '2027-01-01'),
      hold('LEGAL_CLAIM', '2027-05-05'),
      hold('LEGAL_CLAIM', '2028-05-05'),
    ];
    expect(held(factsOf({ data: [datum('name')], manualHolds }))).toEqual({
      name: 'LEGAL_CLAIM 2028-05-05, ART18 2027-01-01, INSURANCE open',
    });
    const restrictions: RestrictionFacts[] = [{ ground: '18(1)(b)', categories: null, since: '2026-01-01' }];
    expect(
      held(factsOf({ data: [datum('name')], manualHolds: [hold('ART18', '2027-01-01')], restrictions })),
    ).toEqual({
      name: 'ART18 open',
    });
  });
});

describe('ACTIVE_CONTRACT', () => {
  const scope = [
    'name',
    'organisation',
    'email',
    'postal-address',
    'phone',
    'bank-account',
    'billing-details',
    'contract',
  ];
  const contract = (more: Partial<RecordFacts> = {}): RecordFacts => ({
    id: 'K',
    kind: 'contract',
    status: 'open',
    endsOn: null,
    ...more,
  });
  const data = [...everything, datum('note', { recordId: 'K' })];

  it('holds what performance needs and the contract’s own data, with an open end', () => {
    expect(held(factsOf({ data, records: [contract()] }))).toEqual(
      all([...scope, 'note@K'], 'ACTIVE_CONTRACT open'),
    );
    const { endsOn: _absent, ...endless } = contract();
    expect(held(factsOf({ data, records: [endless] }))).toEqual(
      all([...scope, 'note@K'], 'ACTIVE_CONTRACT open'),
    );
  });

  it('holds until the contract’s last day', () => {
    const facts = factsOf({ data, records: [contract({ endsOn: '2026-12-31' })] });
    expect(held(facts, '2026-12-31')).toEqual(all([...scope, 'note@K'], 'ACTIVE_CONTRACT 2026-12-31'));
    expect(held(facts, '2027-01-01')).toEqual({});
    expect(held(factsOf({ data, records: [contract({ status: 'closed' })] }))).toEqual({});
  });

  it('holds by the person’s contract end, without a record', () => {
    const facts = factsOf({
      data,
      person: { ...CONSUMER, contractEnd: '2026-12-31' },
      records: [contract({ status: 'closed' })],
    });
    expect(held(facts, '2026-12-31')).toEqual(all(scope, 'ACTIVE_CONTRACT 2026-12-31'));
    expect(held(facts, '2027-01-01')).toEqual({});
  });

  it('ends with the latest of several contracts', () => {
    const records = [contract({ endsOn: '2027-06-30' }), contract({ id: 'L', endsOn: '2028-06-30' })];
    expect(held(factsOf({ data, records }))).toMatchObject({
      name: 'ACTIVE_CONTRACT 2028-06-30',
      'note@K': 'ACTIVE_CONTRACT 2027-06-30',
    });
  });

  it('leaves former values and data on other records alone', () => {
    const others = [datum('name', { superseded: true }), datum('name', { recordId: 'O' })];
    expect(held(factsOf({ data: others, records: [contract(), { id: 'O', kind: 'order' }] }))).toEqual({});
  });

  it('does not bind a contact person, whose organisation is the party', () => {
    const person = { ...CONTACT_PERSON, contactRoleEnd: '2026-10-31', contractEnd: '2027-12-31' };
    expect(held(factsOf({ data, person, records: [contract()] }))).toEqual({
      'note@K': 'ACTIVE_CONTRACT open',
    });
  });

  it('goes by the person’s contract end where the contract has neither status nor end of its own', () => {
    const { endsOn: _end, ...shape } = contract({ status: null });
    const facts = (contractEnd: string | null) =>
      factsOf({ data, person: { ...CONSUMER, contractEnd }, records: [shape] });
    expect(held(facts('2027-05-01'))).toEqual(all([...scope, 'note@K'], 'ACTIVE_CONTRACT 2027-05-01'));
    expect(held(facts('2020-01-01'))).toEqual({});
    expect(held(facts(null))).toEqual(all([...scope, 'note@K'], 'ACTIVE_CONTRACT open'));
  });

  it('misses a status that no contract can have', () => {
    const records = [contract({ status: 'ended' as never })];
    expect(Object.values(held(factsOf({ data, records })))).toEqual(
      [...scope, 'note@K'].map(() => '?records[K].status'),
    );
  });

  it('misses the status of a contract and the person’s contract end', () => {
    const { status: _absent, ...unknown } = contract({ endsOn: '2027-06-30' });
    expect(held(factsOf({ data, records: [unknown] }))).toEqual(
      all([...scope, 'note@K'], '?records[K].status'),
    );
    const { contractEnd: _none, ...person } = CONSUMER;
    expect(held(factsOf({ data, person, records: [contract({ status: 'closed' })] }))).toEqual(
      all(scope, '?person.contractEnd'),
    );
  });
});

describe('ACTIVE_CONTACT_ROLE', () => {
  const scope = ['name', 'organisation', 'email', 'postal-address', 'phone'];
  const facts = factsOf({ data: everything, person: CONTACT_PERSON });

  it('holds the work contacts while the role goes on', () => {
    expect(held(facts)).toEqual(all(scope, 'ACTIVE_CONTACT_ROLE open'));
  });

  it('holds them to the last day of the role', () => {
    const leaving = { ...facts, person: { ...CONTACT_PERSON, contactRoleEnd: '2026-11-20' } };
    expect(held(leaving, '2026-11-20')).toEqual(all(scope, 'ACTIVE_CONTACT_ROLE 2026-11-20'));
    expect(held(leaving, '2026-11-21')).toEqual({});
  });

  it('needs the name and organisation on any basis, but no contact given by consent', () => {
    const data = everything.map((each) => ({ ...each, basis: 'consent' as const }));
    expect(held({ ...facts, data })).toEqual(all(['name', 'organisation'], 'ACTIVE_CONTACT_ROLE open'));
  });

  it('leaves former values and data on records alone', () => {
    const data = [datum('name', { superseded: true }), datum('name', { recordId: 'O' })];
    expect(held({ ...facts, data, records: [{ id: 'O', kind: 'order' }] })).toEqual({});
  });

  it('holds nothing of which an objection was upheld', () => {
    const upheld = { ...facts, objectionUpheld: ['email', 'phone'] as const };
    expect(held(upheld)).toEqual(all(['name', 'organisation', 'postal-address'], 'ACTIVE_CONTACT_ROLE open'));
  });

  it('misses the end of the role', () => {
    const { contactRoleEnd: _absent, ...person } = CONTACT_PERSON;
    expect(held({ ...facts, person })).toEqual(all(scope, '?person.contactRoleEnd'));
  });

  it('does not concern a consumer', () => {
    const { contactRoleEnd: _absent, ...person } = CONSUMER;
    expect(held({ ...facts, person })).toEqual({});
  });
});

describe('ART18', () => {
  const data = [datum('name'), datum('email'), datum('name', { recordId: 'O' })];
  const restricted = (ground: RestrictionFacts['ground'], categories: Category[] | null = null) =>
    factsOf({
      data,
      records: [{ id: 'O', kind: 'order' }],
      restrictions: [{ ground, categories, since: '2026-11-01' }],
    });

  it.each([
    ['18(1)(a)', 'erasure', 0],
    ['18(1)(b)', 'erasure', 3],
    ['18(1)(c)', 'erasure', 3],
    ['18(1)(d)', 'erasure', 0],
    ['18(1)(a)', 'retention', 3],
    ['18(1)(b)', 'retention', 3],
    ['18(1)(c)', 'retention', 3],
    ['18(1)(d)', 'retention', 3],
  ] as const)('by %s holds against %s %i of 3 data', (ground, by, count) => {
    const found = held(restricted(ground), TODAY, by);
    expect(Object.keys(found)).toHaveLength(count);
    expect(new Set(Object.values(found))).toEqual(new Set(count ? ['ART18 open'] : []));
  });

  it('covers the categories it names, on records too', () => {
    expect(held(restricted('18(1)(b)', ['name']))).toEqual(all(['name', 'name@O'], 'ART18 open'));
    expect(held(restricted('18(1)(b)', []))).toEqual({});
  });

  it('begins on its first day', () => {
    expect(held(restricted('18(1)(b)'), '2026-10-31')).toEqual({});
    expect(Object.keys(held(restricted('18(1)(b)'), '2026-11-01'))).toHaveLength(3);
  });
});

describe('limitation', () => {
  it.each([
    [{ dueOn: '2026-11-14' }, '2029-11-14'],
    [{ dueOn: '2026-11-14', lastReminderOn: '2043-11-14' }, '2046-11-14'],
    [{ dueOn: '2026-11-14', lastReminderOn: '2045-06-01' }, '2046-11-14'],
    [{ dueOn: null, lastReminderOn: '2026-12-01' }, '2029-12-01'],
    [{ dueOn: '2026-11-14', lastReminderOn: '2026-12-01' }, '2029-12-01'],
    [{ dueOn: '2026-11-14', lastReminderOn: '2026-11-01' }, '2029-11-14'],
    [{ dueOn: null, lastReminderOn: '2026-12-01' }, '2029-12-01'],
    [{ dueOn: null, lastReminderOn: null }, null],
    [{}, null],
  ])('of %j is %s', (dates, expected) => {
    expect(limitationDate({ id: 'V', kind: 'invoice', ...dates })).toBe(expected);
  });
});

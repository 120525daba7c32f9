import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONSUMER,
  CONTACT_PERSON,
  datum,
  factsOf,
  invoice,
  outcomes,
  sameForAll,
  TEN_YEARS,
  UNTIL_END,
} from '../../test/support/person-facts.js';
import { CATEGORIES, LEGAL_BASES, PROVIDERS, RECORD_KINDS, RIGHTS } from './category.js';
import { DomainError } from './domain-error.js';
import type { Facts, RecordFacts } from './facts.js';
import type { DecisionPolicy } from './register-policy.js';
import { holdsFor } from './hold.js';
import { weighedIn } from './objection.js';
import { OUTCOMES, type Plan, type PlanFor, type PlannedDatum } from './plan.js';
import { canonicalPlan, plan, planDifference } from './planner.js';
import { RULE_IDS, RULES, ruleOfHold } from './rule.js';

const TODAY = '2026-11-20';
const ALL: PlanFor[] = [...RIGHTS, 'retention'];

describe('plan', () => {
  it('tells for what, when and by which policy it was made', () => {
    expect(plan('access', factsOf({ data: [datum('email')] }), TEN_YEARS, TODAY)).toEqual({
      right: 'access',
      at: TODAY,
      policyVersion: '1',
      data: [
        {
          datum: 'email',
          category: 'email',
          outcome: 'copy',
          keepUntil: null,
          rule: 'access.copy',
          holds: [],
          citation: 'Art. 15(3) GDPR',
          reason: 'The person receives a copy of the datum.',
        },
      ],
    });
  });

  it('refuses a day that does not exist', () => {
    expect(() => plan('access', factsOf(), TEN_YEARS, '2026-02-29')).toThrow(new DomainError('INVALID_DATE'));
  });

  describe('by objection', () => {
    it.each([
      ['marketing-profile', 'contract', 'restrict', 'objection.marketing'],
      ['email', 'legitimate-interest', 'restrict', 'objection.restrict'],
      ['email', 'contract', 'keep', 'objection.other-basis'],
      ['email', 'consent', 'keep', 'objection.other-basis'],
      ['email', 'legal-obligation', 'keep', 'objection.other-basis'],
    ] as const)('%s on %s: %s', (category, basis, outcome, rule) => {
      const facts = factsOf({ data: [datum(category, { basis })] });
      expect(plan('objection', facts, TEN_YEARS, TODAY).data[0]).toMatchObject({
        outcome,
        rule,
        keepUntil: null,
      });
    });
  });

  it.each([
    ['list-publication', ['objection.one-use', 'objection.one-use']],
    ['profiling', ['objection.marketing', 'objection.one-use']],
    ['direct-marketing', ['objection.marketing', 'objection.marketing-only']],
    ['processing', ['objection.marketing', 'objection.restrict']],
  ] as const)('reaches as far as the objection to %s', (objectsTo, rules) => {
    const data = [datum('marketing-profile'), datum('email', { basis: 'legitimate-interest' })];
    const made = plan('objection', { ...factsOf({ data }), objectsTo }, TEN_YEARS, TODAY);
    expect(made.data.map(({ rule }) => rule)).toEqual(rules);
    expect(weighedIn(made)).toEqual(objectsTo === 'processing' ? { categories: ['email'] } : null);
  });

  it('leaves the other purposes alone when the objection is to direct marketing only', () => {
    const data = [datum('marketing-profile'), datum('email', { basis: 'legitimate-interest' })];
    const facts = { ...factsOf({ data }), objectsTo: 'direct-marketing' as const };
    expect(plan('objection', facts, TEN_YEARS, TODAY).data.map(({ rule }) => rule)).toEqual([
      'objection.marketing',
      'objection.marketing-only',
    ]);
  });

  describe('by erasure', () => {
    it('names the first hold as the rule, all of them as holds, and keeps until the latest end', () => {
      const facts = factsOf({
        data: [datum('name', { recordId: 'V' })],
        records: [invoice('V', { bookedOn: '2025-01-01' })],
        manualHolds: [
          {
            code: 'LEGAL_CLAIM',
            categories: ['name'],
            recordIds: [],
            from: '2026-01-01',
            until: '2033-05-05',
          },
        ],
      });
      expect(plan('erasure', facts, TEN_YEARS, TODAY).data[0]).toEqual({
        datum: 'name@V',
        category: 'name',
        outcome: 'keep',
        keepUntil: '2033-05-05',
        rule: 'hold.STATUTORY_VOUCHER',
        holds: ['STATUTORY_VOUCHER', 'LEGAL_CLAIM'],
        citation: 'notice, erasure; KPL 2:10; Art. 17(3)(b) GDPR; Art. 17(3)(e) GDPR',
        reason:
          'The Accounting Act requires the voucher and the data on it. The datum is evidence in a legal claim. ' +
          'Kept until 2033-05-05.',
      });
    });

    it('cites the notice where it names what stands in the way, and the law alone where it does not', () => {
      const facts = factsOf({
        data: [datum('name'), datum('name', { recordId: 'V' })],
        records: [invoice('V', { status: 'open' })],
      });
      const silent = { ...TEN_YEARS, erasure: { ...TEN_YEARS.erasure, blockers: ['law'] as const } };
      const cited = (policy: typeof silent | typeof TEN_YEARS) =>
        plan('erasure', facts, policy, TODAY).data.map(({ citation }) => citation);
      expect(cited(TEN_YEARS)[0]).toBe('notice, erasure; Art. 6(1)(b), 17(3)(e) GDPR');
      expect(cited(silent)).toEqual([
        'Art. 6(1)(b), 17(3)(e) GDPR',
        'notice, erasure; KPL 2:10; Art. 17(3)(b) GDPR; Art. 6(1)(b), 17(3)(e) GDPR',
      ]);
    });

    describe('where the law wants a category kept for a minimum', () => {
      const rule = { anchor: 'relationship-end', period: 'P10Y', cite: 'notice, retention' } as const;
      const policy = {
        ...TEN_YEARS,
        retention: sameForAll({ ...rule, minimum: { period: 'P2Y', cite: 'Act 1/2000 3 §' } }),
      };
      const decidedOf = (relationshipEnd: string | null | undefined, at = TODAY) => {
        const { relationshipEnd: _default, ...person } = CONSUMER;
        const stated = relationshipEnd === undefined ? person : { ...person, relationshipEnd };
        return plan('erasure', factsOf({ data: [datum('note')], person: stated }), policy, at).data[0]!;
      };

      it('keeps it through the last day, and erases it the day after', () => {
        expect(decidedOf('2024-11-20')).toMatchObject({
          outcome: 'keep',
          rule: 'erasure.minimum',
          keepUntil: '2026-11-20',
          citation: 'Art. 17(3)(b) GDPR; Act 1/2000 3 §',
        });
        expect(decidedOf('2024-11-20').reason).toContain('Kept until 2026-11-20.');
        expect(decidedOf('2024-11-20', '2026-11-21')).toMatchObject({ outcome: 'erase' });
      });

      it('keeps it with an open end while the period has not begun', () => {
        expect(decidedOf(null)).toMatchObject({ outcome: 'keep', keepUntil: null, rule: 'erasure.minimum' });
      });

      it('keeps it when nobody knows whether it has begun', () => {
        expect(decidedOf(undefined)).toMatchObject({ outcome: 'keep', rule: 'missing-fact' });
      });

      it('adds it to the holds that end earlier', () => {
        const facts = factsOf({
          data: [datum('note')],
          person: { ...CONSUMER, relationshipEnd: '2025-01-01' },
          manualHolds: [
            { code: 'LEGAL_CLAIM', categories: [], recordIds: [], from: '2026-01-01', until: '2026-12-01' },
          ],
        });
        expect(plan('erasure', facts, policy, TODAY).data[0]).toMatchObject({
          rule: 'hold.LEGAL_CLAIM',
          keepUntil: '2027-01-01',
        });
      });
    });

    it('has an open end when any hold has one', () => {
      const facts = factsOf({
        data: [datum('name')],
        person: { ...CONSUMER, contractEnd: '2027-01-01' },
        records: [invoice('V', { status: 'open' })],
      });
      expect(plan('erasure', facts, TEN_YEARS, TODAY).data[0]).toMatchObject({
        keepUntil: null,
        rule: 'hold.OPEN_INVOICE',
        holds: ['OPEN_INVOICE', 'ACTIVE_CONTRACT'],
        reason: expect.stringMatching(/Kept with an open end\.$/),
      });
    });

    it('decides by a hold set by hand that the table does not know, and cites it once', () => {
      const byHand = (code: string) => ({
        code,
        categories: [],
        recordIds: [],
        from: '2026-01-01',
        until: '2027-01-01',
      });
      const facts = factsOf({ data: [datum('name')], manualHolds: [byHand('INSURANCE'), byHand('AUDIT')] });
      expect(plan('erasure', facts, TEN_YEARS, TODAY).data[0]).toMatchObject({
        rule: 'hold.MANUAL',
        holds: ['INSURANCE', 'AUDIT'],
        citation: 'Art. 17(3) GDPR',
        reason: 'A hold set by hand covers the datum. Kept until 2027-01-01.',
      });
    });

    it('does not cite the contact-person clause for a hold of another kind', () => {
      const facts = factsOf({ data: [datum('name')], records: [invoice('V', { status: 'open' })] });
      expect(plan('erasure', facts, TEN_YEARS, TODAY).data[0]?.citation).not.toContain('contact persons');
    });

    it('keeps what a missing fact leaves open, and names the fact', () => {
      const { bookedOn: _absent, ...unbooked } = invoice('V', { status: 'open' });
      const facts = factsOf({ data: [datum('name', { recordId: 'V' })], records: [unbooked] });
      expect(plan('erasure', facts, TEN_YEARS, TODAY).data[0]).toMatchObject({
        outcome: 'keep',
        keepUntil: null,
        rule: 'missing-fact',
        holds: ['OPEN_INVOICE'],
        reason: 'Missing fact: records[V].bookedOn. Nothing is destroyed or altered.',
      });
    });
  });

  describe('by the purge', () => {
    const purge = (facts: Partial<Facts>, policy = TEN_YEARS) =>
      plan('retention', factsOf(facts), policy, TODAY).data[0];
    const ended = { ...CONSUMER, relationshipEnd: '2020-01-01' };
    const lapsed = { ...CONSUMER, relationshipEnd: '2010-01-01' };

    it('erases what has lapsed, by the notice', () => {
      expect(purge({ data: [datum('email')], person: lapsed })).toMatchObject({
        outcome: 'erase',
        keepUntil: null,
        rule: 'retention.lapsed',
        citation: 'Art. 5(1)(e) GDPR; notice, retention',
      });
    });

    it('keeps what is running until its last day', () => {
      expect(purge({ data: [datum('email')], person: ended })).toMatchObject({
        outcome: 'keep',
        keepUntil: '2030-01-01',
        rule: 'retention.running',
        holds: [],
        citation: 'Art. 5(1)(e) GDPR; notice, retention',
        reason: 'The retention period of the notice is running. Kept until 2030-01-01.',
      });
    });

    it('keeps what has not started with an open end', () => {
      expect(purge({ data: [datum('email')] })).toMatchObject({
        outcome: 'keep',
        keepUntil: null,
        rule: 'retention.not-started',
        reason: expect.stringMatching(/Kept with an open end\.$/),
      });
    });

    it('keeps until the later of the notice and the hold', () => {
      const on = (bookedOn: string) => ({
        data: [datum('name', { recordId: 'V' })],
        person: ended,
        records: [invoice('V', { bookedOn })],
      });
      const holds = ['STATUTORY_VOUCHER'];
      expect(purge(on('2026-01-01'))).toMatchObject({
        keepUntil: '2032-12-31',
        rule: 'retention.running',
        holds,
      });
      expect(purge(on('2021-01-01'))).toMatchObject({
        keepUntil: '2030-01-01',
        rule: 'retention.running',
        holds,
      });
      expect(purge({ ...on('2021-01-01'), person: lapsed })).toMatchObject({
        keepUntil: '2027-12-31',
        rule: 'hold.STATUTORY_VOUCHER',
        holds,
      });
    });

    it('keeps an active contact person though the organisation’s relationship has lapsed', () => {
      const person = { ...CONTACT_PERSON, relationshipEnd: '2010-01-01' };
      expect(purge({ data: [datum('name')], person })).toMatchObject({
        rule: 'hold.ACTIVE_CONTACT_ROLE',
        citation: 'Art. 6(1)(f), 17(1)(a) GDPR; notice, contact persons',
      });
      expect(purge({ data: [datum('order')], person })).toMatchObject({ rule: 'retention.lapsed' });
    });

    it('keeps what a missing fact leaves open, of holds and retention alike', () => {
      const { relationshipEnd: _absent, ...person } = CONSUMER;
      const { bookedOn: _none, ...unbooked } = invoice('V', { status: 'open' });
      const data = [datum('name', { recordId: 'V' })];
      expect(purge({ data, person, records: [unbooked] })).toMatchObject({
        rule: 'missing-fact',
        keepUntil: null,
        holds: ['OPEN_INVOICE'],
        reason:
          'Missing facts: records[V].bookedOn, person.relationshipEnd. Nothing is destroyed or altered.',
      });
      expect(purge({ data, person: lapsed, records: [unbooked] })).toMatchObject({
        rule: 'missing-fact',
        holds: ['OPEN_INVOICE'],
        reason: 'Missing fact: records[V].bookedOn. Nothing is destroyed or altered.',
      });
    });

    it('names a fact once that both hold and retention miss', () => {
      const { contractEnd: _absent, ...person } = CONSUMER;
      expect(purge({ data: [datum('name')], person }, UNTIL_END)?.reason).toBe(
        'Missing fact: person.contractEnd. Nothing is destroyed or altered.',
      );
    });
  });

  describe('with old facts', () => {
    const policy = { ...TEN_YEARS, factsMaxAge: 'P1D' };
    const facts = factsOf({
      factsAsOf: '2026-11-20T22:30:00Z', // the 21st in Finland
      person: { ...CONSUMER, relationshipEnd: '2010-01-01' },
      data: [datum('note'), datum('name', { recordId: 'V' })],
      records: [invoice('V', { bookedOn: '2025-01-01' })],
    });

    it.each(['erasure', 'retention'] as const)('%s acts within their age and then only keeps', (right) => {
      expect(outcomes(plan(right, facts, policy, '2026-11-22'))['note']).toBe('erase');
      const stale = plan(right, facts, policy, '2026-11-23');
      expect(stale.data[0]).toMatchObject({
        outcome: 'keep',
        keepUntil: null,
        rule: 'facts-stale',
        holds: [],
      });
      expect(stale.data[1]).toMatchObject({ keepUntil: '2031-12-31', rule: 'hold.STATUTORY_VOUCHER' });
    });

    it('still answers other rights', () => {
      expect(outcomes(plan('access', facts, policy, '2027-11-23'))['note']).toBe('copy');
    });
  });

  describe('by rectification', () => {
    it('alters no voucher whose financial year is unknown', () => {
      const facts = factsOf({
        data: [
          datum('name', { recordId: 'V' }),
          datum('name', { recordId: 'gone' }),
          datum('name', { recordId: 'O' }),
        ],
        records: [invoice('V', { bookedOn: null }), { id: 'O', kind: 'order' }],
      });
      const found = plan('rectification', facts, TEN_YEARS, TODAY).data;
      expect(found.map(({ holds }) => holds)).toEqual([[], [], []]);
      expect(found.map(({ rule, reason }) => `${rule}: ${reason}`)).toEqual([
        'missing-fact: Missing fact: records[V].bookedOn. Nothing is destroyed or altered.',
        'missing-fact: Missing fact: records[gone]. Nothing is destroyed or altered.',
        'rectification.correct: The datum is contested and can be corrected.',
      ]);
    });
  });
});

describe('rules', () => {
  it.each(RULE_IDS)('%s names an outcome, an authority and a reason', (id) => {
    expect(OUTCOMES).toContain(RULES[id].outcome);
    expect(RULES[id].citation).toMatch(/Art\. \d|KPL \d/);
    expect(RULES[id].sentence).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('has one rule for every hold, and one for those set by hand', () => {
    expect(ruleOfHold('ART18')).toBe('hold.ART18');
    expect(RULES['hold.ART18']).toMatchObject({ outcome: 'keep', citation: 'Art. 18(2) GDPR' });
    expect(ruleOfHold('INSURANCE')).toBe('hold.MANUAL');
    expect(RULE_IDS).toHaveLength(37);
  });
});

describe('a demand for anonymisation', () => {
  const promised = { ...TEN_YEARS, erasure: { ...TEN_YEARS.erasure, anonymisation: 'notice, other rights' } };
  const records: RecordFacts[] = [
    { id: 'O', kind: 'order', date: '2024-03-01' },
    { id: 'undated', kind: 'order', date: null },
  ];
  const data = [
    datum('name'),
    datum('order', { recordId: 'O' }),
    datum('postal-address', { recordId: 'O' }),
    datum('order', { recordId: 'undated' }),
  ];
  const fates = (facts: Partial<Facts>, policy: DecisionPolicy = promised) =>
    plan('erasure', factsOf({ data, records, ...facts }), policy, TODAY).data.map(
      ({ category, outcome }) => `${category} ${outcome}`,
    );

  it('makes sums of the dated orders that go, and erases everything else', () => {
    expect(fates({ demand: 'anonymisation' })).toEqual([
      'name erase',
      'order anonymise',
      'postal-address erase',
      'order erase',
    ]);
    const [, order] = plan(
      'erasure',
      factsOf({ data, records, demand: 'anonymisation' }),
      promised,
      TODAY,
    ).data;
    expect(order).toMatchObject({
      rule: 'erasure.anonymised',
      citation: 'Art. 17(1) GDPR; notice, other rights',
    });
  });

  it('leaves an order of which a part has to stay', () => {
    const manualHolds = [
      {
        code: 'LEGAL_CLAIM',
        categories: ['postal-address'],
        recordIds: [],
        from: '2026-01-01',
        until: null,
      } as const,
    ];
    expect(fates({ demand: 'anonymisation', manualHolds })).toEqual([
      'name erase',
      'order erase',
      'postal-address keep',
      'order erase',
    ]);
  });

  it('changes nothing where the notice does not promise it, nor for another demand', () => {
    const plain = ['name erase', 'order erase', 'postal-address erase', 'order erase'];
    expect(fates({ demand: 'anonymisation' }, TEN_YEARS)).toEqual(plain);
    const silent = { ...promised, erasure: { ...promised.erasure, anonymisation: 'notStated' } } as const;
    expect(fates({ demand: 'anonymisation' }, silent)).toEqual(plain);
    for (const demand of ['erasure', 'oblivion'] as const) expect(fates({ demand })).toEqual(plain);
    expect(fates({})).toEqual(plain);
  });
});

describe('canonical plan', () => {
  const made = plan('erasure', factsOf({ data: [datum('email')] }), TEN_YEARS, TODAY);
  const changed = (more: Partial<PlannedDatum>): Plan => ({
    ...made,
    data: made.data.map((each) => ({ ...each, ...more })),
  });

  it('is the same for another day and another wording', () => {
    expect(canonicalPlan(made)).toBe('["erasure","1",[["email","erase",null,"erasure.no-hold",[]]]]');
    expect(canonicalPlan({ ...made, at: '2026-12-01' })).toBe(canonicalPlan(made));
    expect(canonicalPlan(changed({ reason: 'Other words.', citation: 'Elsewhere' }))).toBe(
      canonicalPlan(made),
    );
  });

  it.each<[string, Plan]>([
    ['right', { ...made, right: 'retention' }],
    ['policy version', { ...made, policyVersion: '2' }],
    ['datum', changed({ datum: 'phone' })],
    ['outcome', changed({ outcome: 'keep' })],
    ['keepUntil', changed({ keepUntil: '2030-01-01' })],
    ['rule', changed({ rule: 'facts-stale' })],
    ['holds', changed({ holds: ['ART18'] })],
    ['number of data', { ...made, data: [] }],
  ])('differs by %s', (_what, other) => {
    expect(canonicalPlan(other)).not.toBe(canonicalPlan(made));
  });

  it('shows no difference where none binds', () => {
    const later = { ...changed({ reason: 'Other words.' }), at: '2026-12-01' };
    expect(planDifference(made, later)).toEqual({ policyVersion: null, data: [] });
  });

  it('shows what changed, came and went', () => {
    const before = plan(
      'erasure',
      factsOf({ data: [datum('name'), datum('note'), datum('phone')] }),
      TEN_YEARS,
      TODAY,
    );
    const facts = factsOf({
      data: [datum('name'), datum('phone'), datum('email')],
      records: [invoice('V', { status: 'open' })],
    });
    const after = plan('erasure', facts, { ...TEN_YEARS, version: '2' }, TODAY);
    const { policyVersion, data } = planDifference(before, after);
    expect(policyVersion).toEqual({ before: '1', after: '2' });
    expect(
      data.map(({ datum: id, before: was, after: is }) => [id, was?.outcome ?? null, is?.outcome ?? null]),
    ).toEqual([
      ['name', 'erase', 'keep'],
      ['note', 'erase', null],
      ['email', null, 'keep'],
    ]);
  });
});

describe('for any facts', () => {
  const date = fc
    .integer({ min: 0, max: 365 * 25 })
    .map((days) => new Date(Date.UTC(2010, 0, 1 + days)).toISOString().slice(0, 10));
  const maybe = fc.option(date, { nil: null });
  const person = fc.record(
    {
      type: fc.constantFrom('consumer', 'contact-person'),
      relationshipEnd: maybe,
      contractEnd: maybe,
      lastServiceContact: maybe,
      lastContact: maybe,
      contactRoleEnd: maybe,
    },
    { requiredKeys: ['type'] },
  );
  const ids = ['r1', 'r2', 'r3', 'r4'];
  const record = fc.record(
    {
      kind: fc.constantFrom(...RECORD_KINDS),
      date: maybe,
      bookedOn: maybe,
      dueOn: maybe,
      endsOn: maybe,
      orderId: fc.constantFrom(null, ...ids),
      status: fc.constantFrom('open', 'paid', 'in-collection', 'closed'),
    },
    { requiredKeys: ['kind'] },
  );
  const someDatum = fc.record({
    category: fc.constantFrom(...CATEGORIES),
    recordId: fc.constantFrom(null, null, ...ids),
    providedBy: fc.constantFrom(...PROVIDERS),
    basis: fc.constantFrom(...LEGAL_BASES),
  });
  const categories = fc.subarray([...CATEGORIES]);
  const facts: fc.Arbitrary<Facts> = fc
    .record({
      person,
      data: fc.array(someDatum, { maxLength: 12 }),
      records: fc.array(record, { maxLength: 3 }),
      manualHolds: fc.array(
        fc.record({
          code: fc.constantFrom('LEGAL_CLAIM', 'X'),
          categories,
          recordIds: fc.subarray(ids),
          from: date,
          until: maybe,
        }),
        { maxLength: 1 },
      ),
      restrictions: fc.array(
        fc.record({
          ground: fc.constantFrom('18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)'),
          categories: fc.option(categories, { nil: null }),
          since: date,
        }),
        { maxLength: 1 },
      ),
    })
    .map(({ data, records, ...rest }) => ({
      register: 'ten-years',
      factsAsOf: '2020-01-01T00:00:00Z',
      ...rest,
      data: data.map((each, index) => ({ ...each, id: `d${index}` })),
      records: records.map((each, index) => ({ ...each, id: ids[index]! })),
    })) as fc.Arbitrary<Facts>;

  it('gives every datum exactly one outcome of its rule, in order, for every right', () => {
    fc.assert(
      fc.property(facts, date, (some, at) => {
        for (const right of ALL) {
          const { data } = plan(right, some, TEN_YEARS, at);
          expect(data.map((each) => [each.datum, each.category])).toEqual(
            some.data.map((each) => [each.id, each.category]),
          );
          for (const each of data) {
            expect(each.outcome).toBe(RULES[each.rule].outcome);
            expect(each.outcome === 'keep' || (each.keepUntil === null && each.holds.length === 0)).toBe(
              true,
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never erases what is held, misses a fact or is retained, and keeps nothing past its end', () => {
    fc.assert(
      fc.property(
        facts,
        date,
        fc.constantFrom('erasure' as const, 'retention' as const),
        (some, at, right) => {
          plan(right, some, TEN_YEARS, at).data.forEach((planned, index) => {
            const { holds, missing } = holdsFor(some.data[index]!, some, TEN_YEARS, at, right);
            expect(planned.holds).toEqual(holds.map(({ code }) => code));
            if (holds.length > 0 || missing.length > 0) expect(planned.outcome).toBe('keep');
            if (right === 'erasure' && holds.length + missing.length === 0)
              expect(planned.outcome).toBe('erase');
            expect(planned.keepUntil === null || planned.keepUntil >= at).toBe(true);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('erases in the end whatever it promises to keep until a date', () => {
    fc.assert(
      fc.property(facts, date, (some, at) => {
        plan('erasure', some, TEN_YEARS, at).data.forEach((planned) => {
          if (planned.keepUntil === null) return;
          const dayAfter = new Date(Date.parse(planned.keepUntil) + 86_400_000).toISOString().slice(0, 10);
          const later = plan('erasure', some, TEN_YEARS, dayAfter).data.find(
            ({ datum: id }) => id === planned.datum,
          );
          const fresh = [
            ...(some.manualHolds ?? []).map(({ from }) => from),
            ...(some.restrictions ?? []).map(({ since }) => since),
          ];
          if (fresh.every((from) => from <= at)) expect(later?.outcome).toBe('erase');
        });
      }),
      { numRuns: 300 },
    );
  });
});

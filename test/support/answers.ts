import { join } from 'node:path';
import type { Answer, AnsweredCorrection, AnswerLine } from '../../src/answers/answer.js';
import { packageRoot } from '../../src/config/package-root.js';
import { latestEnd } from '../../src/domain/calendar-date.js';
import type { Category, Right } from '../../src/domain/category.js';
import type { DatumFacts, Facts, RecordFacts } from '../../src/domain/facts.js';
import { datedEnds, holdsFor } from '../../src/domain/hold.js';
import { plan } from '../../src/domain/planner.js';
import type { RegisterPolicy } from '../../src/domain/register-policy.js';
import { loadPolicies } from '../../src/registers/policy-file.js';
import type { Sample } from './copies.js';

const POLICIES = loadPolicies(join(packageRoot, 'policies'));

export function policyOf(register: string): RegisterPolicy {
  return POLICIES.get(register)!.policy;
}

export const TODAY = '2026-11-20';

/** A fulfilled access request; a test changes what it is about. */
export function answer(changes: Partial<Answer> = {}): Answer {
  return {
    kind: 'decision',
    policy: policyOf('konttorimix'),
    language: 'fi',
    reference: 'KON-2026-000123',
    right: 'access',
    addressee: 'Aino Esimerkki',
    receivedOn: TODAY,
    decidedOn: TODAY,
    state: 'fulfilled',
    lines: [],
    recipients: [],
    corrections: [],
    refusal: null,
    secondLetterFollows: false,
    marketingStopped: false,
    copy: null,
    undoLink: null,
    ...changes,
  };
}

export function line(changes: Partial<AnswerLine> = {}): AnswerLine {
  return {
    category: 'email',
    record: null,
    count: 1,
    outcome: 'erase',
    rule: 'erasure.no-hold',
    holds: [],
    keepUntil: null,
    citation: 'Art. 17(1) GDPR',
    ...changes,
  };
}

const datum = (id: string, category: Category, recordId: string | null = null): DatumFacts => ({
  id,
  category,
  recordId,
  providedBy: category === 'marketing-profile' ? 'derived' : 'data-subject',
  basis: category === 'marketing-profile' ? 'legitimate-interest' : 'contract',
});

const invoice = (id: string, date: string, changes: Partial<RecordFacts>): RecordFacts => ({
  id,
  kind: 'invoice',
  date,
  bookedOn: date,
  dueOn: null,
  balance: '0.00',
  status: 'paid',
  lastReminderOn: null,
  orderId: `order-${id}`,
  ...changes,
});

const order = (id: string, date: string): RecordFacts => ({ id, kind: 'order', date });

/** A consumer with an invoice unpaid, one still in its statutory period and one past it. */
export const CONSUMER_WITH_OPEN_INVOICE: Facts = {
  register: 'konttorimix',
  factsAsOf: '2026-11-20T06:00:00Z',
  person: {
    type: 'consumer',
    relationshipEnd: null,
    contractEnd: null,
    lastServiceContact: null,
    lastContact: null,
    contactRoleEnd: null,
  },
  data: [
    datum('d1', 'name'),
    datum('d2', 'email'),
    datum('d3', 'phone'),
    datum('d4', 'postal-address'),
    datum('d5', 'billing-details'),
    datum('d6', 'marketing-profile'),
    datum('d7', 'invoice', 'A'),
    datum('d8', 'postal-address', 'A'),
    datum('d9', 'order', 'order-A'),
    datum('d10', 'invoice', 'B'),
    datum('d11', 'order', 'order-B'),
    datum('d12', 'invoice', 'C'),
    datum('d13', 'order', 'order-C'),
    datum('d14', 'order', 'order-D'),
  ],
  records: [
    invoice('A', '2026-10-15', { dueOn: '2026-11-14', balance: '120.00', status: 'open' }),
    invoice('B', '2020-05-03', {}),
    invoice('C', '2019-02-10', {}),
    order('order-A', '2026-10-14'),
    order('order-B', '2020-05-02'),
    order('order-C', '2019-02-09'),
    order('order-D', '2024-03-01'),
  ],
  manualHolds: [],
  restrictions: [],
};

/** The lines of an answer as the plan of these facts gives them. */
export function linesOfPlan(
  right: Right,
  facts: Facts = CONSUMER_WITH_OPEN_INVOICE,
  policy: RegisterPolicy = policyOf(facts.register),
): AnswerLine[] {
  const records = new Map(facts.records.map((record) => [record.id, record]));
  return plan(right, facts, policy, TODAY).data.map((planned, index) => {
    const { category, outcome, rule, holds, keepUntil, citation } = planned;
    const { recordId } = facts.data[index]!;
    const record = recordId === null ? undefined : records.get(recordId);
    const ends =
      right === 'erasure' ? holdsFor(facts.data[index]!, facts, policy, TODAY, 'erasure').holds : [];
    const dated = ends.map(({ until }) => until).filter((until) => until !== null);
    return {
      category,
      record: record ? { kind: record.kind, date: record.date ?? null, reference: `R-${record.id}` } : null,
      count: 1,
      outcome,
      rule,
      holds,
      keepUntil,
      datedUntil: dated.length > 0 ? latestEnd(dated) : null,
      citation,
    };
  });
}

/** The answer of the scenario: a part erased, a part kept. */
export function partialErasure(changes: Partial<Answer> = {}): Answer {
  return answer({
    right: 'erasure',
    state: 'partly-fulfilled',
    lines: linesOfPlan('erasure'),
    recipients: [
      { name: 'Kirjanpito Lumikellotar Oy', disclosedOn: ['2026-10-15', '2026-11-02'] },
      { name: 'Saatavapalvelu Kanervanummi Oy', disclosedOn: ['2026-11-18'] },
    ],
    secondLetterFollows: true,
    marketingStopped: true,
    ...changes,
  });
}

/** A refused change of the address; a test changes what it is about. */
export const CORRECTION: AnsweredCorrection = {
  category: 'postal-address',
  kind: 'correct',
  record: null,
  before: 'Vanhatie 1, 00100 Helsinki',
  asked: 'Uusitie 2, 00200 Helsinki',
  grounds: 'Muutin',
  after: 'Vanhatie 1, 00100 Helsinki',
  accepted: false,
  inPart: false,
  reason: null,
  obstacle: null,
  statement: null,
};

/** One of each correction: done, refused for the books, refused in writing. */
export function partialRectification(changes: Partial<Answer> = {}): Answer {
  return answer({
    right: 'rectification',
    state: 'partly-fulfilled',
    lines: [
      line({
        category: 'postal-address',
        outcome: 'keep',
        rule: 'rectification.closed-voucher',
        holds: ['STATUTORY_VOUCHER'],
        keepUntil: '2030-12-31',
        citation: 'KPL 2:7',
        record: { kind: 'invoice', date: '2024-05-06', reference: 'L-2024-77' },
      }),
      line({
        category: 'name',
        outcome: 'keep',
        rule: 'rectification.not-contested',
        citation: 'Art. 16 GDPR',
      }),
    ],
    corrections: [
      {
        ...CORRECTION,
        after: 'Uusitie 2, 00200 Helsinki',
        accepted: true,
      },
      {
        ...CORRECTION,
        record: { kind: 'invoice', date: '2024-05-06', reference: 'L-2024-77' },
        reason: 'accounting-record',
      },
    ],
    refusal: { reasons: ['accounting-record'], text: null },
    ...changes,
  });
}

/** What an access copy of the consumer is made from. */
export function copyInput(changes: Partial<Sample> = {}): Sample {
  const facts = CONSUMER_WITH_OPEN_INVOICE;
  const policy = changes.policy ?? policyOf('konttorimix');
  const retention = policy.retention === 'notStated' ? null : plan('retention', facts, policy, TODAY);
  const old = {
    obtainedAt: new Date('2020-01-02T08:00:00Z'),
    supersededAt: new Date('2024-02-03T08:00:00Z'),
  };
  const data = [...facts.data, datum('d15', 'email')];
  return {
    policy,
    language: 'fi',
    reference: 'KON-2026-000123',
    at: TODAY,
    customerNumber: 'C-1001',
    personType: 'consumer',
    data: data.map((each) => ({
      ...each,
      value: VALUES[each.id] ?? each.id,
      statement: null,
      source: each.category === 'phone' ? 'update-service' : 'registration',
      obtainedAt: new Date('2024-02-03T08:00:00Z'),
      supersededAt: null,
      ...(each.id === 'd15' ? old : {}),
    })),
    records: facts.records,
    disclosures: [
      {
        recipient: 'accounting',
        categories: ['name', 'invoice'],
        ground: 'billing',
        disclosedOn: '2026-10-15',
      },
    ],
    restrictions: [{ ground: '18(1)(a)', categories: ['phone'], since: '2026-11-01' }],
    prohibitions: ['dm'],
    consents: [
      {
        channel: 'email',
        basis: 'consent',
        givenOn: '2025-03-01',
        wording: 'newsletter-1',
        withdrawnOn: null,
      },
    ],
    reads: [{ at: '2026-11-03T07:30:00Z', purpose: 'order-handling' }],
    plan: plan('access', { ...facts, data }, policy, TODAY),
    retentionPlan: retention,
    datedEnds: datedEnds(facts, policy, TODAY, 'retention'),
    ...changes,
  };
}

const VALUES: Record<string, string | Record<string, unknown>> = {
  d1: 'Aino Esimerkki',
  d2: 'aino@esimerkki.example',
  d3: '+358 40 000 0001',
  d4: 'Esimerkkikatu 5, 00100 Helsinki',
  d5: 'Verkkolaskuosoite 003700000000',
  d6: 'Kiinnostuksen kohteet: toimistokalusteet',
  d7: { reference: 'L-2026-15', total: '120.00', payer: '=cmd|calc' },
  d8: 'Esimerkkikatu 5, 00100 Helsinki',
  d9: { reference: 'T-2026-14', lines: [{ product: 'Paperi A4', quantity: 3 }] },
  d15: 'aino.vanha@esimerkki.example',
};

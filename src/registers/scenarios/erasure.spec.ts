import { describe, expect, it } from 'vitest';
import { TODAY } from '../../../test/support/answers.js';
import { decided, decisions } from '../../../test/support/decisions.js';
import { datum, invoice } from '../../../test/support/person-facts.js';
import { deadline } from '../../domain/deadline.js';
import { limitationDate } from '../../domain/hold.js';
import { canonicalPlan } from '../../domain/planner.js';

const buyer = [
  datum('name'),
  datum('email'),
  datum('phone'),
  datum('postal-address'),
  datum('billing-details'),
  datum('marketing-profile', { providedBy: 'derived', basis: 'legitimate-interest' }),
];
const invoices = {
  A: invoice('A', { bookedOn: '2026-10-15', dueOn: '2026-11-14', status: 'open', orderId: 'order-A' }),
  B: invoice('B', { bookedOn: '2020-05-03' }),
  C: invoice('C', { bookedOn: '2019-02-10', orderId: 'order-C' }),
};
const paidA = invoice('A', { ...invoices.A, status: 'paid' });
const orders = ['order-A', 'order-C', 'order-D'].map((id) => ({
  id,
  kind: 'order' as const,
  date: '2019-02-01',
}));
const shopping = [
  ...['A', 'B', 'C'].map((recordId) => datum('invoice', { recordId })),
  ...orders.map(({ id }) => datum('order', { recordId: id })),
];

describe('S01 erasure with an open invoice', () => {
  const facts = { data: [...buyer, ...shopping], records: [...Object.values(invoices), ...orders] };

  it('erases what nothing holds and keeps what the claim and the books need', () => {
    expect(decisions('erasure', 'konttorimix', facts)).toEqual({
      name: 'keep open OPEN_INVOICE',
      email: 'keep open OPEN_INVOICE',
      phone: 'erase',
      'postal-address': 'keep open OPEN_INVOICE',
      'billing-details': 'keep open OPEN_INVOICE',
      'marketing-profile': 'erase',
      'invoice@A': 'keep open STATUTORY_VOUCHER OPEN_INVOICE',
      'invoice@B': 'keep 2026-12-31 STATUTORY_VOUCHER',
      'invoice@C': 'erase',
      'order@order-A': 'keep open OPEN_INVOICE',
      'order@order-C': 'erase',
      'order@order-D': 'erase',
    });
  });

  it('keeps the phone number where it is the only channel', () => {
    const data = facts.data.filter(({ id }) => id !== 'email');
    expect(decisions('erasure', 'konttorimix', { ...facts, data })['phone']).toBe('keep open OPEN_INVOICE');
  });

  it('erases voucher B on the first day after its last', () => {
    const invoiceB = (at: string) => decisions('erasure', 'konttorimix', facts, at)['invoice@B'];
    expect(invoiceB('2026-12-31')).toBe('keep 2026-12-31 STATUTORY_VOUCHER');
    expect(invoiceB('2027-01-01')).toBe('erase');
  });

  it('is answered by Monday, the month ending on a Sunday', () => {
    expect(deadline({ received: TODAY }).due).toBe('2026-12-21');
  });
});

describe('S02 the payment arrives', () => {
  it('leaves voucher A alone until 2032 ends', () => {
    const facts = {
      data: [...buyer, datum('invoice', { recordId: 'A' }), datum('order', { recordId: 'order-A' })],
      records: [paidA, ...orders],
    };
    const { 'invoice@A': voucher, ...rest } = decisions('erasure', 'konttorimix', facts, '2026-12-10');
    expect(voucher).toBe('keep 2032-12-31 STATUTORY_VOUCHER');
    expect(Object.values(rest)).toEqual(Array.from({ length: 7 }, () => 'erase'));
  });
});

describe('S03 unpaid without end', () => {
  it('asks for a review on the day of limitation, which a reminder moves', () => {
    expect(limitationDate(invoices.A)).toBe('2029-11-14');
    expect(limitationDate({ ...invoices.A, lastReminderOn: '2026-12-01' })).toBe('2029-12-01');
  });

  it.each(['2029-11-15', '2046-11-15'])('never ends the hold by itself, not even by %s', (at) => {
    const facts = { data: buyer, records: [invoices.A] };
    expect(decisions('erasure', 'konttorimix', facts, at)['name']).toBe('keep open OPEN_INVOICE');
  });
});

describe('S04 collection', () => {
  const data = [
    ...buyer,
    datum('note', { recordId: 'case' }),
    datum('note'),
    datum('invoice', { recordId: 'A' }),
  ];
  const caseOf = (status: 'open' | 'closed') => ({ id: 'case', kind: 'collection-case' as const, status });
  const inCollection = invoice('A', { ...invoices.A, status: 'in-collection' });
  const writtenOff = invoice('A', { ...invoices.A, status: 'written-off' });

  it('keeps the claim’s data while the case is open, and erases the rest', () => {
    const facts = { data, records: [inCollection, caseOf('open')] };
    expect(decisions('erasure', 'umacon', facts)).toEqual({
      name: 'keep open COLLECTION',
      email: 'keep open COLLECTION',
      phone: 'erase',
      'postal-address': 'keep open COLLECTION',
      'billing-details': 'keep open COLLECTION',
      'marketing-profile': 'erase',
      'note@case': 'keep open COLLECTION',
      note: 'erase',
      'invoice@A': 'keep open STATUTORY_VOUCHER COLLECTION',
    });
  });

  it('holds by the case alone when the invoice has been written off', () => {
    const found = decisions('erasure', 'umacon', { data, records: [writtenOff, caseOf('open')] });
    expect([found['name'], found['note@case']]).toEqual(['keep open COLLECTION', 'keep open COLLECTION']);
    expect(found['invoice@A']).toBe('keep 2032-12-31 STATUTORY_VOUCHER');
  });

  it('ends with the case, and the voucher goes on', () => {
    const found = decisions('erasure', 'umacon', { data, records: [paidA, caseOf('closed')] }, '2027-03-16');
    expect([found['name'], found['note@case']]).toEqual(['erase', 'erase']);
    expect(found['invoice@A']).toBe('keep 2032-12-31 STATUTORY_VOUCHER');
  });
});

describe('S19 access and erasure in one message', () => {
  it('copies everything, then erases it, both by the same day', () => {
    const all = (outcome: string) => buyer.map(({ id }) => [id, outcome]);
    expect(Object.entries(decisions('access', 'umacon', { data: buyer }))).toEqual(all('copy'));
    expect(Object.entries(decisions('erasure', 'umacon', { data: buyer }))).toEqual(all('erase'));
  });
});

describe('S20 no data', () => {
  it('has nothing to decide, and is answered within the month all the same', () => {
    expect(decided('access', 'umacon', {}).data).toEqual([]);
    expect(deadline({ received: TODAY }).due).toBe('2026-12-21');
  });
});

describe('S30 a restored backup', () => {
  it('brings back facts of which the erasure decides the same again', () => {
    const facts = { data: [...buyer, datum('invoice', { recordId: 'B' })], records: [invoices.B] };
    const carriedOut = decided('erasure', 'umacon', facts, '2026-12-01');
    const replayed = decided('erasure', 'umacon', facts, '2026-12-05');
    expect(canonicalPlan(replayed)).toBe(canonicalPlan(carriedOut));
    expect(replayed.data.filter(({ outcome }) => outcome === 'erase')).toHaveLength(buyer.length);
  });
});

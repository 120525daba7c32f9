import { describe, expect, it } from 'vitest';
import { CONSUMER, datum, factsOf, invoice, SILENT, TEN_YEARS } from '../../test/support/person-facts.js';
import { missingFacts } from './missing-facts.js';
import { requestReview } from './review.js';

describe('a request near its end', () => {
  const dates = { due: '2026-12-21', target: '2026-12-18' };

  it.each([
    ['2026-12-15', 'request-near-target'],
    ['2026-12-18', 'request-near-target'],
    ['2026-12-19', 'request-past-target'],
    ['2026-12-21', 'request-past-target'],
    ['2026-12-22', 'request-overdue'],
  ])('is on %s a %s', (at, kind) => {
    expect(requestReview(dates, at)).toBe(kind);
  });
});

describe('missing facts', () => {
  const { bookedOn: _, ...unbooked } = invoice('A');
  const { status: __, ...stateless } = invoice('B');
  const data = [datum('invoice', { recordId: 'A' }), datum('invoice', { recordId: 'B' })];

  it('are named once each, by their paths', () => {
    const facts = factsOf({ data: [...data, datum('name')], records: [unbooked, stateless] });
    expect(missingFacts(facts, TEN_YEARS, '2026-11-20')).toEqual([
      'records[A].bookedOn',
      'records[B].status',
    ]);
  });

  it('of a retention period count where one is stated', () => {
    const { relationshipEnd: _end, ...person } = CONSUMER;
    const facts = factsOf({ person, data: [datum('email')] });
    expect(missingFacts(facts, TEN_YEARS, '2026-11-20')).toEqual(['person.relationshipEnd']);
    expect(missingFacts(facts, SILENT, '2026-11-20')).toEqual([]);
  });

  it('are none where everything is stated', () => {
    expect(
      missingFacts(factsOf({ data, records: [invoice('A'), invoice('B')] }), TEN_YEARS, '2026-11-20'),
    ).toEqual([]);
  });
});

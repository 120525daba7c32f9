import { describe, expect, it } from 'vitest';
import { deadline, dueInForce, isOverdue } from '../../domain/deadline.js';
import { identityVerdict } from '../../domain/identity-assurance.js';
import { canGo } from '../../domain/lifecycle.js';

describe('S12 a request of 31 January', () => {
  it.each([
    ['2025-01-31', '2025-02-28', 'the last day of a short month'],
    ['2024-01-31', '2024-02-29', 'the leap day'],
    ['2026-01-31', '2026-03-02', 'the Monday after a Saturday'],
  ])('of %s is due on %s, %s', (received, due) => {
    expect(deadline({ received }).due).toBe(due);
  });
});

describe('S13 a month that ends on a holiday', () => {
  it.each([
    ['2026-05-19', '2026-06-22', 'Midsummer Eve is free'],
    ['2026-03-03', '2026-04-07', 'Easter'],
    ['2027-11-06', '2027-12-07', 'Independence Day on a Monday'],
    ['2026-11-06', '2026-12-07', 'Independence Day on a Sunday'],
    ['2026-11-24', '2026-12-24', 'Christmas Eve is a working day'],
    ['2026-11-25', '2026-12-28', 'Christmas and the weekend after it'],
  ])('received %s is due on %s: %s', (received, due) => {
    expect(deadline({ received }).due).toBe(due);
  });
});

describe('S14 an extension', () => {
  const received = '2026-10-12';

  it('notified on the last day gives three months from receipt', () => {
    const extended = deadline({ received, extendedOn: '2026-11-12' });
    expect([extended.due, dueInForce(extended)]).toEqual(['2026-11-12', '2027-01-12']);
  });

  it('notified a day later is not valid, and the request is overdue from that day', () => {
    const late = deadline({ received, extendedOn: '2026-11-13' });
    expect([late.extensionValid, dueInForce(late)]).toEqual([false, '2026-11-12']);
    expect([isOverdue(late, '2026-11-12'), isOverdue(late, '2026-11-13')]).toEqual([false, true]);
  });
});

describe('S15 a doubt about identity', () => {
  const received = '2026-11-02';

  it('adds the days until a sufficient answer, when asked in time', () => {
    const asked = deadline({ received, asked: '2026-11-04', answered: '2026-11-11' });
    expect([asked.nominal, asked.suspendedDays, asked.due]).toEqual(['2026-12-02', 7, '2026-12-09']);
  });

  it('adds nothing when asked after ten working days', () => {
    const late = deadline({ received, asked: '2026-11-16', answered: '2026-11-23' });
    expect([late.suspendedDays, late.due]).toEqual([0, '2026-12-02']);
  });

  it('without an answer lets the clock run, and the item end as not identifiable', () => {
    expect(deadline({ received, asked: '2026-11-04' }).due).toBe('2026-12-02');
    expect(identityVerdict(0, 0, 1)).toBe('NOT_IDENTIFIABLE');
    expect(canGo('awaiting-identification', 'not-identifiable')).toBe(true);
    expect(canGo('awaiting-identification', 'fulfilled')).toBe(false);
  });
});

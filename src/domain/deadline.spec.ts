import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar-date.js';
import { deadline, dueInForce, isOverdue, rectificationTarget, targetInForce } from './deadline.js';
import { DomainError } from './domain-error.js';
import { lastDayToAsk } from './request-clock.js';

describe('deadline', () => {
  it.each([
    ['2025-03-05', '2025-04-05', '2025-04-07', '2025-06-05', 'EDPB example, with a weekend'],
    ['2025-08-31', '2025-09-30', '2025-09-30', '2025-12-01', 'EDPB example'],
    ['2024-01-31', '2024-02-29', '2024-02-29', '2024-04-30', 'S12 leap year'],
    ['2025-01-31', '2025-02-28', '2025-02-28', '2025-04-30', 'S12 not chained'],
    ['2026-01-31', '2026-02-28', '2026-03-02', '2026-04-30', 'S12 on a Saturday'],
    ['2025-01-29', '2025-02-28', '2025-02-28', '2025-04-29', 'a day February lacks'],
    ['2025-02-28', '2025-03-28', '2025-03-28', '2025-05-28', 'not the month’s end'],
    ['2024-02-29', '2024-03-29', '2024-04-02', '2024-05-29', 'Good Friday to Easter Monday'],
    ['2026-03-31', '2026-04-30', '2026-04-30', '2026-06-30', 'eve of May Day'],
    ['2026-03-03', '2026-04-03', '2026-04-07', '2026-06-03', 'S13 Easter block'],
    ['2026-03-06', '2026-04-06', '2026-04-07', '2026-06-08', 'Easter Monday'],
    ['2026-04-01', '2026-05-01', '2026-05-04', '2026-07-01', 'May Day'],
    ['2026-04-14', '2026-05-14', '2026-05-15', '2026-07-14', 'Ascension Day'],
    ['2026-05-19', '2026-06-19', '2026-06-22', '2026-08-19', 'S13 Midsummer Eve'],
    ['2025-05-20', '2025-06-20', '2025-06-23', '2025-08-20', 'Midsummer Eve'],
    ['2025-11-06', '2025-12-06', '2025-12-08', '2026-02-06', 'Independence Day on a Saturday'],
    ['2026-11-06', '2026-12-06', '2026-12-07', '2027-02-08', 'S13 Independence Day on a Sunday'],
    ['2027-11-06', '2027-12-06', '2027-12-07', '2028-02-07', 'S13 Independence Day on a Monday'],
    ['2028-11-06', '2028-12-06', '2028-12-07', '2029-02-06', 'Independence Day on a Wednesday'],
    ['2026-11-24', '2026-12-24', '2026-12-24', '2027-02-24', 'S13 Christmas Eve is a working day'],
    ['2026-11-25', '2026-12-25', '2026-12-28', '2027-02-25', 'S13 Christmas'],
    ['2025-12-06', '2026-01-06', '2026-01-07', '2026-03-06', 'Epiphany'],
    ['2025-12-01', '2026-01-01', '2026-01-02', '2026-03-02', 'New Year'],
    ['2026-10-01', '2026-11-01', '2026-11-02', '2027-01-04', 'Sunday'],
    ['2027-10-06', '2027-11-06', '2027-11-08', '2028-01-07', 'All Saints’ Day'],
    ['2026-11-20', '2026-12-20', '2026-12-21', '2027-02-22', 'S01 the clock of the scenarios'],
  ])('received %s: month to %s, due %s, extended %s (%s)', (received, nominal, due, extendedDue) => {
    expect(deadline({ received })).toMatchObject({
      received,
      nominal,
      due,
      extendedDue,
      suspendedDays: 0,
      extensionValid: null,
    });
  });

  it.each([
    ['2026-11-24', '2026-12-23', 'Christmas Eve is free for the target'],
    ['2026-11-25', '2026-12-23', 'back over Christmas'],
    ['2026-05-19', '2026-06-18', 'Midsummer Eve'],
    ['2026-03-06', '2026-04-02', 'back over Easter'],
    ['2026-11-02', '2026-12-02', 'an ordinary day'],
  ])('received %s has the target %s (%s)', (received, target) => {
    expect(deadline({ received }).target).toBe(target);
  });

  describe('S14 extension', () => {
    const received = '2026-10-12';

    it('is valid when notified on the last day', () => {
      const extended = deadline({ received, extendedOn: '2026-11-12' });
      expect(extended).toMatchObject({ due: '2026-11-12', extendedDue: '2027-01-12', extensionValid: true });
      expect(dueInForce(extended)).toBe('2027-01-12');
      expect(targetInForce(extended)).toBe('2027-01-12');
      expect(isOverdue(extended, '2027-01-12')).toBe(false);
      expect(isOverdue(extended, '2027-01-13')).toBe(true);
    });

    it('is refused a day later, and the item is overdue from that day', () => {
      const late = deadline({ received, extendedOn: '2026-11-13' });
      expect(late).toMatchObject({ due: '2026-11-12', extendedDue: null, extensionValid: false });
      expect(dueInForce(late)).toBe('2026-11-12');
      expect(targetInForce(late)).toBe('2026-11-12');
      expect(isOverdue(late, '2026-11-12')).toBe(false);
      expect(isOverdue(late, '2026-11-13')).toBe(true);
    });

    it('may still be notified on the working day after a weekend', () => {
      expect(deadline({ received: '2025-03-05', extendedOn: '2025-04-07' }).extensionValid).toBe(true);
      expect(deadline({ received: '2025-03-05', extendedOn: '2025-04-08' }).extensionValid).toBe(false);
    });

    it('aims at the last working day before Christmas Eve', () => {
      const extended = deadline({ received: '2026-09-24', extendedOn: '2026-10-01' });
      expect([dueInForce(extended), targetInForce(extended)]).toEqual(['2026-12-24', '2026-12-23']);
    });

    it('without a notice leaves the first day in force', () => {
      const plain = deadline({ received, extendedOn: null });
      expect([dueInForce(plain), targetInForce(plain)]).toEqual(['2026-11-12', '2026-11-12']);
    });
  });

  describe('S15 identity doubt', () => {
    const received = '2026-11-02';

    it('adds the days from the question to the answer', () => {
      const suspended = deadline({ received, asked: '2026-11-04', answered: '2026-11-11' });
      expect(suspended).toMatchObject({
        nominal: '2026-12-02',
        suspendedDays: 7,
        due: '2026-12-09',
        target: '2026-12-09',
      });
      expect(suspended.extendedDue).toBe('2027-02-09');
    });

    it('adds nothing when the question came too late', () => {
      const late = deadline({ received, asked: '2026-11-16', answered: '2026-11-20' });
      expect(late).toMatchObject({ suspendedDays: 0, due: '2026-12-02' });
    });

    it('adds nothing while the question is open', () => {
      expect(deadline({ received, asked: '2026-11-04' })).toMatchObject({
        suspendedDays: 0,
        due: '2026-12-02',
      });
      expect(deadline({ received, asked: '2026-11-04', answered: null }).suspendedDays).toBe(0);
    });

    it('counts a question of the fifth working day, and no later one', () => {
      expect(lastDayToAsk(received)).toBe('2026-11-09');
      expect(deadline({ received, asked: '2026-11-09', answered: '2026-11-10' }).suspendedDays).toBe(1);
      expect(deadline({ received, asked: '2026-11-10', answered: '2026-11-12' }).suspendedDays).toBe(0);
      expect(deadline({ received, asked: received, answered: '2026-11-12' }).suspendedDays).toBe(10);
      expect(lastDayToAsk('2026-12-22')).toBe('2026-12-30');
    });

    it('rolls after the suspension, and judges an extension by the suspended day', () => {
      const clock = { received: '2026-11-02', asked: '2026-11-04', answered: '2026-11-07' };
      expect(deadline(clock)).toMatchObject({ suspendedDays: 3, due: '2026-12-07', target: '2026-12-04' });
      expect(deadline({ ...clock, extendedOn: '2026-12-07' }).extensionValid).toBe(true);
      expect(targetInForce(deadline({ ...clock, extendedOn: '2026-12-07' }))).toBe('2027-02-05');
    });
  });

  it.each([
    [{ received: '2026-11-02', asked: '2026-11-01' }, 'received', 'asked'],
    [{ received: '2026-11-02', asked: '2026-11-04', answered: '2026-11-03' }, 'asked', 'answered'],
    [{ received: '2026-11-02', answered: '2026-11-03' }, 'asked', 'answered'],
    [{ received: '2026-11-02', extendedOn: '2026-11-01' }, 'received', 'extendedOn'],
  ])('refuses an impossible order %j', (clock, earlier, later) => {
    expect(() => deadline(clock)).toThrow(new DomainError('INVALID_DATE_ORDER', { earlier, later }));
  });

  it('accepts everything on the day of receipt', () => {
    const received = '2026-11-02';
    const sameDay = deadline({ received, asked: received, answered: received, extendedOn: received });
    expect(sameDay).toMatchObject({ suspendedDays: 0, extensionValid: true });
  });

  it('refuses what is not a date', () => {
    const refused = new DomainError('INVALID_DATE');
    expect(() => deadline({ received: '2026-02-30' })).toThrow(refused);
    expect(() => deadline({ received: '2026-02-20', asked: '2026-02-30' })).toThrow(refused);
    expect(() => deadline({ received: '2026-02-20', extendedOn: '2026-02-30' })).toThrow(refused);
    expect(() => deadline({ received: '2026-02-20', extendedOn: '' })).toThrow(refused);
  });

  it.each([
    ['2026-11-20', '2026-11-27'],
    ['2026-12-22', '2026-12-31'],
  ])('received %s, a rectification is aimed at %s', (received, target) => {
    expect(rectificationTarget(received)).toBe(target);
  });

  it('agrees with a naive reckoning for every day of 2024 to 2040', () => {
    for (let received = '2024-01-01'; received < '2041-01-01'; received = addDays(received, 1)) {
      const { nominal, due, target, extendedDue } = deadline({ received });
      const found = [received, nominal, due, target, extendedDue];
      expect(found).toEqual([received, ...naive(received)]);
    }
  });

  it('never ends on a free day, nor before the month with its suspension', () => {
    const offset = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6000 }), offset, offset, (start, wait, delay) => {
        const received = addDays('2024-01-01', start);
        const asked = addDays(received, delay % 10);
        const moved = deadline({ received, asked, answered: addDays(asked, wait) });
        expect(moved.suspendedDays).toBe(asked <= lastDayToAsk(received) ? wait : 0);
        expect(moved.due >= addDays(moved.nominal, moved.suspendedDays)).toBe(true);
        expect(moved.target <= moved.due).toBe(true);
        expect([naiveFree(moved.due), naiveFree(moved.target)]).toEqual([false, false]);
      }),
    );
  });
});

// An independent reckoning: JavaScript dates, feasts found by walking, Easter from its table.
// prettier-ignore
const EASTER: Record<number, string> = {
  2024: '03-31', 2025: '04-20', 2026: '04-05', 2027: '03-28', 2028: '04-16', 2029: '04-01', 2030: '04-21', 2031: '04-13',
  2032: '03-28', 2033: '04-17', 2034: '04-09', 2035: '03-25', 2036: '04-13', 2037: '04-05', 2038: '04-25', 2039: '04-10',
  2040: '04-01', 2041: '04-21',
};
const FREE = new Set(Object.entries(EASTER).flatMap(([year, easter]) => naiveFeasts(Number(year), easter)));

function shift(date: string, days: number): string {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

function naiveFeasts(year: number, easter: string): string[] {
  const firstSaturday = (date: string): string =>
    new Date(date).getUTCDay() === 6 ? date : firstSaturday(shift(date, 1));
  const midsummer = firstSaturday(`${year}-06-20`);
  return [
    ...['01-01', '01-06', '05-01', '12-06', '12-25', '12-26'].map((day) => `${year}-${day}`),
    ...[-2, 0, 1, 39, 49].map((days) => shift(`${year}-${easter}`, days)),
    midsummer,
    shift(midsummer, -1),
    firstSaturday(`${year}-10-31`),
  ];
}

function naiveFree(date: string): boolean {
  return FREE.has(date) || [0, 6].includes(new Date(date).getUTCDay());
}

function naiveMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}

function naive(received: string): string[] {
  const roll = (date: string): string => (naiveFree(date) ? roll(shift(date, 1)) : date);
  const back = (date: string): string =>
    naiveFree(date) || date.endsWith('-12-24') ? back(shift(date, -1)) : date;
  const nominal = naiveMonths(received, 1);
  return [nominal, roll(nominal), back(nominal), roll(naiveMonths(received, 3))];
}

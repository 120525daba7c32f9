import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addPeriod,
  daysBetween,
  endOfYear,
  helsinkiDate,
  isCalendarDate,
  lastDayLapsed,
  latestEnd,
  maxDate,
  parsePeriod,
  startOfYear,
  weekday,
  yearOf,
} from './calendar-date.js';
import { DomainError } from './domain-error.js';

const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
const someDay = fc.integer({
  min: Date.UTC(1583, 0, 1) / 86_400_000,
  max: Date.UTC(9000, 0, 1) / 86_400_000,
});
const day = someDay.map((days) => iso(days * 86_400_000));

describe('calendar date', () => {
  it.each(['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31', '2026-04-30'])(
    'takes the real date %s',
    (date) => {
      expect(isCalendarDate(date)).toBe(true);
    },
  );

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '2026-01-32',
    '0000-01-01',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00:00Z',
    'x2026-01-01',
    '',
    20260101,
    ['2026-01-01'],
    null,
    undefined,
  ])('refuses %s', (date) => {
    expect(isCalendarDate(date)).toBe(false);
  });

  it('knows the length of every month', () => {
    const lengths = Array.from({ length: 12 }, (_, index) => {
      const month = String(index + 1).padStart(2, '0');
      return [28, 29, 30, 31, 32].filter((day) => isCalendarDate(`2025-${month}-${day}`)).at(-1);
    });
    expect(lengths).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  });

  it('names no value when it refuses one', () => {
    expect(() => addDays('secret', 1)).toThrow(new DomainError('INVALID_DATE'));
    expect(() => addDays('secret', 1)).not.toThrow(/secret/);
  });

  it('counts days as an independent calendar does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -200_000, max: 200_000 }), (date, days) => {
        const expected = iso(Date.parse(date) + days * 86_400_000);
        expect(addDays(date, days)).toBe(expected);
        expect(daysBetween(date, expected)).toBe(days);
      }),
    );
  });

  it('crosses the first and last years of an era', () => {
    expect(addDays('1999-12-31', 60)).toBe('2000-02-29');
    expect(addDays('2000-02-29', 1)).toBe('2000-03-01');
    expect(addDays('1900-02-28', 1)).toBe('1900-03-01');
    expect(addDays('0001-01-01', 59)).toBe('0001-03-01');
  });

  it('knows the weekday as an independent calendar does', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(weekday(date)).toBe(new Date(date).getUTCDay() || 7);
      }),
    );
    expect(weekday('2026-11-20')).toBe(5);
    expect(weekday('2026-11-22')).toBe(7);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-08-31', 1, '2025-09-30'],
    ['2025-02-28', 1, '2025-03-28'],
    ['2025-01-31', 3, '2025-04-30'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('ends a month on the same day or the month’s last: %s + %i', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it.each([
    ['2016-02-29', 'P10Y', '2026-02-28'],
    ['2016-11-19', 'P10Y', '2026-11-19'],
    ['2025-11-03', 'P0D', '2025-11-03'],
    ['2026-01-31', 'P1M1D', '2026-03-01'],
    ['2026-01-01', 'P1Y2M3W4D', '2027-03-26'],
    ['2026-01-01', 'P18M', '2027-07-01'],
    ['2026-01-01', 'P2W', '2026-01-15'],
    ['2026-01-01', 'P12W', '2026-03-26'],
  ])('adds a period: %s + %s', (date, period, expected) => {
    expect(addPeriod(date, period)).toBe(expected);
  });

  it('reads a period into months and days', () => {
    expect(parsePeriod('P1Y2M3W4D')).toEqual({ months: 14, days: 25 });
    expect(parsePeriod('P0D')).toEqual({ months: 0, days: 0 });
    expect(parsePeriod('P12345Y')).toEqual({ months: 148_140, days: 0 });
  });

  it.each([
    'P',
    '',
    '10Y',
    'P10',
    'PT1H',
    'P1DT1H',
    'P-1Y',
    'P1.5Y',
    'P1M1Y',
    'p1y',
    'P1Y ',
    ' P1Y',
    'xP1Y',
    'P1Yx',
    'P123456Y',
  ])('refuses the period "%s"', (period) => {
    expect(() => parsePeriod(period)).toThrow(new DomainError('INVALID_PERIOD'));
  });

  it('refuses to leave the four-digit years', () => {
    expect(addDays('9999-12-30', 1)).toBe('9999-12-31');
    expect(() => addDays('9999-12-31', 1)).toThrow(new DomainError('INVALID_DATE'));
    expect(() => addMonths('9999-12-31', 1)).toThrow(new DomainError('INVALID_DATE'));
    expect(() => addMonths('0001-01-31', -1)).toThrow(new DomainError('INVALID_DATE'));
    expect(addMonths('0002-01-31', -12)).toBe('0001-01-31');
  });

  it('knows the year and its ends', () => {
    expect(yearOf('2026-11-20')).toBe(2026);
    expect(startOfYear(2026)).toBe('2026-01-01');
    expect(endOfYear(2026)).toBe('2026-12-31');
  });

  it('finds the latest date', () => {
    expect(maxDate('2026-01-01')).toBe('2026-01-01');
    expect(maxDate('2026-01-01', '2027-01-01', '2025-01-01')).toBe('2027-01-01');
  });

  it('takes an open end to be later than any date', () => {
    expect(latestEnd(['2026-01-01', '2027-01-01'])).toBe('2027-01-01');
    expect(latestEnd(['2026-01-01', null])).toBeNull();
    expect(latestEnd([null, '2026-01-01'])).toBeNull();
    expect(latestEnd([])).toBeNull();
  });

  it.each([
    ['2026-11-20T21:59:59Z', '2026-11-20'],
    ['2026-11-20T22:00:00Z', '2026-11-21'],
    ['2026-06-30T20:59:59Z', '2026-06-30'],
    ['2026-06-30T21:00:00Z', '2026-07-01'],
    ['2026-11-20T06:00:00+02:00', '2026-11-20'],
    ['2026-12-31T22:30:00Z', '2027-01-01'],
  ])('knows the Finnish date of %s', (instant, expected) => {
    expect(helsinkiDate(instant)).toBe(expected);
  });

  it('agrees with the time zone database about summer time', () => {
    const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' });
    for (let time = Date.UTC(2024, 0, 1, 21, 30); time < Date.UTC(2041, 0, 1); time += 86_400_000) {
      const instant = new Date(time).toISOString();
      expect([instant, helsinkiDate(instant)]).toEqual([instant, zone.format(time)]);
    }
  });

  it('refuses what is not an instant', () => {
    expect(() => helsinkiDate('soon')).toThrow(new DomainError('INVALID_DATE'));
  });
});

describe('the last day whose period is over', () => {
  it.each([
    ['2029-11-21', 'P3Y', '2026-11-20'],
    ['2029-11-20', 'P3Y', '2026-11-19'],
    ['2027-03-01', 'P3Y', '2024-02-29'],
    ['2026-12-21', 'P30D', '2026-11-20'],
    ['2026-03-01', 'P1M', '2026-01-31'],
  ])('is, on %s after %s, %s', (at, period, expected) => {
    expect(lastDayLapsed(at, period)).toBe(expected);
  });

  it('is the latest one of all', () => {
    const period = fc.tuple(fc.nat(15), fc.nat(30), fc.nat(70)).map(([y, m, d]) => `P${y}Y${m}M${d}D`);
    fc.assert(
      fc.property(day, period, (at, kept) => {
        const lapsed = lastDayLapsed(at, kept);
        expect(addPeriod(lapsed, kept) < at).toBe(true);
        expect(addPeriod(addDays(lapsed, 1), kept) < at).toBe(false);
      }),
    );
  });
});

import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, weekday } from './calendar-date.js';
import {
  CALENDARS,
  easterSunday,
  freeDayName,
  holidayName,
  isWorkingDay,
  lastWorkingDayOnOrBefore,
  nextWorkingDayOnOrAfter,
  OVERRIDES,
  workingDaysAfter,
} from './finnish-calendar.js';

const YEARS = Array.from({ length: 17 }, (_, index) => 2024 + index);
const day = fc.integer({ min: 0, max: 365 * 30 }).map((days) => addDays('2020-01-01', days));
const calendar = fc.constantFrom(...CALENDARS);

function holidaysOf(year: number, calendar: (typeof CALENDARS)[number]): string[] {
  const days = Array.from({ length: 366 }, (_, index) => addDays(`${year}-01-01`, index));
  return days.filter((date) => date.startsWith(String(year)) && holidayName(date, calendar) !== null);
}

describe('Finnish calendar', () => {
  it.each([
    [2024, '03-29', '03-31', '04-01', '05-09', '05-19', '06-21', '06-22', '11-02'],
    [2025, '04-18', '04-20', '04-21', '05-29', '06-08', '06-20', '06-21', '11-01'],
    [2026, '04-03', '04-05', '04-06', '05-14', '05-24', '06-19', '06-20', '10-31'],
    [2027, '03-26', '03-28', '03-29', '05-06', '05-16', '06-25', '06-26', '11-06'],
    [2028, '04-14', '04-16', '04-17', '05-25', '06-04', '06-23', '06-24', '11-04'],
    [2029, '03-30', '04-01', '04-02', '05-10', '05-20', '06-22', '06-23', '11-03'],
    [2030, '04-19', '04-21', '04-22', '05-30', '06-09', '06-21', '06-22', '11-02'],
    [2031, '04-11', '04-13', '04-14', '05-22', '06-01', '06-20', '06-21', '11-01'],
  ])(
    'knows the moving holidays of %i',
    (year, friday, easter, monday, ascension, whit, eve, midsummer, saints) => {
      const name = (day: string) => holidayName(`${year}-${day}`, 'FI-1182');
      expect(name(friday)).toBe('Good Friday');
      expect(name(easter)).toBe('Easter Sunday');
      expect(name(monday)).toBe('Easter Monday');
      expect(name(ascension)).toBe('Ascension Day');
      expect(name(whit)).toBe('Whit Sunday');
      expect(name(eve)).toBe('Midsummer Eve');
      expect(name(midsummer)).toBe('Midsummer Day');
      expect(name(saints)).toBe("All Saints' Day");
      expect(holidaysOf(year, 'FI-1182')).toHaveLength(14);
    },
  );

  it('knows the fixed holidays by name', () => {
    const names = ['01-01', '01-06', '05-01', '12-06', '12-25', '12-26'].map((day) =>
      holidayName(`2026-${day}`, 'FI-1182'),
    );
    expect(names).toEqual([
      "New Year's Day",
      'Epiphany',
      'May Day',
      'Independence Day',
      'Christmas Day',
      'Boxing Day',
    ]);
  });

  it('works on Christmas Eve by law, not by its own target', () => {
    expect(isWorkingDay('2026-12-24', 'FI-1182')).toBe(true);
    expect(freeDayName('2026-12-24', 'FI-target')).toBe('Christmas Eve');
    expect(isWorkingDay('2026-12-23', 'FI-target')).toBe(true);
    expect(isWorkingDay('2026-06-19', 'FI-1182')).toBe(false);
    expect(isWorkingDay('2026-06-19', 'FI-target')).toBe(false);
    expect(holidaysOf(2026, 'FI-target')).toHaveLength(15);
  });

  it.each(YEARS)('agrees with the published public holidays of %i, plus Midsummer Eve', (year) => {
    const published = new Holidays('FI')
      .getHolidays(year)
      .filter(({ type, name }) => type === 'public' || name === 'juhannusaatto')
      .map(({ date }) => date.slice(0, 10));
    expect(holidaysOf(year, 'FI-1182')).toEqual([...new Set(published)].sort());
  });

  it.each([
    [1818, '1818-03-22'],
    [1943, '1943-04-25'],
    [1954, '1954-04-18'],
    [1981, '1981-04-19'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2038, '2038-04-25'],
    [2100, '2100-03-28'],
    [2285, '2285-03-22'],
    [4200, '4200-04-20'],
    [999, '0999-04-14'],
  ])('finds Easter of %i', (year, easter) => {
    expect(easterSunday(year)).toBe(easter);
  });

  it('finds Easter as the tables of the full moon do', () => {
    const byFullMoon = (year: number) => {
      const century = Math.floor(year / 100) + 1;
      const shift = Math.floor((3 * century) / 4) - Math.floor((8 * century + 5) / 25);
      const raw = (14 + 11 * (year % 19) - shift + 300) % 30;
      const epact = raw === 0 || (raw === 1 && year % 19 > 10) ? raw + 1 : raw;
      const moon = addDays(`${year}-04-19`, -epact);
      return addDays(moon, 7 - (weekday(moon) % 7));
    };
    for (let year = 1583; year < 4100; year += 1) expect(easterSunday(year)).toBe(byFullMoon(year));
  });

  it('names a weekend day unless a holiday falls on it', () => {
    expect(freeDayName('2026-11-21', 'FI-1182')).toBe('Saturday');
    expect(freeDayName('2026-11-22', 'FI-1182')).toBe('Sunday');
    expect(freeDayName('2026-12-06', 'FI-1182')).toBe('Independence Day');
    expect(freeDayName('2026-11-20', 'FI-1182')).toBeNull();
    expect(holidayName('2026-11-21', 'FI-1182')).toBeNull();
  });

  it('lets a published list add and remove days of its year', () => {
    const overrides = { 2026: { add: { '2026-11-20': 'Jubilee' }, remove: ['2026-01-06'] } };
    expect(holidayName('2026-11-20', 'FI-1182', overrides)).toBe('Jubilee');
    expect(isWorkingDay('2026-11-20', 'FI-target', overrides)).toBe(false);
    expect(isWorkingDay('2026-01-06', 'FI-1182', overrides)).toBe(true);
    expect(freeDayName('2026-01-06', 'FI-1182', overrides)).toBeNull();
    expect(freeDayName('2026-05-01', 'FI-1182', overrides)).toBe('May Day');
    expect(freeDayName('2027-01-06', 'FI-1182', overrides)).toBe('Epiphany');
    expect(OVERRIDES).toEqual({});
  });

  it('moves only over free days, and to a working day', () => {
    fc.assert(
      fc.property(day, calendar, (date, calendar) => {
        const next = nextWorkingDayOnOrAfter(date, calendar);
        const last = lastWorkingDayOnOrBefore(date, calendar);
        expect([isWorkingDay(next, calendar), isWorkingDay(last, calendar)]).toEqual([true, true]);
        for (let between = addDays(last, 1); between < next; between = addDays(between, 1)) {
          expect(between === date || !isWorkingDay(between, calendar)).toBe(true);
        }
        expect(last <= date && date <= next).toBe(true);
        expect(daysBetween(last, next)).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('counts working days after a day', () => {
    expect(workingDaysAfter('2026-11-02', 5, 'FI-1182')).toBe('2026-11-09');
    expect(workingDaysAfter('2026-11-01', 5, 'FI-1182')).toBe('2026-11-06');
    expect(workingDaysAfter('2026-12-22', 2, 'FI-1182')).toBe('2026-12-24');
    expect(workingDaysAfter('2026-12-22', 2, 'FI-target')).toBe('2026-12-28');
    expect(workingDaysAfter('2026-11-20', 0, 'FI-1182')).toBe('2026-11-20');
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), calendar, (date, count, calendar) => {
        const end = workingDaysAfter(date, count, calendar);
        const days = Array.from({ length: daysBetween(date, end) }, (_, index) => addDays(date, index + 1));
        expect(days.filter((each) => isWorkingDay(each, calendar))).toHaveLength(count);
        expect(isWorkingDay(end, calendar)).toBe(true);
      }),
    );
  });
});

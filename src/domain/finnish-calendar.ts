import { addDays, type CalendarDate, daysBetween, weekday, yearOf } from './calendar-date.js';

/**
 * `FI-1182`: Finland's non-working days for Regulation 1182/71; Midsummer Eve is one, Christmas Eve is not.
 * `FI-target`: the internal calendar, in which both eves are free.
 */
export const CALENDARS = ['FI-1182', 'FI-target'] as const;
export type Calendar = (typeof CALENDARS)[number];

/** A year's days that differ from the rules below, as the Official Journal lists them. */
export interface YearOverride {
  readonly add: Readonly<Record<CalendarDate, string>>;
  readonly remove: readonly CalendarDate[];
}
export type Overrides = Readonly<Record<number, YearOverride>>;

/** Wins over every rule, in both calendars. Empty: no published list differs so far. */
export const OVERRIDES: Overrides = {};

const FIXED: Readonly<Record<string, string>> = {
  '01-01': "New Year's Day",
  '01-06': 'Epiphany',
  '05-01': 'May Day',
  '12-06': 'Independence Day',
  '12-25': 'Christmas Day',
  '12-26': 'Boxing Day',
};

const FROM_EASTER: Readonly<Record<number, string>> = {
  [-2]: 'Good Friday',
  0: 'Easter Sunday',
  1: 'Easter Monday',
  39: 'Ascension Day',
  49: 'Whit Sunday',
};

/** Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterSunday(year: number): CalendarDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  return addDays(`${String(year).padStart(4, '0')}-03-22`, epact + toSunday - 7 * lateMoon);
}

/** The English name of the holiday, or `null`. Saturdays and Sundays are no holidays in themselves. */
export function holidayName(
  date: CalendarDate,
  calendar: Calendar,
  overrides: Overrides = OVERRIDES,
): string | null {
  const override = overrides[yearOf(date)];
  if (override?.remove.includes(date)) return null;
  return override?.add[date] ?? ruleName(date, calendar);
}

/** Why no work is done that day: the holiday, `Saturday` or `Sunday`; `null` on a working day. */
export function freeDayName(
  date: CalendarDate,
  calendar: Calendar,
  overrides: Overrides = OVERRIDES,
): string | null {
  const holiday = holidayName(date, calendar, overrides);
  if (holiday !== null) return holiday;
  const day = weekday(date);
  return day === 6 ? 'Saturday' : day === 7 ? 'Sunday' : null;
}

export function isWorkingDay(
  date: CalendarDate,
  calendar: Calendar,
  overrides: Overrides = OVERRIDES,
): boolean {
  return freeDayName(date, calendar, overrides) === null;
}

export function nextWorkingDayOnOrAfter(date: CalendarDate, calendar: Calendar): CalendarDate {
  return isWorkingDay(date, calendar) ? date : nextWorkingDayOnOrAfter(addDays(date, 1), calendar);
}

export function lastWorkingDayOnOrBefore(date: CalendarDate, calendar: Calendar): CalendarDate {
  return isWorkingDay(date, calendar) ? date : lastWorkingDayOnOrBefore(addDays(date, -1), calendar);
}

/** The `count`-th working day after `date`, which is not counted itself. */
export function workingDaysAfter(date: CalendarDate, count: number, calendar: Calendar): CalendarDate {
  if (count <= 0) return date;
  return workingDaysAfter(nextWorkingDayOnOrAfter(addDays(date, 1), calendar), count - 1, calendar);
}

function ruleName(date: CalendarDate, calendar: Calendar): string | null {
  return (
    FIXED[date.slice(5)] ??
    FROM_EASTER[daysBetween(easterSunday(yearOf(date)), date)] ??
    saturdayFeast(date) ??
    (calendar === 'FI-target' && date.endsWith('-12-24') ? 'Christmas Eve' : null)
  );
}

/** Feasts on the Saturday of a given week: Midsummer Day 20.-26.6., its eve the day before, All Saints' 31.10.-6.11. */
function saturdayFeast(date: CalendarDate): string | null {
  const midsummer = saturdayOnOrAfter(`${date.slice(0, 4)}-06-20`);
  if (date === midsummer) return 'Midsummer Day';
  if (date === addDays(midsummer, -1)) return 'Midsummer Eve';
  return date === saturdayOnOrAfter(`${date.slice(0, 4)}-10-31`) ? "All Saints' Day" : null;
}

function saturdayOnOrAfter(date: CalendarDate): CalendarDate {
  return addDays(date, (13 - weekday(date)) % 7);
}

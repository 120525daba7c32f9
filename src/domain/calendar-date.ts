import { DomainError } from './domain-error.js';

/** A civil date, `YYYY-MM-DD`. Plain strings compare in calendar order, so `<` and `max` need no library. */
export type CalendarDate = string;

/** ISO 8601 calendar period, e.g. `P10Y` or `P1Y6M`; weeks and days may follow. */
export interface Period {
  readonly months: number;
  readonly days: number;
}

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const PERIOD = /^P(?=\d)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function isCalendarDate(value: unknown): value is CalendarDate {
  return typeof value === 'string' && read(value) !== null;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(dayNumber(civil(date)) + days);
}

/** Same day of a later month, or that month's last day where it has none (Reg. 1182/71 art. 3(2)(c)). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = civil(date);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: modulo(index, 12) + 1 };
  return format({ ...target, day: Math.min(day, monthLength(target.year, target.month)) });
}

export function addPeriod(date: CalendarDate, period: string): CalendarDate {
  const { months, days } = parsePeriod(period);
  const later = addMonths(date, months);
  // Stryker disable next-line ConditionalExpression: no days more is the same day
  return days === 0 ? later : addDays(later, days);
}

/** The latest day whose period is over at `at`: what happened on it, or before, has been kept for its whole period. */
export function lastDayLapsed(at: CalendarDate, period: string): CalendarDate {
  const { months, days } = parsePeriod(period);
  // Stryker disable next-line ArithmeticOperator,UnaryOperator: only where the search begins; it ends on the same day
  let day = addDays(addMonths(at, -months), -days - 1);
  // Months differ in length, so going back by a period and forward again may miss by a few days.
  while (addPeriod(day, period) >= at) day = addDays(day, -1);
  while (addPeriod(addDays(day, 1), period) < at) day = addDays(day, 1);
  return day;
}

export function parsePeriod(period: string): Period {
  const match = PERIOD.exec(period);
  if (!match) throw new DomainError('INVALID_PERIOD');
  const [years, months, weeks, days] = match.slice(1).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return { months: years * 12 + months, days: weeks * 7 + days };
}

/** Days from `from` to `to`; the first day is not counted (Reg. 1182/71 art. 3(1)). */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(civil(to)) - dayNumber(civil(from));
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekday(date: CalendarDate): number {
  return modulo(dayNumber(civil(date)) + 3, 7) + 1;
}

export function yearOf(date: CalendarDate): number {
  return civil(date).year;
}

export function startOfYear(year: number): CalendarDate {
  return format({ year, month: 1, day: 1 });
}

export function endOfYear(year: number): CalendarDate {
  return format({ year, month: 12, day: 31 });
}

export function maxDate(first: CalendarDate, ...others: readonly CalendarDate[]): CalendarDate {
  // Stryker disable next-line EqualityOperator: of two equal dates either is the latest
  return others.reduce((latest, date) => (date > latest ? date : latest), first);
}

/** The latest of several ends; an open end (`null`) is later than any date, and no end at all is open too. */
export function latestEnd(ends: readonly (CalendarDate | null)[]): CalendarDate | null {
  const dates = ends.filter((end) => end !== null);
  const [first, ...others] = dates;
  return first === undefined || dates.length < ends.length ? null : maxDate(first, ...others);
}

/** The Finnish date of an instant: UTC+3 from the last Sunday of March to the last Sunday of October at 01:00 UTC, else UTC+2. */
export function helsinkiDate(instant: string): CalendarDate {
  const seconds = Date.parse(instant) / 1000;
  const { year } = civil(fromDayNumber(Math.floor(seconds / 86_400)));
  // Stryker disable next-line EqualityOperator: at the hour of the change both offsets give the same date
  const summer = seconds >= clockChange(year, 3) && seconds < clockChange(year, 10);
  return fromDayNumber(Math.floor((seconds + (summer ? 3 : 2) * 3600) / 86_400));
}

function clockChange(year: number, month: number): number {
  const last = format({ year, month, day: 31 });
  const sunday = dayNumber(civil(addDays(last, -(weekday(last) % 7)))) * 86_400;
  // Stryker disable next-line ArithmeticOperator: hours around the change both offsets give the same date
  return sunday + 3600;
}

/** The remainder that is never negative, for days before 1970. */
function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** No day for a month there is not. */
function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function read(text: string): Civil | null {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const real = year >= 1 && day >= 1 && day <= monthLength(year, month);
  return real ? { year, month, day } : null;
}

/** The number these characters write, or `NaN`. A plan reads hundreds of dates, and a regular expression takes its time. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function civil(date: CalendarDate): Civil {
  const parsed = read(date);
  if (!parsed) throw new DomainError('INVALID_DATE');
  return parsed;
}

function format({ year, month, day }: Civil): CalendarDate {
  if (!(year >= 1 && year <= 9999)) throw new DomainError('INVALID_DATE');
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days since 1970-01-01, by years that begin in March so that the leap day comes last. */
function dayNumber({ year, month, day }: Civil): number {
  const shifted = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + dayOfYear - 719_468;
}

function fromDayNumber(days: number): CalendarDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((shiftedMonth + 2) % 12) + 1;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return format({ year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 });
}

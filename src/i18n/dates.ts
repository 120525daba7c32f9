import { legalDate } from '../clock.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { parsePeriod } from '../domain/calendar-date.js';
import type { Language } from '../domain/category.js';
import { textsIn } from './texts.js';

const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A legal date as official letters write it: 21.12.2026 in Finnish and Finland-Swedish, 21 December 2026 in English. */
export function dateIn(language: Language, date: CalendarDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return language === 'en' ? `${day} ${ENGLISH_MONTHS[month - 1]} ${year}` : `${day}.${month}.${year}`;
}

/** An instant as it was in Finland. */
export function timeIn(language: Language, instant: Date): string {
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Europe/Helsinki',
  });
  const time = clock.format(instant);
  return `${dateIn(language, legalDate(instant))} ${language === 'en' ? time : time.replace(':', '.')}`;
}

/** An ISO 8601 period in words; empty for a period of nothing. */
export function periodIn(language: Language, period: string): string {
  const { months, days } = parsePeriod(period);
  const words = textsIn(language)('period', {
    months,
    years: Math.floor(months / 12),
    rest: months % 12,
    days,
  });
  return words.trim();
}

import { type CalendarDate, isCalendarDate } from '../../domain/calendar-date.js';
import type { PublishedNotice } from './published-notice.js';

/** The day from which the regulation applies (Art. 99(2)). */
const APPLIES_FROM: CalendarDate = '2018-05-25';

const DAY = /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/;
const LATEST =
  /(?:laadittu|päivitetty|laatimispäivä|voimassa|upprättad|uppdaterad|updated|effective|prepared on)[^\d\n]{0,30}((?:\d{1,2}\.\s?\d{1,2}\.\s?\d{4})|\d{4}-\d{2}-\d{2})/;

/** The day the notice says it was prepared or last changed. */
export function preparedOn(notice: PublishedNotice): CalendarDate | null {
  return dayIn(notice.text('prepared')) ?? dayIn(LATEST.exec(notice.body)?.[1] ?? '');
}

export function isFromBeforeTheRegulation(notice: PublishedNotice): boolean {
  const day = preparedOn(notice);
  return day !== null && day < APPLIES_FROM;
}

function dayIn(text: string): CalendarDate | null {
  const found = DAY.exec(text);
  if (!found) return null;
  const [, day, month, year, isoYear, isoMonth, isoDay] = found;
  const date = isoYear
    ? `${isoYear}-${isoMonth}-${isoDay}`
    : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}

import { type CalendarDate, isCalendarDate } from '../../domain/calendar-date.js';
import type { PublishedNotice } from './published-notice.js';

/** The day from which the regulation applies (Art. 99(2)). */
const APPLIES_FROM: CalendarDate = '2018-05-25';

const MONTHS = [
  ['tammikuu', 'januari', 'january'],
  ['helmikuu', 'februari', 'february'],
  ['maaliskuu', 'mars', 'march'],
  ['huhtikuu', 'april', 'april'],
  ['toukokuu', 'maj', 'may'],
  ['kesäkuu', 'juni', 'june'],
  ['heinäkuu', 'juli', 'july'],
  ['elokuu', 'augusti', 'august'],
  ['syyskuu', 'september', 'september'],
  ['lokakuu', 'oktober', 'october'],
  ['marraskuu', 'november', 'november'],
  ['joulukuu', 'december', 'december'],
] as const;
const MONTH = `(${[...new Set(MONTHS.flat())].join('|')})`;
/** "5. maaliskuuta 2026", "den 5 mars 2026", "5 March 2026" and "March 5, 2026". */
const IN_WORDS = new RegExp(
  `(?<!\\d)(\\d{1,2})\\.? ${MONTH}(?:ta)? (\\d{4})(?!\\d)|${MONTH} (\\d{1,2}), (\\d{4})(?!\\d)`,
  'gu',
);
const inFigures = (text: string) =>
  text.replace(IN_WORDS, (_, day, month, year, monthFirst, dayThen, yearThen) => {
    const at = MONTHS.findIndex((names) => (names as readonly string[]).includes(month ?? monthFirst));
    return `${day ?? dayThen}.${at + 1}.${year ?? yearThen}`;
  });

const DAY = /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/;
const LATEST =
  /(?:laadittu|päivitetty|laatimispäivä|voimassa|upprättad|uppgjord|uppdaterad|gäller från|updated|effective|version|prepared on)[^\d\n]{0,30}((?:\d{1,2}\.\s?\d{1,2}\.\s?\d{4})|\d{4}-\d{2}-\d{2})/;

/** The day the notice says it was prepared or last changed. */
export function preparedOn(notice: PublishedNotice): CalendarDate | null {
  const body = inFigures(notice.body);
  return dayIn(inFigures(notice.text('prepared'))) ?? dayIn(LATEST.exec(body)?.[1] ?? '');
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

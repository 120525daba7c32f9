import { addPeriod, type CalendarDate, endOfYear, startOfYear, yearOf } from './calendar-date.js';
import { type RecordKind, VOUCHER_KINDS } from './category.js';
import { isMissing, type MissingFact, type RecordFacts, required } from './facts.js';
import type { DecisionPolicy, FinancialYear } from './register-policy.js';

type FinancialYears = DecisionPolicy['financialYears'];

export function isVoucher({ kind }: RecordFacts): boolean {
  return (VOUCHER_KINDS as readonly RecordKind[]).includes(kind);
}

/** The financial year that covers a booking date, or `null` when the controller has stated none. */
export function financialYear(bookedOn: CalendarDate, years: FinancialYears): FinancialYear | null {
  if (years !== 'calendar')
    return years.find(({ start, end }) => start <= bookedOn && bookedOn <= end) ?? null;
  const year = yearOf(bookedOn);
  return { start: startOfYear(year), end: endOfYear(year) };
}

/** The day that decides the financial year: of a voucher its booking, never the day it was made out. */
export function bookingDate(record: RecordFacts): CalendarDate | MissingFact {
  if (isVoucher(record)) return required(record.bookedOn, `records[${record.id}].bookedOn`);
  return required(record.bookedOn ?? record.date, `records[${record.id}].date`);
}

export function financialYearOf(record: RecordFacts, years: FinancialYears): FinancialYear | MissingFact {
  const bookedOn = bookingDate(record);
  if (isMissing(bookedOn)) return bookedOn;
  return required(financialYear(bookedOn, years), `financialYears(records[${record.id}].bookedOn)`);
}

/** KPL 2:10: six years from the end of the calendar year in which the financial year ended. */
export function voucherLastDay(year: FinancialYear): CalendarDate {
  return endOfYear(yearOf(year.end) + 6);
}

/** KPL 2:10: ten years from the end of the financial year. */
export function booksLastDay(year: FinancialYear): CalendarDate {
  return addPeriod(year.end, 'P10Y');
}

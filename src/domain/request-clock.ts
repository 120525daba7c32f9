import { type CalendarDate, daysBetween, isCalendarDate } from './calendar-date.js';
import { DomainError } from './domain-error.js';
import { workingDaysAfter } from './finnish-calendar.js';

/** What happened to a request, as far as its clock is concerned. */
export interface ClockFacts {
  /** Finnish date of arrival at any official channel, on a working day or not. */
  readonly received: CalendarDate;
  /** Day the question about identity or scope was sent. */
  readonly asked?: CalendarDate | null | undefined;
  /** Day a sufficient answer arrived. */
  readonly answered?: CalendarDate | null | undefined;
  /** Day the extension notice was sent. */
  readonly extendedOn?: CalendarDate | null | undefined;
}

/** A question suspends the clock only if sent without undue delay: within so many working days of receipt. */
export const QUESTION_WORKING_DAYS = 5;

/** Last day on which a question still suspends the clock. */
export function lastDayToAsk(received: CalendarDate): CalendarDate {
  // Stryker disable next-line StringLiteral: another name than the target's means this calendar, and does not compile
  return workingDaysAfter(received, QUESTION_WORKING_DAYS, 'FI-1182');
}

export function daysSuspended({ received, asked, answered }: ClockFacts): number {
  return asked && answered && asked <= lastDayToAsk(received) ? daysBetween(asked, answered) : 0;
}

/** Refuses dates that do not exist and orders that cannot have happened. */
export function refuseDisorder(clock: ClockFacts): void {
  const { received, asked, answered, extendedOn } = clock;
  for (const date of [received, asked, answered, extendedOn]) {
    if (date !== null && date !== undefined && !isCalendarDate(date)) throw new DomainError('INVALID_DATE');
  }
  if (asked && asked < received) throw disorder('received', 'asked');
  if (answered && (!asked || answered < asked)) throw disorder('asked', 'answered');
  if (extendedOn && extendedOn < received) throw disorder('received', 'extendedOn');
}

function disorder(earlier: keyof ClockFacts, later: keyof ClockFacts): DomainError {
  return new DomainError('INVALID_DATE_ORDER', { earlier, later });
}

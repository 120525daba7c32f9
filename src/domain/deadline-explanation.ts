import { addDays, addMonths, type CalendarDate } from './calendar-date.js';
import { type Calendar, freeDayName } from './finnish-calendar.js';
import { type ClockFacts, lastDayToAsk } from './request-clock.js';

export interface DeadlineDates {
  readonly received: CalendarDate;
  /** One month from receipt, before anything moves it. */
  readonly nominal: CalendarDate;
  /** Last day to answer without an extension. */
  readonly due: CalendarDate;
  /** Internal last day: never a free day, both eves counted as free. */
  readonly target: CalendarDate;
  /** Last day with an extension; `null` when one was notified too late. */
  readonly extendedDue: CalendarDate | null;
  readonly suspendedDays: number;
  /** Whether the notice came in time; `null` without a notice. Its reasons are judged elsewhere. */
  readonly extensionValid: boolean | null;
}

/** One sentence for every step that made the deadline, for staff. */
export function explain(clock: ClockFacts, dates: DeadlineDates): string[] {
  const last = addDays(dates.nominal, dates.suspendedDays);
  return [
    monthSentence(dates.received, 1, dates.nominal),
    ...questionSentence(clock, dates, last),
    dueSentence('The answer is due', last, dates.due),
    targetSentence(last, dates.target),
    ...extensionSentences(clock, dates),
  ];
}

function monthSentence(received: CalendarDate, months: 1 | 3, end: CalendarDate): string {
  const period = months === 1 ? 'one month ends' : 'three months end';
  const clamped = received.slice(8) === end.slice(8) ? '' : ', the last day of a month without that day';
  return `Received on ${received}: ${period} on ${end}${clamped} (Art. 12(3) GDPR; Reg. 1182/71 art. 3(2)(c)).`;
}

function questionSentence(
  { received, asked, answered }: ClockFacts,
  dates: DeadlineDates,
  last: CalendarDate,
): string[] {
  if (!asked) return [];
  const limit = lastDayToAsk(received);
  if (asked > limit) {
    return [`The question of ${asked} came after the fifth working day, ${limit}, and suspends nothing.`];
  }
  if (!answered) return [`The question of ${asked} is unanswered, so it adds nothing yet.`];
  const days = dates.suspendedDays === 1 ? '1 day is' : `${dates.suspendedDays} days are`;
  return [
    `Asked on ${asked} and answered on ${answered}: ${days} added, to ${last} (EDPB guidelines 01/2022, 157-159).`,
  ];
}

function dueSentence(claim: string, last: CalendarDate, due: CalendarDate): string {
  if (last === due) return `${claim} on ${due}, a working day.`;
  // Stryker disable next-line StringLiteral: another name than the target's means this calendar, and does not compile
  const skipped = freeDays(last, due, 'FI-1182');
  return `${claim} on ${due}, the next working day: ${skipped} (Reg. 1182/71 art. 3(4)).`;
}

function targetSentence(last: CalendarDate, target: CalendarDate): string {
  if (last === target) return `The internal target is ${target}.`;
  const skipped = freeDays(addDays(target, 1), addDays(last, 1), 'FI-target');
  return `The internal target is ${target}, the last working day before: ${skipped}.`;
}

function extensionSentences({ extendedOn }: ClockFacts, dates: DeadlineDates): string[] {
  if (dates.extendedDue === null) {
    return [
      `The extension notice of ${extendedOn} came after ${dates.due} and is not valid (Art. 12(3) GDPR).`,
    ];
  }
  const end = addMonths(dates.received, 3);
  const claim = extendedOn
    ? `Extended by the notice of ${extendedOn}, the answer is due`
    : `An extension notified by ${dates.due} would make it due`;
  return [
    monthSentence(dates.received, 3, end),
    dueSentence(claim, addDays(end, dates.suspendedDays), dates.extendedDue),
  ];
}

/** The free days from `first` up to, not including, `end`. */
function freeDays(first: CalendarDate, end: CalendarDate, calendar: Calendar): string {
  const names: string[] = [];
  for (let date = first; date < end; date = addDays(date, 1)) {
    names.push(`${date} is ${freeDayName(date, calendar)}`);
  }
  return names.join(', ');
}

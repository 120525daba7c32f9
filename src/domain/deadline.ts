import { addDays, addMonths, type CalendarDate } from './calendar-date.js';
import { type DeadlineDates, explain } from './deadline-explanation.js';
import { lastWorkingDayOnOrBefore, nextWorkingDayOnOrAfter, workingDaysAfter } from './finnish-calendar.js';
import { type ClockFacts, daysSuspended, refuseDisorder } from './request-clock.js';

export interface Deadline extends DeadlineDates {
  /** One sentence for every step that made the dates. */
  readonly explanation: readonly string[];
}

/** Art. 12(3): what alone makes an extension necessary. */
export const EXTENSION_REASONS = ['complexity', 'number-of-requests'] as const;
export type ExtensionReason = (typeof EXTENSION_REASONS)[number];

const RECTIFICATION_WORKING_DAYS = 5;

/** Art. 12(3) GDPR, counted by Regulation 1182/71; suspension by EDPB guidelines 01/2022, 157-159. */
export function deadline(clock: ClockFacts): Deadline {
  refuseDisorder(clock);
  const { received } = clock;
  const suspendedDays = daysSuspended(clock);
  const nominal = addMonths(received, 1);
  const last = addDays(nominal, suspendedDays);
  // Stryker disable next-line StringLiteral: another name than the target's means this calendar, and does not compile
  const due = nextWorkingDayOnOrAfter(last, 'FI-1182');
  // One period of three months from receipt, not one and then two (Reg. 1182/71 art. 3(2)(c)).
  const extendedLast = addDays(addMonths(received, 3), suspendedDays);
  // Stryker disable next-line StringLiteral: another name than the target's means this calendar, and does not compile
  const extendedDue = nextWorkingDayOnOrAfter(extendedLast, 'FI-1182');
  const extensionValid = clock.extendedOn ? clock.extendedOn <= due : null;
  const dates = {
    received,
    nominal,
    due,
    target: lastWorkingDayOnOrBefore(last, 'FI-target'),
    extendedDue: extensionValid === false ? null : extendedDue,
    suspendedDays,
    extensionValid,
  };
  return { ...dates, explanation: explain(clock, dates) };
}

/** The last day to answer as things stand. */
export function dueInForce(deadline: Deadline): CalendarDate {
  return deadline.extensionValid && deadline.extendedDue ? deadline.extendedDue : deadline.due;
}

/** The internal target as things stand: a valid extension moves it along. */
export function targetInForce(deadline: Deadline): CalendarDate {
  if (!deadline.extensionValid) return deadline.target;
  return lastWorkingDayOnOrBefore(
    addDays(addMonths(deadline.received, 3), deadline.suspendedDays),
    'FI-target',
  );
}

export function isOverdue(deadline: Deadline, today: CalendarDate): boolean {
  return today > dueInForce(deadline);
}

/** "Without undue delay" for a rectification (Art. 16 GDPR), as an internal target beside the month. */
export function rectificationTarget(received: CalendarDate): CalendarDate {
  return workingDaysAfter(received, RECTIFICATION_WORKING_DAYS, 'FI-target');
}

import { addPeriod, type CalendarDate } from './calendar-date.js';

/**
 * The day an erasure that may be carried out is carried out: after the time the policy leaves for second thoughts, and in
 * any case on the day the house means to answer by (Art. 12(3)). Late already, it is carried out at once.
 *
 * @param from the day it was approved, or needed no approval
 */
export function executionDay(from: CalendarDate, waiting: string, target: CalendarDate): CalendarDate {
  const thought = addPeriod(from, waiting);
  const inTime = thought < target ? thought : target;
  return inTime > from ? inTime : from;
}

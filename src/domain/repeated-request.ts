import { type CalendarDate, daysBetween } from './calendar-date.js';
import type { Right } from './category.js';

/** What was asked, as far as repetition goes. */
export interface AskedRequest {
  readonly right: Right;
  /** What it is about, in a form in which two alike requests are equal, such as a digest of their scope. */
  readonly asks: string;
  readonly receivedOn: CalendarDate;
}

export interface Repetition {
  /** Whether Art. 12(5) lets the controller refuse or charge a reasonable fee. */
  readonly excessive: boolean;
  /** Days on which the same was asked, this one last: the controller has to prove the repetition. */
  readonly askedOn: readonly CalendarDate[];
}

export const REPETITION_DAYS = 60;
export const REPETITIONS = 3;

/**
 * Art. 12(5): the third identical request within sixty days, nothing having changed since the first. An objection is
 * never too many: marketing stops each time (Art. 21(3)).
 */
export function repetition(
  request: AskedRequest,
  earlier: readonly AskedRequest[],
  changedOn: CalendarDate | null,
): Repetition {
  const askedOn = earlier
    .filter(({ right, asks }) => right === request.right && asks === request.asks)
    .map(({ receivedOn }) => receivedOn)
    .filter((day) => isWithin(day, request.receivedOn) && (changedOn === null || day > changedOn))
    .sort();
  const all = [...askedOn, request.receivedOn];
  return { excessive: request.right !== 'objection' && all.length >= REPETITIONS, askedOn: all };
}

function isWithin(day: CalendarDate, last: CalendarDate): boolean {
  const days = daysBetween(day, last);
  return days >= 0 && days <= REPETITION_DAYS;
}

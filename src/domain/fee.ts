import { addDays, type CalendarDate } from './calendar-date.js';
import type { Right } from './category.js';
import { DomainError } from './domain-error.js';
import type { Repetition } from './repeated-request.js';

/** What alone may cost something (Art. 12(5)(a), 15(3)). */
export const FEE_BASES = ['manifestly-unfounded', 'excessive', 'further-copy'] as const;
export type FeeBasis = (typeof FEE_BASES)[number];

/** In euro cents: a reasonable fee covers the administrative costs of one answer and is no deterrent. Rule of the house. */
export const FEE_MOST = 200_00;

/** Euro with two decimals, as `25.00`. */
const AMOUNT = /^(?:0|[1-9]\d{0,5})\.\d{2}$/;

/** Throws INVALID_VALUE for what is no amount in euro, nothing at all, or more than is reasonable. */
export function requireAmount(amount: string): void {
  const cents = AMOUNT.test(amount) ? Math.round(Number(amount) * 100) : 0;
  if (cents <= 0 || cents > FEE_MOST)
    throw new DomainError('INVALID_VALUE', { pointer: '/amount', most: (FEE_MOST / 100).toFixed(2) });
}

/**
 * Requests are free (Art. 12(5)): throws REASON_NOT_LAWFUL where none of the exceptions is borne out. An objection
 * costs nothing ever; a further copy is one of what has been asked before and has not changed since.
 */
export function requireBasis(right: Right, basis: FeeBasis, { excessive, askedOn }: Repetition): void {
  if (right === 'objection') throw notLawful('OTHER_RIGHT');
  if (basis === 'excessive' && !excessive) throw notLawful('NOT_REPEATED');
  if (basis === 'further-copy' && right !== 'access') throw notLawful('OTHER_RIGHT');
  if (basis === 'further-copy' && askedOn.length < 2) throw notLawful('FIRST_COPY');
}

/**
 * The last day to accept or withdraw. The clock runs on meanwhile, since nothing in Art. 12(3) stops it; so the day lies
 * before the due date, and silence can still be answered in time (Art. 12(4)). Throws FEE_TOO_LATE when no day is left.
 */
export function feeAnswerBy(today: CalendarDate, due: CalendarDate, wanted?: CalendarDate): CalendarDate {
  const last = addDays(due, -1);
  if (today > last) throw new DomainError('FEE_TOO_LATE', { due });
  if (wanted === undefined) return last;
  if (wanted < today || wanted > last)
    throw new DomainError('INVALID_DATE_ORDER', { pointer: '/withdrawBy', earliest: today, latest: last });
  return wanted;
}

function notLawful(because: string): DomainError {
  return new DomainError('REASON_NOT_LAWFUL', { pointer: '/basis', because });
}

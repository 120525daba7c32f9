import type { CalendarDate } from './calendar-date.js';
import type { Category, Right } from './category.js';
import type { RuleId } from './rule.js';

export const OUTCOMES = ['copy', 'omit', 'correct', 'restrict', 'erase', 'anonymise', 'keep'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A right a person invokes, or the register's own retention purge. */
export type PlanFor = Right | 'retention';

export interface PlannedDatum {
  /** Id of the datum in the facts. */
  readonly datum: string;
  readonly category: Category;
  readonly outcome: Outcome;
  /** Last day kept; `null` when open-ended or not kept. */
  readonly keepUntil: CalendarDate | null;
  /** Stable id of the rule that decided, e.g. `hold.OPEN_INVOICE`. Letters are written from it. */
  readonly rule: RuleId;
  /** Hold codes in force, in the order of the hold table. */
  readonly holds: readonly string[];
  /** Article, section or notice clause. */
  readonly citation: string;
  /** One English sentence for staff. */
  readonly reason: string;
}

/** One outcome for every datum of the facts, in their order. */
export interface Plan {
  readonly right: PlanFor;
  readonly at: CalendarDate;
  readonly policyVersion: string;
  readonly data: readonly PlannedDatum[];
}

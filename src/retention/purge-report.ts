import type { Erased } from '../customers/erasure.js';
import { addDays, type CalendarDate } from '../domain/calendar-date.js';
import type { Category } from '../domain/category.js';
import type { Plan, PlannedDatum } from '../domain/plan.js';

export const SKIP_REASONS = ['open-request', 'restricted', 'postponed-erasure'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What a purge did, or would do, and why the rest stayed: the zero is explained as well as the thousand. */
export interface PurgeReport {
  /** The policy that decides; a run under which it changes ends. */
  readonly policyVersion: string;
  readonly policyHash: string;
  readonly persons: number;
  readonly erased: { readonly persons: number; readonly data: number; readonly records: number };
  /** Data by the rule that decided. */
  readonly rules: Readonly<Record<string, number>>;
  readonly categories: Readonly<Partial<Record<Category, CategoryCount>>>;
  readonly skipped: Readonly<Record<SkipReason, number>>;
  /** The next day on which something lapses if nothing changes, and of how many persons; `null` when none is known. */
  readonly next: Next | null;
}

interface CategoryCount {
  readonly erased: number;
  readonly kept: number;
}

interface Next {
  readonly on: CalendarDate;
  readonly persons: number;
}

export const EMPTY_REPORT: Omit<PurgeReport, 'policyVersion' | 'policyHash'> = {
  persons: 0,
  erased: { persons: 0, data: 0, records: 0 },
  rules: {},
  categories: {},
  skipped: { 'open-request': 0, restricted: 0, 'postponed-erasure': 0 },
  next: null,
};

export function withPerson(report: PurgeReport, plan: Plan, erased: Erased): PurgeReport {
  const rules = { ...report.rules };
  const categories = { ...report.categories };
  for (const { rule, category, outcome } of plan.data) {
    rules[rule] = (rules[rule] ?? 0) + 1;
    const { erased: gone, kept } = categories[category] ?? { erased: 0, kept: 0 };
    categories[category] = outcome === 'keep' ? { erased: gone, kept: kept + 1 } : { erased: gone + 1, kept };
  }
  return {
    ...report,
    persons: report.persons + 1,
    rules,
    categories,
    next: sooner(report.next, nextLapse(plan.data)),
    erased: {
      persons: report.erased.persons + (erased.person ? 1 : 0),
      data: report.erased.data + erased.data,
      records: report.erased.records + erased.records,
    },
  };
}

export function withSkipped(report: PurgeReport, reason: SkipReason): PurgeReport {
  return {
    ...report,
    persons: report.persons + 1,
    skipped: { ...report.skipped, [reason]: report.skipped[reason] + 1 },
  };
}

function nextLapse(data: readonly PlannedDatum[]): CalendarDate | null {
  const [first] = data.flatMap(({ keepUntil }) => keepUntil ?? []).sort();
  return first === undefined ? null : addDays(first, 1);
}

function sooner(next: Next | null, on: CalendarDate | null): Next | null {
  if (on === null) return next;
  if (next === null || on < next.on) return { on, persons: 1 };
  return on === next.on ? { on, persons: next.persons + 1 } : next;
}

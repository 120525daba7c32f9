import type { Category } from '../../domain/category.js';
import type { Clause } from './clauses.js';
import { PublishedNotice } from './published-notice.js';
import type { ReadNotice } from './read-notice.js';
import { type StatedBasis, statedBasis } from './stated-basis.js';
import { listedCategories } from './stated-contents.js';
import { type StatedRetention, statedRetention } from './stated-retention.js';

/** What rules look at: the notice, and what of it was understood. */
export interface Reading {
  readonly notice: PublishedNotice;
  readonly basis: StatedBasis;
  readonly retention: StatedRetention | null;
  readonly listed: readonly Category[];
}

/** Where and what exactly, when that is more than the rule itself says. Only words of this house, never of the notice. */
export interface Found {
  readonly clauses?: readonly Clause[];
  readonly detail?: string;
}

export interface Rule {
  readonly severity: 'error' | 'warning' | 'info';
  /** The section at fault, or the one that is missing. */
  readonly clause: Clause | 'throughout';
  readonly reason: string;
  /** Article, section of an act or decision. */
  readonly law: string;
  readonly finds: (reading: Reading) => Found | boolean;
}

export type Rules = Readonly<Record<string, Rule>>;

export function readingOf(read: ReadNotice): Reading {
  const notice = new PublishedNotice(read);
  return {
    notice,
    basis: statedBasis(notice),
    retention: statedRetention(notice),
    listed: listedCategories(notice),
  };
}

import { type Category, type Prohibition, PROHIBITIONS } from './category.js';
import type { Plan } from './plan.js';

/**
 * What an objection is about: all direct marketing or one use for it (Art. 21(2)), or also every processing under
 * legitimate interest, on grounds of the person's own situation (Art. 21(1)).
 */
export const OBJECTION_SCOPES = ['direct-marketing', 'list-publication', 'profiling', 'processing'] as const;
export type ObjectionScope = (typeof OBJECTION_SCOPES)[number];

/** How an objection under Art. 21(1) was decided, and for a rejected one by which exception of that paragraph. */
export const WEIGHING_OUTCOMES = ['upheld', 'rejected'] as const;
export const REJECTION_GROUNDS = ['compelling-grounds', 'legal-claims'] as const;
export interface Weighed {
  readonly outcome: (typeof WEIGHING_OUTCOMES)[number];
  readonly grounds: (typeof REJECTION_GROUNDS)[number] | null;
}

const PROHIBITED_BY: Readonly<Record<ObjectionScope, readonly Prohibition[]>> = {
  'direct-marketing': PROHIBITIONS,
  'list-publication': ['list_publication'],
  profiling: ['profiling'],
  processing: PROHIBITIONS,
};

/** The prohibitions an objection sets at once, without any weighing (Art. 21(3)). */
export const prohibitedBy = (scope: ObjectionScope): readonly Prohibition[] => PROHIBITED_BY[scope];

/**
 * What a plan cannot decide without a written weighing: the data an objection under Art. 21(1) is about, or the whole
 * of a contact person whose erasure is asked for, which is read as such an objection too. `null`: nothing.
 */
export function weighedIn({ right, data }: Plan): { readonly categories: readonly Category[] | null } | null {
  if (right === 'erasure') {
    return data.some(({ holds }) => holds.includes('ACTIVE_CONTACT_ROLE')) ? { categories: null } : null;
  }
  const weighed = data.filter(({ rule }) => rule === 'objection.restrict').map(({ category }) => category);
  return weighed.length === 0 ? null : { categories: [...new Set(weighed)] };
}

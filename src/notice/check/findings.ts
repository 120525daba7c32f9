import type { Clause } from './clauses.js';
import type { Reading, Rule, Rules } from './rule.js';
import { BASIS_RULES } from './rules-on-basis.js';
import { CONTENT_RULES } from './rules-on-contents.js';
import { REQUEST_RULES } from './rules-on-requests.js';
import { WORDING_RULES } from './rules-on-wording.js';

export interface Finding {
  readonly code: string;
  readonly severity: Rule['severity'];
  /** The heading as published, or the usual one marked as absent. */
  readonly clause: string;
  readonly reason: string;
}

/** Everything a notice is checked for, by code. */
export const RULES = {
  ...CONTENT_RULES,
  ...BASIS_RULES,
  ...REQUEST_RULES,
  ...WORDING_RULES,
} as const satisfies Rules;

const headingsOf = ({ notice }: Reading, clauses: readonly (Clause | 'throughout')[]) => [
  ...new Set(clauses.map((clause) => (clause === 'throughout' ? clause : notice.heading(clause)))),
];

export function findingsOf(reading: Reading): Finding[] {
  return Object.entries<Rule>(RULES).flatMap(([code, rule]) => {
    const found = rule.finds(reading);
    if (found === false) return [];
    const { clauses = [rule.clause], detail } = found === true ? {} : found;
    return [
      {
        code,
        severity: rule.severity,
        clause: headingsOf(reading, clauses).join('; '),
        reason: `${rule.reason}${detail ? `: ${detail}.` : ''} (${rule.law})`,
      },
    ];
  });
}

import type { Citation } from '../../domain/register-policy.js';
import type { Clause } from './clauses.js';
import type { PublishedNotice } from './published-notice.js';

/** The clauses a part of the draft comes from, or the article that asks for it when the notice has none of them. */
export function cite(notice: PublishedNotice, article: Citation, ...clauses: readonly Clause[]): Citation {
  const headings = clauses
    .filter((clause) => notice.has(clause))
    .map((clause) => shortHeading(notice, clause));
  return headings.length === 0 ? article : `notice, ${[...new Set(headings)].join('; ')}`;
}

/** A heading without the question or the explanation that some notices add to it. */
export function shortHeading(notice: PublishedNotice, clause: Clause): string {
  return notice
    .heading(clause)
    .replace(/^(?:\d{1,2}[.)]){1,3}\s+/, '')
    .replace(/(?:\. |, eli )\S.*$/u, '')
    .replace(/[.:]$/, '');
}

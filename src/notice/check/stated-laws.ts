import type { Clause } from './clauses.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';

const REPEALED = [
  [
    'Personal Data Act 523/1999',
    phrase('henkilötietola[ik]~', 'personuppgiftslag~', 'personal data act', '523/1999'),
  ],
  [
    'Act 516/2004 on privacy in electronic communications',
    phrase('sähköisen viestinnän tietosuojala[ik]~', 'dataskydd vid elektronisk kommunikation', '516/2004'),
  ],
  ['Directive 95/46/EC', phrase('henkilötietodirektiivi~', '95/46/(ey|eg|ec)')],
] as const;
const SAID_TO_BE_REPEALED = phrase(
  '(kumo|korva|aiem|entis|aikaisem|vanha)~',
  '(upphäv|ersatt|ersätt|tidigare)~',
  '(repeal|replac|superse|former|previous|earlier)~',
);

export interface CitedAct {
  readonly act: string;
  readonly clause: Clause | null;
}

/** Acts no longer in force that the notice follows; one it says was repealed is history, not a rule. */
export function citedRepealed(notice: PublishedNotice): CitedAct[] {
  return notice.sections.flatMap(({ clauses: [clause = null], text }) => {
    const parts = sentences(text.toLowerCase()).filter((part) => !SAID_TO_BE_REPEALED.test(part));
    return REPEALED.filter(([, words]) => parts.some((part) => words.test(part))).map(([act]) => ({
      act,
      clause,
    }));
  });
}

export const repealedActs = (notice: PublishedNotice) => [
  ...new Set(citedRepealed(notice).map(({ act }) => act)),
];

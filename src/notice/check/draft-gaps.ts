import type { CalendarDate } from '../../domain/calendar-date.js';
import type { PolicyHandling, RegisterPolicy } from '../../domain/register-policy.js';
import type { Finding } from './findings.js';

/** A draft of a notice without a date must not come into force before somebody has given it one. */
export const NEVER: CalendarDate = '9999-12-31';

type Parts = Pick<RegisterPolicy, 'notice' | 'purposes' | 'categories' | 'sources' | 'retention'>;

/** What the notice may well say and the draft does not: no fault of the notice, but work for whoever reviews the draft. */
const GAPS = [
  {
    code: 'DRAFT_DATE_OPEN',
    cite: 'Art. 5(2)',
    text: 'The notice has no date that could be read. Set the day it was prepared and the day the policy comes into force.',
    applies: ({ notice }) => notice.preparedOn === 'notStated',
  },
  {
    code: 'DRAFT_PURPOSES_OPEN',
    cite: 'Art. 13(1)(c)',
    text: 'No purpose was recognised. Write down those the notice states.',
    unlessFound: 'PURPOSES_MISSING',
    applies: ({ purposes }) => purposes.length === 0,
  },
  {
    code: 'DRAFT_DATA_OPEN',
    cite: 'Art. 14(1)(d)',
    text: 'No category of data was recognised. Write down those the register holds.',
    applies: ({ categories }) => categories.length === 0,
  },
  {
    code: 'DRAFT_SOURCES_OPEN',
    cite: 'Art. 14(2)(f)',
    text: 'No source was recognised. Write down those the notice states.',
    unlessFound: 'SOURCES_MISSING',
    applies: ({ sources }) => sources.length === 0,
  },
  {
    code: 'DRAFT_RETENTION_OPEN',
    cite: 'Art. 13(2)(a)',
    text: 'The periods of the notice do not reach every category, or run from an event no policy knows. Give each category a period; nothing is purged until then.',
    unlessFound: 'RETENTION_MISSING',
    applies: ({ retention }) => retention === 'notStated',
  },
] as const satisfies readonly {
  code: string;
  cite: string;
  text: string;
  unlessFound?: string;
  applies: (parts: Parts) => boolean;
}[];

export function draftGaps(parts: Parts, findings: readonly Finding[]): PolicyHandling['findings'] {
  return GAPS.filter(
    (gap) =>
      gap.applies(parts) && !findings.some(({ code }) => 'unlessFound' in gap && code === gap.unlessFound),
  ).map(({ code, cite, text }) => ({ code, severity: 'warning', cite, text }));
}

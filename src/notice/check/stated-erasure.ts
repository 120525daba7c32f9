import type { Clause } from './clauses.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';

const CONTACT_PERSON = phrase(
  'yhteyshenkilö(nä|iden|illä|ltä|n|t)?(?!\\p{L})',
  'kontaktperson~',
  'contact person~',
);
const BAR = phrase(
  '(ei|emme)(?!\\p{L})…(poist|hävit)~',
  '(kan|får|raderas|inte)(?!\\p{L})…(rader|inte)~',
  '(cannot|can not|not)(?!\\p{L})…(eras|delet|remov)~',
);
const THAT_TIME = phrase(
  '(tänä|kyseisenä|sinä) aikana',
  'under (den|denna|den här|detta) (tid~|tiden|period~)',
  'during (this|that) (time|period)',
);

/** The sentence that bars the erasure of contact persons, with the section it stands in. */
export function contactPersonBar(notice: PublishedNotice): { clause: Clause | null; text: string } | null {
  for (const {
    clauses: [clause = null],
    text,
  } of notice.sections) {
    const bar = sentences(text.toLowerCase()).find((part) => CONTACT_PERSON.test(part) && BAR.test(part));
    if (bar) return { clause, text: bar };
  }
  return null;
}

/** The bar lasts for a time the sentence points to and nothing defines. */
export const isPeriodUnclear = (bar: { readonly text: string }) => THAT_TIME.test(bar.text);

const ON_REQUEST = phrase(
  '(hävit|poist)~…(pyynnö|pyyntö|pyydet)~',
  '(pyynnöstä|pyyntö)~…(hävit|poist)~',
  '(rader|utplån)~…begär~',
  '(eras|delet|remov)~…request~',
);
const UNLESS = phrase('(ellei|elleivät|paitsi|jollei)~', '(om inte|utom)', '(unless|except)');
const BLOCKERS = [
  ['law', phrase('(lainsäädän|laki|lain)~', 'lag~', '(law|legislation|legal)~')],
  [
    'open-invoice',
    phrase('avoi~ lasku~', 'maksamat~ lasku~', '(öpp|obetal)~ faktur~', '(open|unpaid) invoice~'),
  ],
  ['collection', phrase('perin~', 'indriv~', '(debt )?collection')],
] as const;
export type Blocker = (typeof BLOCKERS)[number][0];

/** What the notice says may stand in the way of erasing on request. */
export function erasureBlockers(notice: PublishedNotice): { blockers: Blocker[]; clauses: Clause[] } {
  const passages = notice.sections.flatMap(({ clauses: [clause = null], text }) =>
    sentences(text.toLowerCase())
      .filter((part) => ON_REQUEST.test(part) && UNLESS.test(part))
      .map((part) => ({ clause, part })),
  );
  const said = passages.map(({ part }) => part).join(' ');
  return {
    blockers: BLOCKERS.filter(([, words]) => words.test(said)).map(([blocker]) => blocker),
    clauses: [...new Set(passages.flatMap(({ clause }) => (clause ? [clause] : [])))],
  };
}

export const promisesErasureOnRequest = (text: string) => ON_REQUEST.test(text);

import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';

const MARKETING = phrase(
  '(julkais|luovut|markkinoi|suoramarkkinoi|mainon|mainos|mainok|uutiskirj)~',
  '(publicera|utlämna|marknadsför|reklam|nyhetsbrev)~',
  '(publish|market|advertis|newsletter)~',
);
const UNLESS = phrase(
  '(ellei|ellet|elleivät|jollei|jollet|mikäli et|jos et)…(kiel|kiell|vastust|ilmoit)~',
  'om (inte|du inte|kunden inte)…(förbjud|motsätt|invänd)~',
  '(unless|if (you|the customer) (do|does) not)…(object|forbid|prohibit|opt|refuse)~',
);
/** Consent is asked, or the exception for own similar products is used (917/2014 § 200). */
const EXCUSED = phrase(
  'suostumu~',
  'samtyck~',
  'consent',
  'samankaltai~',
  'liknande (produkt|vara|tjänst)~',
  'similar (product|service)~',
);

/** Publishing or marketing to whoever has not forbidden it. */
export function marketsUnlessForbidden(notice: PublishedNotice): boolean {
  return notice.sections.some(({ text }) => {
    const said = text.toLowerCase();
    return !EXCUSED.test(said) && sentences(said).some((part) => MARKETING.test(part) && UNLESS.test(part));
  });
}

const PUBLICATION = phrase(
  '(oikeus|voi|voidaan|saa|saattaa) ?…julkai~…(luettelo|listan|hakemisto)~',
  '(rätt|kan|får)…publicera~…(förteckning|lista)~',
  '(right|may|can)…publish~…(list|directory)',
);
const LIST_SENTENCE = phrase(
  '(kiel|kiell|kieltää)~…(julkai)~',
  '(förbjud)~…(publicer)~',
  '(forbid|prohibit|object)~…(publi)~',
);
const CHANNELS = [
  ['customer-service', phrase('asiakaspalvelu~', '(kundtjänst|kundservice)~', 'customer service')],
  ['email', phrase('(sähköpostitse|sähköpostilla)', '(per|via) e-post', 'by e-?mail')],
  ['contact-person', phrase('yhteyshenkilö~', 'kontaktperson~', 'contact person')],
] as const;
export type OptOutChannel = (typeof CHANNELS)[number][0];

export interface ListPublication {
  readonly unlessForbidden: boolean;
  readonly optOutChannels: readonly OptOutChannel[];
}

/** Whether customers are published in lists unless they forbid it, and where they can. */
export function listPublication(notice: PublishedNotice): ListPublication {
  const parts = sentences(notice.body);
  const forbidding = parts.filter((part) => LIST_SENTENCE.test(part)).join(' ');
  return {
    unlessForbidden: parts.some((part) => PUBLICATION.test(part) && UNLESS.test(part)),
    optOutChannels: CHANNELS.filter(([, words]) => words.test(forbidding)).map(([channel]) => channel),
  };
}

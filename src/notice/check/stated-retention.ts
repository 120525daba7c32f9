import type { RelationshipEndFact } from '../../domain/register-policy.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';
import { periodsOf, type StatedPeriod } from './stated-period.js';
import { SAYS } from './statements.js';

export interface StatedRetention {
  readonly text: string;
  readonly periods: readonly StatedPeriod[];
  /** Kept for as long as the relationship or the account lasts, and no period or law sets an end. */
  readonly openEnded: boolean;
  readonly endEvents: readonly RelationshipEndFact[];
}

const LAW = phrase(
  '(kirjanpito|verotus|vero|arvonlisävero)(lai|lainsäädän)~',
  'laki(sääteinen|sääteise)~',
  'lain (edellyttä|vaati|mukai)~',
  '(bokförings|skatte)lag~',
  'lag~ (kräver|förutsätter)',
  '(accounting|tax) (act|law|legislation)',
  '(law|legislation) requires',
  'required by law',
  'tilikau~',
  'räkenskaps~',
  'financial year~',
);
const WHILE_RELATED = phrase(
  '(kunnes|niin kauan kuin|niin kauan|ajan|voimassaolon ajan|keston ajan)',
  '(asiakassuhteen|asiakkuuden|sopimussuhteen|käyttäjätilin|tilin)( voimassaolon)? (ajan|keston)',
  '(så länge|tills|till dess)',
  '(as long as|for the duration|until|throughout)',
);

const RELATION = phrase(
  '(asiakassuh|asiakkuu|sopimussuh|käyttäjätili|tili)~',
  '(kundförhåll|kundrelation|avtalsförhåll|konto)~',
  '(customer relation|relationship|account|you are a customer)~',
);

const EVENTS: readonly (readonly [RelationshipEndFact, RegExp])[] = [
  [
    'contract-end',
    phrase(
      '(asiakas)?sopimuksen (voimassaolo|päätty|päätt)~',
      '(kund)?avtalet~ (upphör|giltighet)~',
      '(end|expiry|termination) of (the |your )?contract',
    ),
  ],
  ['last-service-contact', phrase('palvelukontakt~', 'servicekontakt~', 'service contact')],
  [
    'last-contact',
    phrase('(yhteydenot|yhteydenpi)~', '(senaste|sista) kontakt~', 'last (contact|communication)'),
  ],
];

/** As good as nothing: when the need ends is what the person wants to know (WP260, page 38). */
const VAGUE = phrase(
  'toistaiseksi',
  '(niin kauan|kunnes|sen ajan|ajan)…(tarpe|tarvi|välttämät|perusteltu)~',
  '(tarpeelli|tarvittava|välttämättömä|kohtuulli)~ (ajan|aika)~',
  '(tarpe|tarvi|välttämät)~…(niin kauan|ajan)',
  'tills vidare',
  '(så länge|den tid|under den tid)…(behöv|nödvändig|krävs|motiverat)~',
  '(nödvändig|skälig)~ tid',
  '(as long as|for as long|for the time|until)…(necessary|need|required|relevant)~',
  '(indefinite|permanent)~',
  'until further notice',
  '(necessary|reasonable) (period|time)~',
);
const EVENT = phrase(
  '(päätty|päätt|lakkaa|lakkaut|peru|peruu|vanhentu|kulunut|kuluttua|jälkeen|toimitu|luovut|takuu|kanne|reklamaatio|asiakassuh|asiakkuu|sopimus|jäsenyy|tilauk|lask|laki|lain)~',
  '(upphör|avslut|slut|återkall|preskri|efter|leverans|garanti|reklamation|kundförhåll|kundrelation|avtal|medlem|beställ|faktur)~',
  'lag(en|ar|stiftning)?(?!\\p{L})',
  '(end|ends|ended|terminat|expir|withdraw|clos|after|deliver|warrant|claim|relationship|contract|member|invoice|law|limitation)~',
  'orders?(?!\\p{L}| to )',
);

/** Neither a period nor an event from which a person could tell when the data go. */
function saysNothing(text: string, periods: readonly StatedPeriod[]): boolean {
  return periods.length === 0 && VAGUE.test(text) && !LAW.test(text) && !EVENT.test(text);
}

/** How long the notice says data are kept (Art. 13(2)(a)); null when it says nothing at all. */
export function statedRetention(notice: PublishedNotice): StatedRetention | null {
  const text = notice.text('retention') || retentionElsewhere(notice);
  if (text === '' || notice.leavesOpen('retention')) return null;
  const periods = sentences(text).flatMap(periodsOf);
  if (saysNothing(text, periods)) return null;
  const endEvents = EVENTS.filter(([, event]) => event.test(text)).map(([fact]) => fact);
  return {
    text,
    periods,
    openEnded: periods.length === 0 && WHILE_RELATED.test(text) && RELATION.test(text) && !LAW.test(text),
    endEvents,
  };
}

export const isByLaw = (text: string) => LAW.test(text);

/** Sections on protection and cookies speak of storing too, but not of how long a datum is kept. */
function retentionElsewhere(notice: PublishedNotice): string {
  const body = notice.bodyWithout('manual', 'electronic', 'protection', 'cookies', 'complaint');
  return sentences(body)
    .filter((sentence) => SAYS.retentionCriteria.test(sentence))
    .join('\n');
}

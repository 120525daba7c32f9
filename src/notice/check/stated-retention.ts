import type { Anchor, RelationshipEndFact } from '../../domain/register-policy.js';
import { phrase, sentences } from './phrase.js';
import type { PublishedNotice } from './published-notice.js';
import { SAYS } from './statements.js';

export interface StatedPeriod {
  readonly anchor: Anchor;
  /** ISO 8601. */
  readonly period: string;
  readonly years: number;
  readonly sentence: string;
}

export interface StatedRetention {
  readonly text: string;
  readonly periods: readonly StatedPeriod[];
  /** Kept for as long as the relationship or the account lasts, and no period or law sets an end. */
  readonly openEnded: boolean;
  readonly endEvents: readonly RelationshipEndFact[];
}

const NUMBERS: Readonly<Record<string, number>> = {
  yhden: 1,
  yksi: 1,
  vuoden: 1,
  kahden: 2,
  kaksi: 2,
  kolmen: 3,
  kolme: 3,
  neljän: 4,
  viiden: 5,
  viisi: 5,
  kuuden: 6,
  kuusi: 6,
  seitsemän: 7,
  kahdeksan: 8,
  yhdeksän: 9,
  kymmenen: 10,
  ett: 1,
  en: 1,
  två: 2,
  tre: 3,
  fyra: 4,
  fem: 5,
  sex: 6,
  sju: 7,
  åtta: 8,
  nio: 9,
  tio: 10,
  tolv: 12,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};
const PERIOD = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,4}|${Object.keys(NUMBERS).join('|')}) ?(?:\\([^)]{1,20}\\) ?)?(vuo(?!rok)|v(?!\\p{L})|år|year|kuukau|kk|månad|month|vrk|vuorokau|päiv|dag|dygn|day|viik|veck|week)`,
  'gu',
);
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

const ANCHORS: readonly (readonly [Anchor, RegExp])[] = [
  ['financial-year-end', phrase('tilikau~', 'räkenskaps~', 'financial year')],
  ['calendar-year-end', phrase('kalenterivuo~', 'kalenderår~', 'calendar year')],
  [
    'consent-withdrawal',
    phrase('suostumuksen (peru)~', 'samtyck~…återkall~', 'withdraw~…consent', 'consent…withdraw~'),
  ],
  [
    'contract-end',
    phrase(
      '(asiakas)?sopimuksen (voimassaolon )?päätty~',
      'avtalet~ (upphör)~',
      '(end|termination) of (the |your )?contract',
    ),
  ],
  ['last-service-contact', phrase('palvelukontakt~', 'servicekontakt~', 'service contact')],
  ['last-contact', phrase('(viimei|yhteydeno)~…yhteydeno~', '(senaste|sista) kontakt~', 'last contact')],
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

function periodsOf(sentence: string): StatedPeriod[] {
  return [...sentence.matchAll(PERIOD)].map(([, number = '', unit = '']) => {
    const count = NUMBERS[number] ?? Number(number);
    const [letter, inYear] = unitOf(unit);
    const anchor = ANCHORS.find(([, words]) => words.test(sentence))?.[0] ?? 'relationship-end';
    return { anchor, period: `P${count}${letter}`, years: count / inYear, sentence };
  });
}

function unitOf(unit: string): readonly [string, number] {
  if (/^(?:vuo(?!rok)|v$|år|year)/.test(unit)) return ['Y', 1];
  if (/^(?:kuukau|kk|månad|month)/.test(unit)) return ['M', 12];
  if (/^(?:viik|veck|week)/.test(unit)) return ['W', 52];
  return ['D', 365];
}

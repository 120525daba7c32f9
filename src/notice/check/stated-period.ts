import type { Anchor } from '../../domain/register-policy.js';
import { phrase } from './phrase.js';

export interface StatedPeriod {
  /** From what the period runs; null where that is nothing a policy knows. */
  readonly anchor: Anchor | null;
  /** ISO 8601. */
  readonly period: string;
  readonly years: number;
  /** What it is said of: the words before it, and all the words that belong to it. */
  readonly lead: string;
  readonly part: string;
}

const NUMBERS: Readonly<Record<string, number>> = {
  yhden: 1,
  yksi: 1,
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
  a: 1,
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
const COUNTS = Object.keys(NUMBERS).join('|');
const PERIOD = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,4}|${COUNTS}) ?(?:\\([^)]{1,20}\\) ?)?(vuo(?!rok)|v(?!\\p{L})|år|year|kuukau|kk|månad|month|vrk|vuorokau|päiv|dag|dygn|day|viik|veck|week)`,
  'u',
);
/** "Vuoden kuluttua" is one year. */
const ONE = new RegExp(
  `(?<!\\p{L})(?<!(?:\\d|\\)|${COUNTS}) )(?=(?:vuoden|kuukauden|viikon) (?:kuluttua|kuluessa|ajan|päästä))`,
  'gu',
);
const RELATIVE = /^(?:jo[hnktls]|då|som|när|under vil|in which|during which|which|when|that)/u;

const ANCHORS: readonly (readonly [Anchor, RegExp])[] = [
  [
    'calendar-year-end',
    phrase(
      '(kalenterivuo|tilikauden päättymisvuo)~',
      'kalenderår~',
      'calendar year',
      'year (in|during) which the financial year',
    ),
  ],
  ['financial-year-end', phrase('tilikau~', 'räkenskaps~', 'financial year')],
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
  [
    'relationship-end',
    phrase(
      '(asiakassuh|asiakkuu|sopimussuh|jäsenyy|käyttäjätil)~',
      '(kundförhåll|kundrelation|avtalsförhåll|medlemskap)~',
      '(customer relation|relationship|membership)~',
    ),
  ],
];

/** The periods of a sentence, each with the words that belong to it: "orders two years, invoices six". */
export function periodsOf(sentence: string): StatedPeriod[] {
  return partsOf(sentence.replace(ONE, 'yhden ')).map((part) => {
    const { 1: number = '', 2: unit = '', index } = PERIOD.exec(part)!;
    const count = NUMBERS[number] ?? Number(number);
    const [letter, inYear] = unitOf(unit);
    return {
      anchor: ANCHORS.find(([, words]) => words.test(part))?.[0] ?? null,
      period: `P${count}${letter}`,
      years: count / inYear,
      lead: part.slice(0, index),
      part,
    };
  });
}

/** Pieces without a period of their own lead the next one, but a relative clause belongs to what stands before it. */
function partsOf(sentence: string): string[] {
  const parts: string[] = [];
  let lead: string[] = [];
  for (const piece of sentence.split(/[,;] |\s(?:ja|sekä|och|samt|and) /u)) {
    if (PERIOD.test(piece)) {
      parts.push([...lead, piece].join(', '));
      lead = [];
    } else if (lead.length === 0 && parts.length > 0 && RELATIVE.test(piece)) {
      parts[parts.length - 1] += `, ${piece}`;
    } else lead.push(piece);
  }
  return parts;
}

function unitOf(unit: string): readonly [string, number] {
  if (/^(?:vuo(?!rok)|v$|år|year)/.test(unit)) return ['Y', 1];
  if (/^(?:kuukau|kk|månad|month)/.test(unit)) return ['M', 12];
  if (/^(?:viik|veck|week)/.test(unit)) return ['W', 52];
  return ['D', 365];
}

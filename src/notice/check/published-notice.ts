import type { Language } from '../../domain/category.js';
import { type Clause, CLAUSES, clausesOf, isNumbered } from './clauses.js';
import { tidy } from './markup.js';
import type { NoticeLine } from './notice-line.js';
import { phrase } from './phrase.js';
import type { ReadNotice } from './read-notice.js';

export interface Section {
  /** What the section is about; more than one under a heading like "X and Y", none under an unknown one. */
  readonly clauses: readonly Clause[];
  /** The heading as published. */
  readonly heading: string;
  readonly text: string;
}

/** A notice by its clauses. All words to look in are in lower case; headings stand as published. */
export class PublishedNotice {
  readonly sections: readonly Section[];
  readonly residue: boolean;
  readonly language: Language;
  /** Every sentence of the notice, without headings. */
  readonly body: string;

  constructor({ lines, residue }: ReadNotice) {
    this.sections = sectionsOf(lines);
    this.residue = residue;
    this.body = this.sections.map(({ text }) => text.toLowerCase()).join('\n');
    this.language = languageOf(this.body);
  }

  /** What the clauses say, in lower case; empty when they say nothing. */
  text(...clauses: readonly Clause[]): string {
    return this.published(...clauses).toLowerCase();
  }

  /** The same with the capitals of names. */
  published(...clauses: readonly Clause[]): string {
    return this.of(clauses)
      .map(({ text }) => text)
      .join('\n')
      .trim();
  }

  /** What sections about this clause and no other say. */
  ownText(clause: Clause): string {
    const own = this.of([clause]).filter(({ clauses }) => clauses.length === 1);
    return own.map(({ text }) => text.toLowerCase()).join('\n');
  }

  /** What the rest of the notice says. */
  bodyWithout(...clauses: readonly Clause[]): string {
    const rest = this.sections.filter(
      (section) =>
        section.clauses.length === 0 || section.clauses.some((clause) => !clauses.includes(clause)),
    );
    return rest.map(({ text }) => text.toLowerCase()).join('\n');
  }

  /** What stands in sections that are about none of these clauses. */
  bodyOutside(clauses: readonly Clause[]): string {
    const rest = this.sections.filter(
      (section) => !section.clauses.some((clause) => clauses.includes(clause)),
    );
    return rest.map(({ text }) => text.toLowerCase()).join('\n');
  }

  has(...clauses: readonly Clause[]): boolean {
    return this.of(clauses).length > 0;
  }

  isFilled(...clauses: readonly Clause[]): boolean {
    return this.text(...clauses) !== '';
  }

  /** A heading with nothing under it. */
  isEmpty(clause: Clause): boolean {
    return this.has(clause) && !this.isFilled(clause);
  }

  /** The section says that the controller has not yet answered this. */
  leavesOpen(clause: Clause): boolean {
    return NOT_TOLD.test(this.text(clause));
  }

  /** The heading as published, or the usual one when there is none. */
  heading(clause: Clause): string {
    const found = this.of([clause])[0];
    return found ? found.heading : `${CLAUSES[clause].usual[this.language]} (absent)`;
  }

  private of(clauses: readonly Clause[]): Section[] {
    return this.sections.filter((section) => section.clauses.some((clause) => clauses.includes(clause)));
  }
}

const NOT_TOLD = phrase(
  'ei ole (vielä )?(ilmoittanut|ilmoitettu|nimennyt|kertonut|vastannut|määritel|määrittä)~',
  'har (ännu )?inte (uppgett|angett|angivit|meddelat|fastställt)',
  'has not (yet )?(been )?(stated|named|told|said|defined|answered)',
);

/** Headings broken over several lines are tried whole first. */
const MOST_LINES_OF_A_HEADING = 8;

interface OpenSection {
  readonly clauses: readonly Clause[];
  readonly heading: string;
  readonly level: number;
  readonly texts: string[];
}

function sectionsOf(lines: readonly NoticeLine[]): Section[] {
  const known = lines.filter(({ label }) => label && clausesOf(label).length > 0);
  // Where rows carry the headings, a row with an unknown label is a section too; elsewhere it is a table in one.
  const isTable =
    known.filter(({ level }) => level === 0).length >= 3 &&
    known.filter(({ level }) => level !== 0).length < 3;
  const numbered = lines.filter(({ label, text }) => isKnownNumbered(label ?? text)).length >= 3;
  let current: OpenSection = { clauses: [], heading: '', level: 9, texts: [] };
  let around = current;
  const sections = [current];
  const open = (section: OpenSection, ends = false) => {
    if (!ends) around = section;
    current = section;
    sections.push(section);
  };
  for (let at = 0; at < lines.length;) {
    const { label, text, level = 9, ends = false } = lines[at]!;
    const found = headingAt(lines, at);
    if (found) {
      open({ clauses: found.clauses, heading: found.heading, level, texts: found.texts }, ends);
      at += found.lines;
      continue;
    }
    at += 1;
    if (label === null && numbered && isNumberedHeading(text)) {
      open({ clauses: [], heading: '', level, texts: [] });
      continue;
    }
    if (label && (level === 0 ? isTable : level <= around.level)) {
      open({ clauses: [], heading: '', level, texts: [text] }, ends);
      continue;
    }
    if (current !== around && label !== '') open({ ...around, texts: [] });
    current.texts.push(label ? `${label}: ${text}` : text);
  }
  return sections.map(({ clauses, heading, texts }) => ({ clauses, heading, text: flowing(texts) }));
}

/** A numbered line that looks like the headings around it, though its words are not known. */
const isNumberedHeading = (line: string) =>
  isNumbered(line) && line.length < 100 && !/[.!?,;:]\s*$/.test(line);
const isKnownNumbered = (line: string) => isNumbered(line) && clausesOf(line).length > 0;

interface Heading {
  readonly clauses: readonly Clause[];
  readonly heading: string;
  readonly texts: string[];
  readonly lines: number;
}

function headingAt(lines: readonly NoticeLine[], at: number): Heading | null {
  for (let count = MOST_LINES_OF_A_HEADING; count >= 1; count--) {
    const taken = lines.slice(at, at + count);
    if (taken.length < count || taken.some(({ label }) => label === '')) continue;
    if (taken.some(({ label }) => (label === null) !== (taken[0]!.label === null))) continue;
    const heading = joined(taken.map(({ label, text }) => label ?? text));
    const known = clausesOf(heading);
    const isTitle =
      known[0] === 'title' || (known.length === 0 && count === 1 && looksLikeTitle(heading, at));
    if (known.length === 0 && !isTitle) continue;
    const texts = taken.flatMap(({ label, text }) => (label === null ? [] : [text]));
    return isTitle
      ? { clauses: ['title'], heading: titleWord(heading), texts, lines: count }
      : { clauses: known, heading, texts, lines: count };
  }
  return introduced(lines[at]!);
}

/** A line broken after a hyphen needs no space. */
const joined = (lines: readonly string[]) =>
  tidy(lines.join(' ')).replace(
    /(?<=\p{L})- (?!(?:ja|tai|och|eller|and|or) )(?=\p{L})/gu,
    lines.length > 1 ? '-' : '- ',
  );

/** "Heading: what it says" on one line of plain text. */
function introduced({ label, text }: NoticeLine): Heading | null {
  if (label !== null) return null;
  const cut = /^([^:–\n]{3,100}?)(?::| [–-] )\s*(?=\S)/u.exec(text.slice(0, 200));
  const clauses = cut && !/^\s*[-•*·]/.test(text) ? clausesOf(cut[1]!) : [];
  return cut && clauses.length > 0
    ? { clauses, heading: tidy(cut[1]!), texts: [text.slice(cut[0].length)], lines: 1 }
    : null;
}

const TITLE =
  /tietosuojaseloste|rekisteriseloste|tietosuojailmoitus|dataskyddsbeskrivning|integritetspolicy|privacy (?:notice|policy|statement)/i;

/** A title carries the name of the company or the register; only its own word is kept. */
const looksLikeTitle = (heading: string, at: number) =>
  at < 5 && heading.length < 120 && TITLE.test(heading) && !/[.!?]$/.test(heading);

const titleWord = (heading: string) => TITLE.exec(heading)?.[0] ?? '';

/** Lines that a page broke go on in each other; list items and ended sentences do not. */
function flowing(texts: readonly string[]): string {
  let text = '';
  for (const part of texts.flatMap((block) => tidy(block).split('\n'))) {
    if (part === '') continue;
    const starts = text === '' || /[.!?:;]$/.test(text) || /^[-•*·–]/.test(part);
    const hyphen = !starts && /\p{L}-$/u.test(text) && /^(?!(?:ja|tai|och|eller|and|or)\b)\p{Ll}/u.test(part);
    if (hyphen) text = text.slice(0, -1) + part;
    else text += text === '' ? part : `${starts ? '\n' : ' '}${part}`;
  }
  return text;
}

const MARKS: Readonly<Record<Language, RegExp>> = {
  fi: /(?<!\p{L})(?:ja|tai|tiedot|tietoja|henkilötietojen|rekisterin|oikeus)(?!\p{L})/gu,
  sv: /(?<!\p{L})(?:och|eller|uppgifter|för|att|som|rätt)(?!\p{L})/gu,
  en: /(?<!\p{L})(?:and|or|the|data|of|to|right)(?!\p{L})/gu,
};

function languageOf(body: string): Language {
  const start = body.slice(0, 20_000);
  const count = (language: Language) => start.match(MARKS[language])?.length ?? 0;
  return (['fi', 'sv', 'en'] as const).reduce((best, next) => (count(next) > count(best) ? next : best));
}

import type { Language } from '../../domain/category.js';
import data from './clauses.json' with { type: 'json' };

/** What a section of a notice is about, whatever its heading is called. */
export type Clause = keyof typeof data.clauses;

export const CLAUSES: Readonly<Record<Clause, { usual: Record<Language, string>; headings: string[] }>> =
  data.clauses;

/** Sections on what the person may do. */
export const RIGHTS_CLAUSES = [
  'rights',
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
  'complaint',
  'otherRights',
] as const satisfies readonly Clause[];

const LONGEST_HEADING = 160;

const HEADINGS = (Object.keys(CLAUSES) as Clause[]).map(
  (clause) => [clause, headings(CLAUSES[clause].headings)] as const,
);

/**
 * The headings of a clause as one expression: `(a|b)` are alternatives, `[x]` may be left out, `{word}` is a word
 * that varies. There is no wildcard, so a heading that is known consists of known words only.
 */
function headings(patterns: readonly string[]): RegExp {
  const source = patterns
    .join('|')
    .replace(/\{([a-z-]+)\}/g, (_, word: keyof typeof data.words) => data.words[word])
    .replace(/(?<!\\)\((?!\?)/g, '(?:')
    .replaceAll('[', '(?:')
    .replaceAll(']', ')?');
  return new RegExp(`^(?:${source})$`, 'u');
}

/** The clauses a heading announces, or none when its words are not known; "X and Y" may announce two. */
export function clausesOf(published: string): readonly Clause[] {
  return published.length > LONGEST_HEADING ? [] : announced(barely(published), 2);
}

const AND = /(?:,|,? (?:ja|sekä|och|samt|and|&|\/)) /gu;

function announced(heading: string, splits: number): readonly Clause[] {
  if (heading === '') return [];
  const clause = HEADINGS.find(([, known]) => known.test(heading))?.[0];
  if (clause) return [clause];
  if (splits === 0) return [];
  for (const { 0: and, index } of heading.matchAll(AND)) {
    const first = announced(heading.slice(0, index), 0);
    const rest = first.length > 0 ? announced(heading.slice(index + and.length), splits - 1) : [];
    if (rest.length > 0) return [...new Set([...first, ...rest])];
  }
  return [];
}

export const isNumbered = (heading: string) => /^\s*\d{1,2}(?:[.)]|\.\d{1,2}\.?)\s+\p{L}/u.test(heading);

/** "(Article 15 of the GDPR)" after the name of a right. */
const ARTICLE =
  /\s*\((?:(?:tietosuoja-asetuksen|tietosuoja-asetus|gdpr|dataskyddsförordningen|artikla|artikel|article|articles|art|i|of|the|ja|och|and|kohta|\d{1,3})[ .,]*){1,8}\)$/u;

/** Without number, article, marks at the ends and differences that mean nothing. */
function barely(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[#*_]+/g, ' ')
    .replace(/^\s*(?:§\s*)?(?:\d{1,2}(?:[.):]\d{0,2}){0,3}|[ivx]{1,4}[.)]|[a-z]\))\s+/u, '')
    .replace(/[’´]/g, '’')
    .replace(/\s+/g, ' ')
    .replace(ARTICLE, '')
    .replace(/^[\s"”“]+|[\s.:;?!"”“–-]+$/gu, '')
    .trim();
}

import type { Category, Language } from '../domain/category.js';
import { isHoldCode } from '../domain/hold-type.js';
import { type RuleId, RULE_IDS } from '../domain/rule.js';
import { dateIn } from '../i18n/dates.js';
import { type TextKey, textsIn } from '../i18n/texts.js';
import type { AnswerLine } from './answer.js';
import { lawInWords } from './law-in-words.js';

type OwnRule = Exclude<RuleId, `hold.${string}`> | 'hold.MANUAL';

/** One record of a person as people call it: "Invoice of 15 October 2026 (A-1001)". */
export function recordLabel(record: NonNullable<AnswerLine['record']>, language: Language): string {
  const t = textsIn(language);
  return t('record.label', {
    kind: t(`record.${record.kind}`),
    hasDate: record.date === null ? 'no' : 'yes',
    date: record.date === null ? '' : dateIn(language, record.date),
    hasReference: record.reference === null ? 'no' : 'yes',
    reference: record.reference ?? '',
  });
}

/** "Name, e-mail address (2), IP address" */
export function categoryNames(
  lines: readonly { category: Category; count: number }[],
  language: Language,
): string {
  const counts = new Map<Category, number>();
  for (const { category, count } of lines) counts.set(category, (counts.get(category) ?? 0) + count);
  const names = [...counts].map(([category, count]) => {
    const name = textsIn(language)(`category.${category}`);
    return count > 1 ? `${name} (${count})` : name;
  });
  return inSentence(names);
}

/** More records of one kind that share a fate are told by how many they are, and from when to when. */
const RECORDS_NAMED = 200;

/** What a group of lines is about: the person's own data first, then record by record. */
export function dataOf(lines: readonly AnswerLine[], language: Language): string[] {
  const own = lines.filter(({ record }) => record === null);
  const ofRecords = [...grouped(lines.filter(isOfRecord), ({ record }) => record.kind).values()].flatMap(
    (ofKind) => {
      const named = grouped(ofKind, ({ record }) => recordLabel(record, language));
      const told =
        named.size > RECORDS_NAMED ? new Map([[manyRecords(ofKind, named.size, language), ofKind]]) : named;
      return [...told].map(([label, each]) => `${label}: ${lowered(categoryNames(each, language))}`);
    },
  );
  return own.length > 0 ? [categoryNames(own, language), ...ofRecords] : ofRecords;
}

export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

type OfRecord = AnswerLine & { readonly record: NonNullable<AnswerLine['record']> };
const isOfRecord = (line: AnswerLine): line is OfRecord => line.record !== null;

function manyRecords(lines: readonly OfRecord[], count: number, language: Language): string {
  const t = textsIn(language);
  const dates = lines.flatMap(({ record: { date } }) => date ?? []).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  return t('record.many', {
    kind: t(`record.${lines[0]!.record.kind}`),
    count,
    hasDates: first === undefined ? 'no' : 'yes',
    first: first === undefined ? '' : dateIn(language, first),
    last: last === undefined ? '' : dateIn(language, last),
  });
}

/** Why, in words a person can check: the reason of each hold, else of the rule, then the sources of law. */
export function reasonOf(line: AnswerLine, language: Language): string[] {
  const t = textsIn(language);
  const laws = lawInWords(line.citation, language);
  const reasons = isHeld(line) ? line.holds.map(holdReason) : [ruleReason(line), ...missingBeside(line)];
  return [
    ...[...new Set(reasons)].map((key) => t(key)),
    ...(laws.length > 0 ? [t('law.basis', { laws: laws.join('; ') })] : []),
  ];
}

/** Until when something is kept: the date, or the event that ends it and the date that holds in any case. */
export function untilOf(line: AnswerLine, language: Language): string[] {
  const t = textsIn(language);
  if (line.keepUntil !== null) return [t('until.date', { date: dateIn(language, line.keepUntil) })];
  const dated = line.datedUntil ? [t('until.inAnyCase', { date: dateIn(language, line.datedUntil) })] : [];
  const statutory = (code: string) => code.startsWith('STATUTORY_') && dated.length > 0;
  const ends = line.holds.filter((code) => !statutory(code)).map(holdUntil);
  return [...new Set(ends.length > 0 ? ends : (['until.open'] as const))].map((key) => t(key)).concat(dated);
}

/** Decided by the holds themselves, and not by a rule of its own that happens to name one. */
const isHeld = ({ rule, holds }: AnswerLine) => rule.startsWith('hold.') && holds.length > 0;
const missingBeside = ({ rule, holds }: AnswerLine) => (rule === 'missing-fact' ? holds.map(holdReason) : []);

function ruleReason({ rule, outcome }: AnswerLine): TextKey {
  const known = (RULE_IDS as readonly string[]).includes(rule) && !isHoldCode(rule.replace(/^hold\./, ''));
  return known ? (`rule.${rule as OwnRule}` satisfies TextKey) : `outcomeReason.${outcome}`;
}

const holdReason = (code: string): TextKey => (isHoldCode(code) ? `holdReason.${code}` : 'rule.hold.MANUAL');
const holdUntil = (code: string): TextKey => (isHoldCode(code) ? `holdUntil.${code}` : 'until.open');

/** Joins names for a sentence; abbreviations such as IP keep their capitals. */
export const inSentence = (names: readonly string[]) =>
  names.map((name, index) => (index === 0 ? name : lowered(name))).join(', ');
export const lowered = (text: string) =>
  text.replace(/^\p{Lu}(?=\p{Ll}|-post|-mail)/u, (letter) => letter.toLowerCase());
export const capitalised = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

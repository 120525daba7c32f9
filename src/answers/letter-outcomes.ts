import type { Language } from '../domain/category.js';
import type { Outcome } from '../domain/plan.js';
import { type TextKey, textsIn } from '../i18n/texts.js';
import type { Answer, AnswerLine } from './answer.js';
import { type Block, heading, paragraph } from '../paper/paper.js';
import { isWeighed } from './letter-sections.js';
import { capitalised, dataOf, grouped, reasonOf, untilOf } from './wording.js';

/** Holds under which the data stay in ordinary use; what the others keep is only stored. */
const HOLDS_IN_USE = ['ACTIVE_CONTRACT', 'ACTIVE_CONTACT_ROLE'];

/** What the request is not about, or what stands among the corrections, the letter does not list. */
const NOTHING_TO_SAY = ['rectification.not-contested', 'rectification.statement', 'restriction.not-asked'];

const DONE = {
  copy: 'heading.copied',
  correct: 'heading.corrected',
  restrict: 'heading.restricted',
  erase: 'heading.erased',
  anonymise: 'heading.anonymised',
  omit: 'heading.omitted',
} as const satisfies Record<Exclude<Outcome, 'keep'>, TextKey>;

/** The decision category by category: what was done, and what is kept, why and until when (Art. 12(4), 17(3)). */
export function outcomeSections(answer: Answer): Block[] {
  const { language, right } = answer;
  const done = (Object.keys(DONE) as (keyof typeof DONE)[]).flatMap((outcome) =>
    doneSection(answer, outcome),
  );
  const kept = answer.lines.filter(
    ({ outcome, rule }) => outcome === 'keep' && !NOTHING_TO_SAY.includes(rule),
  );
  if (kept.length === 0) return done;
  return [...done, ...(right === 'erasure' ? keptSections(kept, language) : continuesSection(kept, answer))];
}

/** What a refusal by hand is about: the plan has decided nothing, so only the data are named. */
export function concernedSection({ lines, right, language }: Answer): Block[] {
  if (right !== 'erasure' || lines.length === 0) return [];
  const t = textsIn(language);
  return [
    heading(t('heading.concerned')),
    { kind: 'list', items: dataOf(lines, language).map(capitalised) },
    paragraph(t('concerned.kept')),
  ];
}

function doneSection(answer: Answer, outcome: keyof typeof DONE): Block[] {
  const { language, state, right } = answer;
  const told = answer.weighed !== undefined;
  const lines = answer.lines.filter((line) => line.outcome === outcome && !(told && isWeighed(line)));
  const nothingDone = outcome !== 'omit' && (state === 'refused' || state === 'not-identifiable');
  const shownAsCorrections = right === 'rectification' && answer.corrections.length > 0;
  if (lines.length === 0 || nothingDone || shownAsCorrections) return [];
  const t = textsIn(language);
  const ombudsman = outcome === 'omit' && right === 'access' ? [paragraph(t('omitted.ombudsman'))] : [];
  return [heading(t(DONE[outcome])), reasonTable(lines, language), ...ombudsman];
}

function keptSections(kept: readonly AnswerLine[], language: Language): Block[] {
  const t = textsIn(language);
  const used = new Set(kept.filter(isInUse).map(({ category }) => category));
  const stored = kept.filter(({ category }) => !used.has(category));
  const inUse = kept.filter(({ category }) => used.has(category));
  return [
    ...(stored.length > 0
      ? [heading(t('heading.kept')), paragraph(t('kept.restricted')), keptTable(stored, language)]
      : []),
    ...(inUse.length > 0
      ? [heading(t('heading.keptInUse')), paragraph(t('kept.unrestricted')), keptTable(inUse, language)]
      : []),
  ];
}

function continuesSection(kept: readonly AnswerLine[], { language, right }: Answer): Block[] {
  const t = textsIn(language);
  if (right !== 'rectification') return [heading(t('heading.continues')), reasonTable(kept, language)];
  return [heading(t('heading.unaltered')), keptTable(kept, language)];
}

function reasonTable(lines: readonly AnswerLine[], language: Language): Block {
  const t = textsIn(language);
  const rows = groups(lines).map((group) => [dataOf(group, language), reasonOf(group[0]!, language)]);
  return { kind: 'table', columns: [t('term.data'), t('term.reason')], rows };
}

function keptTable(lines: readonly AnswerLine[], language: Language): Block {
  const t = textsIn(language);
  const rows = groups(lines).map((group) => [
    dataOf(group, language),
    untilOf(group[0]!, language),
    reasonOf(group[0]!, language),
  ]);
  return { kind: 'table', columns: [t('term.data'), t('term.keptUntil'), t('term.reason')], rows };
}

/** Lines with the same fate for the same reason stand in one row. */
export const groups = (lines: readonly AnswerLine[]): AnswerLine[][] => [
  ...grouped(lines, ({ rule, holds, keepUntil, datedUntil, citation }) =>
    JSON.stringify([rule, holds, keepUntil, datedUntil ?? null, citation]),
  ).values(),
];

const isInUse = ({ holds }: AnswerLine) => holds.some((code) => HOLDS_IN_USE.includes(code));

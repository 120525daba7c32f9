import { labelOf } from './policy-labels.js';
import { inWords, said } from './policy-words.js';

type Names = readonly string[];
type Part = Readonly<Record<string, unknown>>;

export function addedSentence(names: Names, after: unknown): string {
  return withStop(`${label(names)} is new: ${saidOf(names, after)}`);
}

export function removedSentence(names: Names, before: unknown): string {
  return withStop(`${label(names)} is gone: ${saidOf(names, before)}`);
}

export function orderSentence(names: Names): string {
  return `${label(names)}: the same, in another order.`;
}

/** What is no longer in a list, and what is now. */
export function listSentence(names: Names, removed: readonly unknown[], added: readonly unknown[]): string {
  const sentences = LISTS[names.join('/')];
  if (sentences) {
    return [
      ...removed.map((value) => sentences.gone(said(value))),
      ...added.map((value) => sentences.come(said(value))),
    ].join(' ');
  }
  const parts = [
    ...(removed.length > 0 ? [`no longer ${said(removed)}`] : []),
    ...(added.length > 0 ? [`now also ${said(added)}`] : []),
  ];
  return withStop(`${label(names)}: ${parts.join('; ')}`);
}

/** Lists whose entries change what people do or are told. */
const LISTS: Readonly<Record<string, { gone(what: string): string; come(what: string): string }>> = {
  approval: {
    gone: (right) => `Approval of ${right} is no longer asked for.`,
    come: (right) => `Approval of ${right} is now asked for.`,
  },
  'disclosures/grounds': {
    gone: (ground) => `Data may no longer be disclosed for ${ground}.`,
    come: (ground) => `Data may now be disclosed for ${ground}.`,
  },
};

export function changedSentence(names: Names, before: unknown, after: unknown): string {
  const [was, is] = [saidOf(names, before), saidOf(names, after)];
  // Where the gist is the same, what is cited, or a detail, differs.
  const detail = isPart(before) && isPart(after) ? details(before, after, was === is) : [];
  const gist = was === is ? [] : [`${was} → ${is}`];
  return withStop(`${label(names)}: ${[...gist, ...detail].join('; ')}`);
}

function details(before: Part, after: Part, sameGist: boolean): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => before[key] !== after[key] && (key === 'cite' || sameGist))
    .map(
      (key) =>
        `${key === 'cite' ? 'what is cited for it' : inWords(key)}: ${said(before[key])} → ${said(after[key])}`,
    );
}

/** All periods are told when there were none before, or are none now: categories of the same period together. */
function saidOf(names: Names, value: unknown): string {
  if (names.join('/') !== 'retention' || !isPart(value)) return said(value);
  const categories = new Map<string, string[]>();
  for (const [category, rule] of Object.entries(value)) {
    const period = said(rule);
    categories.set(period, [...(categories.get(period) ?? []), inWords(category)]);
  }
  return [...categories].map(([period, names]) => `${period} for ${names.join(', ')}`).join('; ');
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const label = (names: Names) => labelOf(names) ?? names.map(inWords).join(', ');
const withStop = (text: string) => (/[.!?]”?$/.test(text) ? text : `${text}.`);

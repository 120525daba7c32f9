import { isDeepStrictEqual } from 'node:util';
import type { RegisterPolicy } from '../domain/register-policy.js';
import {
  addedSentence,
  changedSentence,
  listSentence,
  orderSentence,
  removedSentence,
} from './policy-sentences.js';
import { pointerTo } from './policy-source.js';

/** One difference between two versions of a policy, for people who have not read either. */
export interface PolicyChange {
  /** Where it stands: in the later version, or in the earlier one for what is removed. */
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly sentence: string;
}

/** A place by its pointers in both versions, and by names that stay when entries of a list move. */
interface Place {
  readonly before: readonly (string | number)[];
  readonly after: readonly (string | number)[];
  readonly names: readonly string[];
}

type Plain = Readonly<Record<string, unknown>>;

/** Everything in which two versions differ. Each changed leaf of either document lies under exactly one of the pointers. */
export function diffPolicies(before: RegisterPolicy, after: RegisterPolicy): PolicyChange[] {
  return differences({ before: [], after: [], names: [] }, before, after);
}

function differences(place: Place, before: unknown, after: unknown): PolicyChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) {
    return [
      { pointer: pointerTo(...place.after), kind: 'added', sentence: addedSentence(place.names, after) },
    ];
  }
  if (after === undefined) {
    return [
      {
        pointer: pointerTo(...place.before),
        kind: 'removed',
        sentence: removedSentence(place.names, before),
      },
    ];
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const entries = [...before, ...after];
    return entries.every(isPlain) ? entryChanges(place, before, after) : [listChange(place, before, after)];
  }
  if (!isPlain(before) || !isPlain(after)) return [changed(place, before, after)];
  return isPhrase(before) ? [phraseChange(place, before, after)] : keyChanges(place, before, after);
}

function keyChanges(place: Place, before: Plain, after: Plain): PolicyChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => differences(into(place, key, key, key), before[key], after[key]));
}

/** A period says nothing without what it is counted from: the two are one phrase, and one change. */
const isPhrase = (value: Plain) => 'period' in value;

function phraseChange(place: Place, before: Plain, after: Plain): PolicyChange {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const [first, ...others] = keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
  const sentence = changedSentence(place.names, before, after);
  const at = others.length === 0 && first !== undefined ? [...place.after, first] : place.after;
  return { pointer: pointerTo(...at), kind: 'changed', sentence };
}

/** Entries are the same when their names are, wherever in the list they stand. */
function entryChanges(place: Place, before: readonly Plain[], after: readonly Plain[]): PolicyChange[] {
  const earlier = new Map(before.map((entry, index) => [nameOf(entry), { entry, index }]));
  const later = new Map(after.map((entry, index) => [nameOf(entry), { entry, index }]));
  const changes = [...new Set([...later.keys(), ...earlier.keys()])].flatMap((name) => {
    const [was, is] = [earlier.get(name), later.get(name)];
    return differences(into(place, was?.index ?? 0, is?.index ?? 0, name), was?.entry, is?.entry);
  });
  const common = (names: Iterable<string>) =>
    [...names].filter((name) => earlier.has(name) && later.has(name));
  const sameOrder = isDeepStrictEqual(common(earlier.keys()), common(later.keys()));
  return sameOrder ? changes : [...changes, reordered(place)];
}

function nameOf(entry: Plain): string {
  return String(entry['code'] ?? entry['category'] ?? entry['start']);
}

function listChange(place: Place, before: readonly unknown[], after: readonly unknown[]): PolicyChange {
  const removed = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  if (removed.length === 0 && added.length === 0) return reordered(place);
  const sentence = listSentence(place.names, removed, added);
  return { pointer: pointerTo(...place.after), kind: 'changed', sentence };
}

function reordered(place: Place): PolicyChange {
  return { pointer: pointerTo(...place.after), kind: 'changed', sentence: orderSentence(place.names) };
}

function changed(place: Place, before: unknown, after: unknown): PolicyChange {
  const sentence = changedSentence(place.names, before, after);
  return { pointer: pointerTo(...place.after), kind: 'changed', sentence };
}

function into(place: Place, before: string | number, after: string | number, name: string): Place {
  return {
    before: [...place.before, before],
    after: [...place.after, after],
    names: [...place.names, name],
  };
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

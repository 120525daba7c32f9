import { type Defect, pointerTo } from './policy-source.js';

/** What stands in a list twice. */
export function repetitions(key: string, names: readonly string[], part: string): Defect[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ pointer: pointerTo(key, index, part), reason: 'stands in the list twice' }]
      : [],
  );
}

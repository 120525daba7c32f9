/**
 * Words to look for in text in lower case. `~` is the rest of a word, `…` a stretch of the same sentence; both are
 * bounded, so that no text makes the search slow. Words are found from their beginning.
 */
export function phrase(...alternatives: readonly string[]): RegExp {
  const source = alternatives.join('|').replaceAll('~', '\\p{L}{0,20}').replaceAll('…', '[^.\\n]{0,100}');
  return new RegExp(`(?<!\\p{L})(?:${source})`, 'u');
}

const ABBREVIATED = /(?<=(?:^|[\s(])(?:esim|mm|ns|ks|art|bl\.a|t\.ex|s\.k|e\.g|i\.e|no|p|puh|tel|kl)\.)\s/gu;

/** Sentences and list items, one by one. */
export function sentences(text: string): string[] {
  return text
    .replace(ABBREVIATED, '\u00A0')
    .split(/(?<=[.!?;])\s+|\n/u)
    .filter((sentence) => sentence !== '');
}

/** Those whose words the text has, in the order of the table. */
export function named<Name>(table: readonly (readonly [Name, RegExp])[], text: string): Name[] {
  return table.filter(([, words]) => words.test(text)).map(([name]) => name);
}

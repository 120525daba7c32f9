/** A seeded source of chance (mulberry32): the same seed gives the same cases and the same plan of faults. */
export interface Chance {
  below(limit: number): number;
  happens(probability: number): boolean;
  oneOf<T>(choices: readonly T[]): T;
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    happens: (probability) => next() < probability,
    oneOf: (choices) => choices[below(choices.length)]!,
  };
}

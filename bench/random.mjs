/** A seeded source of chance (mulberry32): the same seed gives the same people. */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    below,
    happens: (probability) => next() < probability,
    oneOf: (choices) => choices[below(choices.length)],
    /** A day from the first of `from` to the last of `to`. */
    day: (from, to) => {
      const first = Date.UTC(from, 0, 1) / 86_400_000;
      const last = Date.UTC(to, 11, 31) / 86_400_000;
      return new Date((first + below(last - first + 1)) * 86_400_000).toISOString().slice(0, 10);
    },
  };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

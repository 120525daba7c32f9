import type { Range } from '../evidence/merkle.js';

/** Positions as an audit entry names them: `4-17` or `9`, ascending, as few as possible. */
export function writeRanges(ranges: readonly Range[]): string[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined.map(({ from, to }) => (to - from === 1 ? `${from}` : `${from}-${to - 1}`));
}

/** What `writeRanges` wrote; anything else is passed over. */
export function readRanges(written: unknown): Range[] {
  const texts = Array.isArray(written) ? written : [];
  return texts.flatMap((text) => {
    const found = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(String(text));
    return found ? [{ from: Number(found[1]), to: Number(found[2] ?? found[1]) + 1 }] : [];
  });
}

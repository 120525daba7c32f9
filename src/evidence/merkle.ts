import { createHash } from 'node:crypto';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** Hash of an entry (RFC 9162, 2.1.1). The prefix keeps an entry from passing for two hashes, and the other way round. */
export const leafHash = (entry: Buffer): Buffer => createHash('sha256').update(LEAF).update(entry).digest();

export const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** The root of a log without entries. */
const EMPTY_ROOT = createHash('sha256').digest();

/**
 * A growing Merkle tree of which only the roots of its complete subtrees are kept, largest first: one per bit that is
 * set in its size. To append n entries costs O(n), however many there are already.
 */
export class Frontier {
  private constructor(
    private count: number,
    private readonly peaks: Buffer[],
  ) {}

  static empty(): Frontier {
    return new Frontier(0, []);
  }

  /** What `bytes` gave, for a tree of this size; `null` where the bytes do not fit the size. */
  static of(size: number, bytes: Buffer): Frontier | null {
    if (bytes.length !== bitsSet(size) * HASH_BYTES) return null;
    const peaks = Array.from({ length: bitsSet(size) }, (_, index) =>
      bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
    );
    return new Frontier(size, peaks);
  }

  /** Stands for a tree nobody knows any more: it goes on, to roots that no signature fits. */
  static unknown(size: number): Frontier {
    return new Frontier(
      size,
      Array.from({ length: bitsSet(size) }, () => Buffer.alloc(HASH_BYTES)),
    );
  }

  get size(): number {
    return this.count;
  }

  append(leaf: Buffer): void {
    let hash = leaf;
    for (let size = this.count; size % 2 === 1; size = (size - 1) / 2)
      hash = nodeHash(this.peaks.pop()!, hash);
    this.peaks.push(hash);
    this.count += 1;
  }

  root(): Buffer {
    const [last, ...rest] = this.peaks.toReversed();
    return rest.reduce((right, left) => nodeHash(left, right), last ?? EMPTY_ROOT);
  }

  bytes(): Buffer {
    return Buffer.concat(this.peaks);
  }

  copy(): Frontier {
    return new Frontier(this.count, [...this.peaks]);
  }
}

/** Positions from `from` to before `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The subtrees whose roots prove that a leaf stands at `position` in a tree of `size`, nearest first: the inclusion
 * path of RFC 9162, 2.1.3.1. Together with the leaf they cover the tree.
 */
export function pathRanges(position: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const split = from + largestPowerBelow(to - from);
    if (position < split) {
      ranges.push({ from: split, to });
      to = split;
    } else {
      ranges.push({ from, to: split });
      from = split;
    }
  }
  return ranges.toReversed();
}

/** The root that a leaf and its path lead to (RFC 9162, 2.1.3.2). */
export function rootFrom(
  leaf: Buffer,
  position: number,
  size: number,
  path: readonly Buffer[],
): Buffer | null {
  const ranges = pathRanges(position, size);
  if (ranges.length !== path.length) return null;
  return ranges.reduce(
    (hash, { from }, step) => (from > position ? nodeHash(hash, path[step]!) : nodeHash(path[step]!, hash)),
    leaf,
  );
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function bitsSet(size: number): number {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}

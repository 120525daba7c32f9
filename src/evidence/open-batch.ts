import { Frontier, type Range } from './merkle.js';

/** A seal, and the hash of the entry that now stands under its id. */
export interface SealedRow {
  readonly position: number;
  readonly entryId: string;
  readonly stored: Buffer;
  /** `null` where there is no such entry. */
  readonly computed: Buffer | null;
}

type Fit = 'sealed' | 'seal-changed' | 'reordered' | 'changed';

/** The seals since the last checkpoint that could be trusted. */
export class OpenBatch {
  readonly rows: SealedRow[] = [];
  private readonly gaps: Range[] = [];

  constructor(private readonly before: Frontier) {}

  get from(): number {
    return this.before.size;
  }

  /** The place after the last one, present or missing. */
  get to(): number {
    return Math.max(this.from, (this.rows.at(-1)?.position ?? -1) + 1, this.gaps.at(-1)?.to ?? 0);
  }

  /** The places passed over on the way to this one. */
  add(row: SealedRow): Range | null {
    const gap = this.skipTo(row.position);
    this.rows.push(row);
    return gap;
  }

  skipTo(position: number): Range | null {
    if (position <= this.to) return null;
    const gap = { from: this.to, to: position };
    this.gaps.push(gap);
    return gap;
  }

  get whole(): boolean {
    return this.gaps.length === 0;
  }

  /** How what is there relates to a root that was signed. */
  fit(root: Buffer): Fit {
    if (!this.whole) return 'changed';
    if (this.grown(this.stored()).root().equals(root)) return 'sealed';
    if (
      this.grown(this.rows.map(({ stored, computed }) => computed ?? stored))
        .root()
        .equals(root)
    )
      return 'seal-changed';
    // A sealer takes entries in the order of their ids.
    const inOrder = this.rows.toSorted((a, b) => (a.entryId < b.entryId ? -1 : 1));
    return this.grown(inOrder.map(({ computed, stored }) => computed ?? stored))
      .root()
      .equals(root)
      ? 'reordered'
      : 'changed';
  }

  /** The root at a size within the batch. */
  rootAt(size: number): Buffer {
    return this.grown(this.stored().slice(0, size - this.from)).root();
  }

  /** The tree with all seals of the batch. */
  after(): Frontier {
    return this.grown(this.stored());
  }

  private stored(): Buffer[] {
    return this.rows.map(({ stored }) => stored);
  }

  private grown(leaves: readonly Buffer[]): Frontier {
    const tree = this.before.copy();
    for (const leaf of leaves) tree.append(leaf);
    return tree;
  }
}

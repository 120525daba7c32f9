import type { Range } from './merkle.js';

/**
 * What is wrong with a log. `changed`: not what was sealed. `removed`: sealed and no longer there. `inserted`: claims a
 * place or a time it was not sealed at. `reordered`: sealed at another place. `checkpoint-forged`: not signed by the
 * house, or not for this log. `truncated`: a checkpoint from outside states more than, or something else than, the log
 * holds. `unsealed`: has waited too long for the sealer, or was put in while none ran.
 */
export type FindingKind =
  'changed' | 'removed' | 'inserted' | 'reordered' | 'checkpoint-forged' | 'truncated' | 'unsealed';

export interface Finding {
  readonly kind: FindingKind;
  /** First place concerned, or the size a checkpoint states; `null` for what has no place. */
  readonly position: number | null;
  /** Last place concerned, where the finding is about several. */
  readonly to?: number;
  readonly entryId: string | null;
  readonly reason: string;
}

/** The findings about one log, in the order they come up. */
export class Findings {
  readonly all: Finding[] = [];

  /** About one entry, by its seal. */
  about(
    kind: FindingKind,
    seal: { readonly position: number; readonly entryId: string },
    reason: string,
  ): void {
    this.all.push({ kind, position: seal.position, entryId: seal.entryId, reason });
  }

  /** About a size that a checkpoint states. */
  at(kind: FindingKind, size: number, reason: string): void {
    this.all.push({ kind, position: size, entryId: null, reason });
  }

  over(kind: FindingKind, { from, to }: Range, reason: string): void {
    const several = to - from > 1 ? { to: to - 1 } : {};
    this.all.push({ kind, position: from, ...several, entryId: null, reason });
  }
}

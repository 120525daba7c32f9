import { isSignedBy, type ReadCheckpoint } from './checkpoint.js';
import { Findings } from './findings.js';
import { isSigned, type StoredCheckpoint } from './log-head.js';
import type { LogKey } from './log-key.js';
import { Frontier, type Range } from './merkle.js';
import { OpenBatch, type SealedRow } from './open-batch.js';
import { type EntryText, leafOf } from './sealed-entry.js';

/** A seal with the entry it names, if that is still there. */
export interface LogRow {
  readonly position: number;
  readonly entryId: string;
  readonly leafHash: Buffer;
  readonly entry: EntryText | null;
}

/** Entries ended because their period was over, by an entry sealed at `at`. */
export interface Ended extends Range {
  readonly at: string;
}

export interface Trust {
  readonly keyOf: (version: number) => LogKey;
  readonly ended: readonly Ended[];
  /** Checkpoints of this log that were kept outside. */
  readonly outside: readonly ReadCheckpoint[];
}

/** How much older than the checkpoint before an entry may be: its transaction and the sealer took so long at most. */
const LATE_MS = 2 * 3600_000;
/** No entry is ended before. */
const YEAR_MS = 365 * 24 * 3600_000;
/** Versions of the key that a checkpoint kept outside may be signed with. */
const KEY_VERSIONS = 16;

/**
 * Checks one log from its rows: seals in order of position, each checkpoint after the seals it covers. After a mismatch
 * it goes on from what the checkpoint itself signed, so that every fault is reported where it is.
 */
export class LogCheck {
  entries = 0;
  ended = 0;
  private readonly found = new Findings();
  private readonly outside: readonly ReadCheckpoint[];
  private batch = new OpenBatch(Frontier.empty());
  private before: { size: number; at: string; keyVersion: number } | null = null;
  /** Size of the last checkpoint that was there, signed or not. */
  private seen = 0;
  private newKey: unknown = null;
  private mismatched: SealedRow[] = [];
  private absent: SealedRow[] = [];
  private backdated: SealedRow[] = [];

  constructor(private readonly trust: Trust) {
    const keys = Array.from({ length: KEY_VERSIONS }, (_, index) => trust.keyOf(index + 1));
    this.outside = trust.outside.filter((checkpoint) => isSignedBy(keys, checkpoint));
    for (const checkpoint of trust.outside) {
      if (!this.outside.includes(checkpoint))
        this.found.at(
          'checkpoint-forged',
          checkpoint.size,
          'a checkpoint kept outside is not signed by this log',
        );
    }
  }

  row({ position, entryId, leafHash, entry }: LogRow): void {
    const row = { position, entryId, stored: leafHash, computed: entry && leafOf(entry) };
    if (position < this.batch.to) return this.found.about('inserted', row, 'a second seal for this place');
    this.missing(this.batch.add(row));
    if (!entry) return void this.absent.push(row);
    this.entries += 1;
    if (!row.stored.equals(row.computed!)) this.mismatched.push(row);
    if (entry.action === 'audit-key.changed')
      this.newKey = (JSON.parse(entry.details) as { to?: unknown } | null)?.to;
    if (this.before && Date.parse(entry.at) < Date.parse(this.before.at) - LATE_MS) this.backdated.push(row);
  }

  checkpoint(stored: StoredCheckpoint): void {
    const { size, previous, keyVersion } = stored;
    const gone = previous !== this.seen;
    this.seen = size;
    if (!isSigned(this.trust.keyOf(keyVersion), stored))
      return this.found.at('checkpoint-forged', size, 'the signature is not that of this log');
    const known = this.before?.keyVersion ?? 1;
    if (keyVersion !== known && !(keyVersion > known && keyVersion === this.newKey))
      this.found.at('checkpoint-forged', size, 'the key was changed without an entry that says so');
    if (gone) this.found.at('removed', previous, 'a checkpoint before this one is missing');
    this.missing(this.batch.skipTo(size));
    this.close(stored);
    this.before = { size, at: stored.at, keyVersion };
    this.newKey = null;
  }

  /** After the last row. */
  end(): Findings['all'] {
    const size = this.before?.size ?? 0;
    if (this.batch.rows.length > 0)
      this.found.over(
        'inserted',
        { from: size, to: this.batch.to },
        'sealed, but under no signed checkpoint',
      );
    for (const row of this.absent) this.found.about('removed', row, 'the entry is not there');
    const elsewhere = new Set(this.mismatched.map(({ stored }) => stored.toString('hex')));
    for (const row of this.mismatched) {
      if (elsewhere.has(row.computed!.toString('hex')))
        this.found.about('reordered', row, 'the entry was sealed at another place');
      else this.found.about('changed', row, 'the entry is not what was sealed');
    }
    for (const outside of this.outside) {
      if (outside.size > size)
        this.found.at('truncated', outside.size, 'a checkpoint kept outside states more entries');
    }
    return this.found.all;
  }

  /** Compares the open batch with what was signed, and goes on from there. */
  private close(stored: StoredCheckpoint): void {
    const { batch } = this;
    const fit = batch.fit(stored.root);
    const range = { from: batch.from, to: stored.size };
    if (fit === 'sealed') this.compareOutside(range);
    if (fit === 'seal-changed') this.sealsChanged(range);
    if (fit === 'reordered') this.found.over('reordered', range, 'the entries were sealed in another order');
    if (fit === 'changed' && batch.whole)
      this.found.over('changed', range, 'the seals do not give the root that was signed');
    this.settle(stored.at);
    const signed = Frontier.of(stored.size, stored.frontier);
    const usable = signed?.root().equals(stored.root) === true;
    if (!usable)
      this.found.at(
        'checkpoint-forged',
        stored.size,
        'the kept subtrees do not give the root that was signed',
      );
    this.batch = new OpenBatch(
      usable ? signed : fit === 'sealed' ? batch.after() : Frontier.unknown(stored.size),
    );
  }

  private compareOutside({ from, to }: Range): void {
    for (const { size, root } of this.outside) {
      if (size > from && size <= to && !this.batch.rootAt(size).equals(root))
        this.found.at('truncated', size, 'a checkpoint kept outside states another history');
    }
  }

  /** The entries are what was signed; it is the hashes beside them that were changed. */
  private sealsChanged({ from }: Range): void {
    for (const row of this.mismatched.filter(({ position }) => position >= from))
      this.found.about('changed', row, 'the seal no longer has the hash that was signed');
    this.mismatched = this.mismatched.filter(({ position }) => position < from);
  }

  private settle(at: string): void {
    for (const row of this.absent) {
      if (this.wasEnded(row, at)) this.ended += 1;
      else this.found.about('removed', row, 'the entry is not there');
    }
    // Where the clock itself was set back, times say nothing; only a service for trying out may do so.
    if (this.before && Date.parse(at) >= Date.parse(this.before.at)) {
      for (const row of this.backdated)
        this.found.about('inserted', row, 'the entry is older than what was sealed before it');
    }
    this.absent = [];
    this.backdated = [];
  }

  private wasEnded({ position }: SealedRow, sealedAt: string): boolean {
    return this.trust.ended.some(
      ({ from, to, at }) =>
        position >= from && position < to && Date.parse(at) - Date.parse(sealedAt) >= YEAR_MS,
    );
  }

  private missing(gap: Range | null): void {
    if (gap) this.found.over('removed', gap, 'the seal is not there');
  }
}

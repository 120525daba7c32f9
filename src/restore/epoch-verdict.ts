/** What the database says of itself. */
export interface EpochRow {
  readonly database: string;
  readonly epoch: number;
  readonly token: string;
  readonly previous: string | null;
}

/** What was written down outside of it. */
export interface EpochMark {
  readonly database: string;
  readonly epoch: number;
  readonly token: string;
  /** Server and database it was written for: a database that was loaded from a dump is in another place. */
  readonly place: string;
}

/** What stands outside: a mark, none, or one that is not of this house or was changed. */
export type EpochOutside = EpochMark | 'missing' | 'changed';

/** Why a database and what is known outside of it do not belong together. */
export type EpochFault =
  | 'database-unknown'
  | 'database-moved'
  | 'database-older'
  | 'ledger-lost'
  | 'ledger-changed'
  | 'ledger-older';

/**
 * `first`: neither knows of an epoch yet. `current`: they agree. `unfinished`: a crash came between the two writes of
 * an advance, and the outside is one behind.
 */
export type EpochVerdict = 'first' | 'current' | 'unfinished' | EpochFault;

/**
 * Compares the database with what was written down outside. Both are read under one lock, so an advance by another
 * process is seen whole or not at all.
 *
 * @param place where the database is now
 * @param nothingNoted true while no register's ledger has an entry
 */
export function verdictOn(
  row: EpochRow | null,
  outside: EpochOutside,
  place: string,
  nothingNoted: boolean,
): EpochVerdict {
  if (outside === 'changed') return 'ledger-changed';
  if (outside === 'missing') return row === null ? 'first' : 'ledger-lost';
  // A crash came between the first mark and the first row, or a database was made anew before anything was noted.
  if (row === null) return outside.epoch === 1 && nothingNoted ? 'first' : 'database-unknown';
  if (row.database !== outside.database) return 'database-unknown';
  if (outside.place !== place) return 'database-moved';
  if (row.token === outside.token) return 'current';
  if (row.previous === outside.token) return 'unfinished';
  // At the same epoch with another token two copies went on from one state: the one known outside is the newer.
  return row.epoch > outside.epoch ? 'ledger-older' : 'database-older';
}

export const isFault = (verdict: EpochVerdict): verdict is EpochFault =>
  verdict !== 'first' && verdict !== 'current' && verdict !== 'unfinished';

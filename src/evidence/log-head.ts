import type { EntityManager } from 'typeorm';
import { type CheckpointFacts, checkpointText } from './checkpoint.js';
import type { LogKey, LogKeys } from './log-key.js';
import { Frontier } from './merkle.js';

/** A checkpoint as it lies in the database. */
export interface StoredCheckpoint extends CheckpointFacts {
  readonly frontier: Buffer;
  readonly keyVersion: number;
  readonly signature: Buffer;
}

/** How far a log goes, and what it takes to go on. */
export interface LogHead {
  readonly frontier: Frontier;
  readonly keyVersion: number;
}

/** The columns of {@link StoredCheckpoint}; time to the microsecond, so that no change of it goes unseen. */
export const CHECKPOINT = `
  size::float8 as size, previous::float8 as previous, root, frontier, key_version as "keyVersion", signature,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;

/** A time as checkpoints state it. */
export const instantText = (at: Date): string => at.toISOString().replace('Z', '000Z');

/** The head does not agree with what was signed: nothing is added to a log that somebody has changed. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';
}

export async function newestCheckpoint(
  tx: EntityManager,
  register: string,
): Promise<StoredCheckpoint | null> {
  const [newest] = await tx.query<StoredCheckpoint[]>(
    `select ${CHECKPOINT} from audit_checkpoint where register = $1 order by audit_checkpoint.size desc limit 1`,
    [register],
  );
  return newest ?? null;
}

/** The version of the key that signs the log now. */
export async function newestKeyVersion(tx: EntityManager, register: string): Promise<number> {
  return (await newestCheckpoint(tx, register))?.keyVersion ?? 1;
}

/** The head of a register's log, checked against its signature. */
export async function headOf(tx: EntityManager, register: string, keys: LogKeys): Promise<LogHead> {
  const newest = await newestCheckpoint(tx, register);
  const [{ sealed }] = await tx.query<[{ sealed: number }]>(
    `select coalesce(max(position) + 1, 0)::float8 as sealed from audit_seal where register = $1`,
    [register],
  );
  if (sealed !== (newest?.size ?? 0)) throw new LogDamaged();
  if (!newest) return { frontier: Frontier.empty(), keyVersion: 1 };
  const frontier = Frontier.of(newest.size, newest.frontier);
  if (!frontier?.root().equals(newest.root) || !isSigned(keys.of(register, newest.keyVersion), newest))
    throw new LogDamaged();
  return { frontier, keyVersion: newest.keyVersion };
}

export const isSigned = (key: LogKey, checkpoint: StoredCheckpoint): boolean =>
  key.verify(checkpointText(key.origin, checkpoint), checkpoint.signature);

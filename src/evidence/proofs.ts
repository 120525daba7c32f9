import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { checkpointNote } from './checkpoint.js';
import { newestCheckpoint } from './log-head.js';
import { LogKeys } from './log-key.js';
import { Frontier, pathRanges, type Range } from './merkle.js';
import { ENTRY_TEXT, entryBytes, type EntryText } from './sealed-entry.js';

const PAGE = 10_000;

/** That one entry stands in the log, without the other entries (RFC 9162, 2.1.3). */
export interface InclusionProof {
  /** The sealed entry, byte for byte. */
  readonly entry: string;
  readonly position: number;
  /** Hashes from the leaf to the root, base64. */
  readonly path: readonly string[];
  /** The signed checkpoint whose root the path leads to. */
  readonly checkpoint: string;
  readonly verifierKey: string;
}

/** Proves single entries to somebody who has a checkpoint and the public key. */
@Injectable()
export class Proofs {
  constructor(
    private readonly database: Database,
    private readonly keys: LogKeys,
  ) {}

  /** `null` where the register's log has no such entry. */
  of(register: string, entryId: string): Promise<InclusionProof | null> {
    return this.database.readInRegister(register, async (tx) => {
      const [entry] = await tx.query<(EntryText & { position: number })[]>(
        `select seal.position::float8 as position, ${ENTRY_TEXT}
           from audit_seal seal join audit_entry entry on entry.id = seal.entry_id
          where seal.register = $1 and seal.entry_id = $2`,
        [register, entryId],
      );
      const newest = entry && (await newestCheckpoint(tx, register));
      if (!newest) return null;
      const key = this.keys.of(register, newest.keyVersion);
      const path: Buffer[] = [];
      for (const range of pathRanges(entry.position, newest.size))
        path.push(await rootOver(tx, register, range));
      return {
        entry: entryBytes(entry).toString(),
        position: entry.position,
        path: path.map((hash) => hash.toString('base64')),
        checkpoint: checkpointNote(key, newest, newest.signature),
        verifierKey: key.verifierKey,
      };
    });
  }
}

/** The root of the subtree over these positions, page by page. */
async function rootOver(tx: EntityManager, register: string, { from, to }: Range): Promise<Buffer> {
  const tree = Frontier.empty();
  for (let at = from; at < to; at += PAGE) {
    const leaves = await tx.query<{ leaf: Buffer }[]>(
      `select leaf_hash as leaf from audit_seal
        where register = $1 and position >= $2 and position < $3 order by position`,
      [register, at, Math.min(at + PAGE, to)],
    );
    for (const { leaf } of leaves) tree.append(leaf);
  }
  return tree.root();
}

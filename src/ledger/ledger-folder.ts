import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.js';

export const ledgerFolder = (config: Config) => config.LEDGER_DIR ?? join(config.DATA_DIR, 'ledger');

/** Nothing is destroyed without the ledger, so a house that cannot write it says so at its start. */
export async function assertLedgerWritable(config: Config): Promise<void> {
  const folder = ledgerFolder(config);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK);
  } catch {
    throw new Error(
      'The erasure ledger cannot be written: set LEDGER_DIR to a folder the service may write to.',
    );
  }
}

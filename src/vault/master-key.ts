import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.js';

const KEY_BYTES = 32;

/** The root of every key. Wrapping, search and suppression keys are derived from it, one purpose each. */
export class MasterKey {
  constructor(private readonly root: Buffer) {
    if (root.length !== KEY_BYTES) throw new Error('The master key must be 32 bytes in base64');
  }

  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.root, 'suoja', purpose, KEY_BYTES));
  }
}

const keyIn = (config: Config) => config.MASTER_KEY_FILE ?? join(config.DATA_DIR, 'master.key');

export const hasMasterKey = (config: Config): boolean => existsSync(keyIn(config));

/** Reads MASTER_KEY_FILE, or the key of the data folder, which is made on the first start. */
export function loadMasterKey(config: Config): MasterKey {
  if (config.MASTER_KEY_FILE) return new MasterKey(readKey(config.MASTER_KEY_FILE, 'MASTER_KEY_FILE'));
  const file = keyIn(config);
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return new MasterKey(readKey(file, 'The master key in DATA_DIR'));
}

function readKey(file: string, name: string): Buffer {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  } catch {
    throw new Error(`${name} cannot be read`);
  }
}

/** Keyed hash, cut to 16 bytes: enough that two people never meet, half the index. */
export function keyedHash(key: Buffer, value: string): Buffer {
  return createHmac('sha256', key).update(value).digest().subarray(0, 16);
}

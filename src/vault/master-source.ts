import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.js';

const COMMAND_MAY_TAKE_MS = 30_000;
const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/]{43}=$/;

/** Where a master key comes from: its text in base64, or an error that does not repeat it. */
export interface MasterSource {
  readonly name: string;
  read(): Promise<string> | string;
}

/** The one source that is set; else the key of the data folder, which is made on the first start. */
export function masterSource(config: Config): MasterSource {
  if (config.MASTER_KEY_FILE) return fileSource('MASTER_KEY_FILE', config.MASTER_KEY_FILE);
  if (config.MASTER_KEY) return { name: 'MASTER_KEY', read: () => config.MASTER_KEY! };
  if (config.MASTER_KEY_COMMAND) return commandSource(config.MASTER_KEY_COMMAND);
  return fileSource('The master key in DATA_DIR', keyIn(config));
}

/** False when one would have to be made. */
export const hasMasterKey = (config: Config): boolean =>
  [config.MASTER_KEY_FILE, config.MASTER_KEY, config.MASTER_KEY_COMMAND].some(Boolean) ||
  existsSync(keyIn(config));

/** Makes the key of the data folder; one that is there is left. */
export function makeMasterKey(config: Config): void {
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const text = `${randomBytes(32).toString('base64')}\n`;
  writeFileSync(keyIn(config), text, { mode: 0o600, flag: 'wx' });
}

/** The 32 bytes, for the caller to overwrite. */
export async function readMasterKey(source: MasterSource): Promise<Buffer> {
  const text = (await source.read()).trim();
  if (!BASE64_OF_32_BYTES.test(text))
    throw new Error(`${source.name}: the master key must be 32 bytes in base64`);
  return Buffer.from(text, 'base64');
}

export function fileSource(name: string, file: string): MasterSource {
  return {
    name,
    read: () => {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        throw new Error(`${name} cannot be read`);
      }
    },
  };
}

/** What a key management service keeps, by way of its own client: what the command prints is the key. */
function commandSource(command: string): MasterSource {
  const name = 'MASTER_KEY_COMMAND';
  return {
    name,
    read: () =>
      new Promise((resolve, reject) => {
        const options = { timeout: COMMAND_MAY_TAKE_MS, killSignal: 'SIGKILL', maxBuffer: 4096 } as const;
        execFile('/bin/sh', ['-c', command], options, (error, stdout) => {
          if (!error) resolve(stdout);
          else if (error.killed)
            reject(new Error(`${name} took longer than 30 seconds, or printed too much`));
          else reject(new Error(`${name} failed with exit code ${String(error.code)}`));
        });
      }),
  };
}

const keyIn = (config: Config) => join(config.DATA_DIR, 'master.key');

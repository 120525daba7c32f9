import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDataFolder, writePrivateFile } from './private-file.js';
import { processStart } from './process-start.js';

export interface DataLock {
  release(): Promise<void>;
}

export class DataFolderInUse extends Error {
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(
      `Another suoja process (pid ${pid}) uses the data folder ${folder}. Stop it first, or set DATA_DIR.`,
    );
    this.name = 'DataFolderInUse';
  }
}

/** One process at a time uses a data folder; the lock of a process that died is taken over. */
export function lockDataFolder(folder: string): Promise<DataLock> {
  return takeLock(join(folder, 'lock'));
}

/** The lock itself, for a part of the data that may live apart from the data folder. */
export async function takeLock(path: string): Promise<DataLock> {
  await makeDataFolder(dirname(path));
  const ours = `${process.pid}\t${await processStart(process.pid)}\t${randomUUID()}\n`;
  const fresh = `${path}.${randomUUID()}`;
  await writePrivateFile(fresh, ours);
  try {
    while (!(await linked(fresh, path))) await removeStale(path);
  } finally {
    await rm(fresh, { force: true });
  }
  return {
    async release() {
      if ((await contentOf(path)) === ours) await rm(path, { force: true });
    },
  };
}

/** A hard link appears with its whole content or not at all, and for one process only. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Who removes a dead process's lock must hold a lock for removing that very one: otherwise two that saw it at once could
 * remove each other's new lock.
 */
async function removeStale(path: string): Promise<void> {
  const seen = await contentOf(path);
  if (seen === null) return;
  const [pid, start] = seen.trim().split('\t');
  if (start && (await processStart(Number(pid))) === start)
    throw new DataFolderInUse(dirname(path), Number(pid));
  const removal = await takeLock(`${path}.${createHash('sha256').update(seen).digest('hex')}`).catch(
    ignoreInUse,
  );
  if (!removal) return sleep(10);
  if ((await contentOf(path)) === seen) await rm(path, { force: true });
  await removal.release();
}

function ignoreInUse(error: unknown): null {
  if (error instanceof DataFolderInUse) return null;
  throw error;
}

function contentOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

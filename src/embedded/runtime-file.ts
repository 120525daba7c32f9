import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataFolder, writePrivateFile } from './private-file.js';
import { processStart } from './process-start.js';

/** Where the running service can be reached, so that a command in a second process joins its database. */
export interface Runtime {
  readonly pid: number;
  readonly databaseUrl: string;
  readonly httpUrl?: string;
}

export async function writeRuntime(folder: string, where: Omit<Runtime, 'pid'>): Promise<void> {
  await makeDataFolder(folder);
  const start = await processStart(process.pid);
  await writePrivateFile(
    fileIn(folder),
    `${JSON.stringify({ pid: process.pid, start, ...where }, null, 2)}\n`,
  );
}

/** Null when no service runs on this data folder, also when one died and left its file. */
export async function readRuntime(folder: string): Promise<Runtime | null> {
  const text = await readFile(fileIn(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const { start, ...runtime } = JSON.parse(text) as Runtime & { start: string };
  return (await processStart(runtime.pid)) === start ? runtime : null;
}

export async function removeRuntime(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}

function fileIn(folder: string): string {
  return join(folder, 'run.json');
}

import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './postgres-binaries.js';
import { commandLine, processStart } from './process-start.js';

/** Stops a server that outlived both the process it served and its supervisor. Call only while holding the lock. */
export async function stopLeftoverServer(cluster: string, binaries: PostgresBinaries): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!pid || (await processStart(pid)) === null) return;
  if (process.platform === 'win32') {
    await promisify(execFile)(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast']).catch(() => undefined);
  } else if ((await commandLine(pid)).includes(` -D ${cluster} `)) {
    await stop(pid);
  } else {
    // After a restart of the machine the number belongs to some other program; PostgreSQL would refuse to start.
    await rm(pidFile, { force: true });
  }
}

async function stop(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    send(pid, signal);
    const deadline = Date.now() + 15_000;
    while (Date.now() < deadline) {
      if ((await processStart(pid)) === null) return;
      await sleep(25);
    }
  }
  throw new Error(`A PostgreSQL server left from an earlier run (pid ${pid}) does not stop.`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ClusterHome } from './cluster-home.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { writePrivateFile } from './private-file.js';
import type { ServerIdentity } from './server-identity.js';
import { lastLines, supervise } from './supervised.js';

export interface ClusterSetup {
  readonly home: ClusterHome;
  readonly binaries: PostgresBinaries;
  readonly who: ServerIdentity;
  readonly durable: boolean;
}

/** Makes the cluster unless it is there. It appears whole or not at all: half of one never meets the next start. */
export async function ensureCluster(setup: ClusterSetup): Promise<{ password: string; made: boolean }> {
  const { home } = setup;
  await removeUnfinished(home);
  if (await holdsCluster(home.cluster)) return { password: await keptPassword(home), made: false };
  const password = randomBytes(24).toString('base64url');
  await writePrivateFile(home.passwordFile, `${password}\n`);
  const staging = await mkdtemp(`${home.cluster}.initdb-`);
  try {
    await initdb(setup, staging, password);
    await rename(join(staging, 'cluster'), home.cluster);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return { password, made: true };
}

async function initdb(setup: ClusterSetup, staging: string, password: string): Promise<void> {
  const { home, binaries, who, durable } = setup;
  const cluster = join(staging, 'cluster');
  const passwordFile = join(staging, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (who) await Promise.all([staging, passwordFile].map((path) => chown(path, who.uid, who.gid)));
  const args = ['-D', cluster, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  // The C library's own locales differ from machine to machine, PostgreSQL's built-in one does not.
  args.push('--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  if (!durable) args.push('--no-sync');
  const run = await supervise({ binaries, program: 'initdb', args, cluster, who, logFile: home.logFile });
  if ((await run.exited) !== 0) {
    throw new Error(`The embedded PostgreSQL could not set up its data.\n${await lastLines(home.logFile)}`);
  }
}

async function holdsCluster(cluster: string): Promise<boolean> {
  if (await stat(join(cluster, 'PG_VERSION')).catch(() => null)) return true;
  const strangers = await readdir(cluster).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (strangers.length > 0) throw new Error(`${cluster} holds something else than PostgreSQL's data.`);
  return false;
}

async function keptPassword(home: ClusterHome): Promise<string> {
  try {
    return (await readFile(home.passwordFile, 'utf8')).trim();
  } catch (error) {
    throw new Error(
      `The password of the embedded PostgreSQL cannot be read from ${home.passwordFile}. ` +
        `Put it back, or remove ${home.cluster} to start without data.`,
      { cause: error },
    );
  }
}

async function removeUnfinished({ cluster }: ClusterHome): Promise<void> {
  const beside = await readdir(dirname(cluster));
  const unfinished = beside.filter((name) => name.startsWith(`${basename(cluster)}.initdb-`));
  for (const name of unfinished) {
    // The one that made it may still be on its way out.
    const path = join(dirname(cluster), name);
    await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

import { createHash } from 'node:crypto';
import { lstat, mkdir, readlink, realpath, rm, rmdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { makeDataFolder } from './private-file.js';
import { mayEnter, type ServerIdentity } from './server-identity.js';
import { isTrusted, keepsWhatWeMake } from './trusted-folder.js';

export interface ClusterHome {
  /** The cluster's real folder; the server's user owns it. */
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly lockFile: string;
}

/**
 * Where the cluster of a data folder lives. Ordinarily that is the data folder itself, or what it is a link to. When we
 * are root and the server's user cannot walk there (a checkout under root's home), the cluster lives in
 * `/var/lib/suoja-<hash>`, or `/var/tmp` or the folder for temporary files where that cannot be written, and the data
 * folder is a link to it. The hash is of the data folder's real path. Password, log and lock stand beside the cluster.
 */
export async function clusterHome(dataDir: string, who: ServerIdentity): Promise<ClusterHome> {
  const parent = dirname(resolve(dataDir));
  await makeDataFolder(parent);
  const wanted = await realName(dataDir);
  const linked = await linkTarget(wanted);
  if (linked && (!isElsewhere(linked) || (await isTrusted(dirname(linked))))) return homeAt(linked);
  // What our own link named is gone, and somebody else may have put theirs in its place.
  if (linked) await rm(wanted);
  if (await mayEnter(parent, who)) return homeAt(wanted);
  return homeAt(join(await homeElsewhere(wanted, who), basename(wanted)));
}

/**
 * Makes the data folder name a cluster that lives elsewhere. Who removed the link removed the data by its only name:
 * what is left of it goes first, as it would have gone from an ordinary data folder.
 */
export async function linkFrom(dataDir: string, { cluster, passwordFile }: ClusterHome): Promise<void> {
  const wanted = await realName(dataDir);
  if (wanted === cluster || (await linkTarget(wanted)) === cluster) return;
  await rmdir(wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return;
    throw new Error(`${wanted} holds data that the database server's user cannot reach. Set DATA_DIR.`);
  });
  await rm(cluster, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await symlink(cluster, wanted);
}

async function realName(dataDir: string): Promise<string> {
  return join(await realpath(dirname(resolve(dataDir))), basename(dataDir));
}

function isElsewhere(cluster: string): boolean {
  return /^suoja-[0-9a-f]{16}$/.test(basename(dirname(cluster)));
}

function homeAt(cluster: string): ClusterHome {
  return {
    cluster,
    passwordFile: `${cluster}.password`,
    logFile: `${cluster}.log`,
    lockFile: `${cluster}.lock`,
  };
}

async function linkTarget(path: string): Promise<string | null> {
  const found = await lstat(path).catch(() => null);
  return found?.isSymbolicLink() ? resolve(dirname(path), await readlink(path)) : null;
}

async function homeElsewhere(wanted: string, who: ServerIdentity): Promise<string> {
  const name = `suoja-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`;
  for (const parent of new Set(['/var/lib', '/var/tmp', tmpdir()])) {
    if (!(await keepsWhatWeMake(parent)) || !(await mayEnter(parent, who))) continue;
    const home = join(parent, name);
    await mkdir(home, { mode: 0o711 }).catch(() => undefined);
    if ((await isTrusted(home)) && (await mayEnter(home, who))) return home;
  }
  throw new Error(
    `The database server's user (id ${who?.uid}) cannot reach ${wanted}, and no other folder can hold its data. ` +
      'Set DATA_DIR to a folder below one that everybody may enter, or DATABASE_URL to a PostgreSQL of your own.',
  );
}

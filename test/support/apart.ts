import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import ts from 'typescript';
import { packageRoot } from '../../src/config/package-root.js';

export interface Apart {
  readonly child: ChildProcess;
  /** The next line it prints. */
  readonly line: () => Promise<string>;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

/** Our sources as a plain Node program can import them, in a folder that goes away with `remove`. */
export async function sourcesApart(folders: readonly string[]) {
  await mkdir(join(packageRoot, 'dist'), { recursive: true });
  const root = await mkdtemp(join(packageRoot, 'dist', '.apart-'));
  for (const folder of folders) {
    const names = await readdir(join(packageRoot, folder));
    for (const name of names.filter((each) => each.endsWith('.ts') && !each.endsWith('.spec.ts'))) {
      await transpile(join(packageRoot, folder, name), join(root, folder, name.replace(/\.ts$/, '.js')));
    }
  }
  return { run: (program: string) => run(root, program), remove: () => rm(root, { recursive: true }) };
}

async function transpile(from: string, to: string): Promise<void> {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  const { outputText } = ts.transpileModule(await readFile(from, 'utf8'), { compilerOptions });
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, outputText);
}

async function run(root: string, program: string): Promise<Apart> {
  const file = join(await mkdtemp(join(root, 'program-')), 'main.mjs');
  await writeFile(file, program);
  // A group of its own, as a terminal gives to what it starts.
  const child = spawn(process.execPath, [file], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, ended, line: async () => String((await lines.next()).value) };
}

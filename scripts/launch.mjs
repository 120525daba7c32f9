// node scripts/launch.mjs <entry> [...args]: runs dist/src/<entry>.js in this very process, building it first when the
// sources have changed since the last build. With --build it only builds.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.sources');
const lock = join(dist, '.building');
const LOCK_IS_DEAD_AFTER_MS = 15_000;

const [entry, ...args] = process.argv.slice(2);
if (!entry) fail('usage: node scripts/launch.mjs <entry> [...args] | --build');

if (entry === '--build') {
  await buildAlone(() => false);
} else {
  const program = join(dist, 'src', `${entry}.js`);
  const isFresh = async () =>
    (await exists(program)) && (await readOrNull(stamp)) === (await fingerprintOfSources());
  if (!(await isFresh())) await buildAlone(isFresh);
  if (!(await exists(program))) fail(`there is no program ${entry}: ${program} is not built from any source`);
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}

/** One build at a time; who waited for another's build needs none of its own. */
async function buildAlone(isFresh) {
  if (!(await exists(join(root, 'node_modules', '@nestjs', 'cli')))) {
    fail('the dependencies are not installed; run: npm install');
  }
  await mkdir(dist, { recursive: true });
  let told = false;
  while (!(await lockTaken())) {
    if (!told) console.error('waiting for another build…');
    told = true;
    await sleep(200);
  }
  const heartbeat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), 2_000);
  try {
    if (!(await isFresh())) await build();
  } finally {
    clearInterval(heartbeat);
    await rm(lock, { force: true });
  }
}

async function build() {
  console.error('building…');
  const sources = await fingerprintOfSources();
  // The compiler trusts its notes of the last build, even about built files that somebody has removed since.
  await rm(join(dist, '.tsbuildinfo'), { force: true });
  await rm(stamp, { force: true });
  const code = await run(join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build');
  if (code !== 0) {
    process.exitCode = code;
    await rm(lock, { force: true });
    fail('the build failed, see above');
  }
  await writeFile(stamp, sources);
}

/** A signal that reaches us stops the build before it stops us. */
function run(...command) {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 2, 2] });
  return new Promise((resolve, reject) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    let stoppedBy;
    const stop = (signal) => {
      stoppedBy = signal;
      child.kill('SIGTERM');
    };
    for (const signal of signals) process.on(signal, stop);
    child.once('error', reject);
    child.once('exit', async (code) => {
      for (const signal of signals) process.off(signal, stop);
      if (stoppedBy) {
        await rm(lock, { force: true });
        process.exit(128 + constants.signals[stoppedBy]);
      }
      resolve(code ?? 1);
    });
  });
}

async function lockTaken() {
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (await holderIsDead()) {
    const aside = `${lock}.${process.pid}`;
    await rename(lock, aside).catch(() => {});
    await rm(aside, { force: true });
  }
  return false;
}

/** A holder renews its lock every two seconds, so a number that a new process got says nothing. */
async function holderIsDead() {
  const found = await stat(lock).catch(() => null);
  if (!found) return false;
  if (Date.now() - found.mtimeMs > LOCK_IS_DEAD_AFTER_MS) return true;
  const pid = Number(await readOrNull(lock));
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Names, sizes and times of everything the build reads: a removed or restored file counts as a change, too. */
async function fingerprintOfSources() {
  const tops = (await readdir(root)).filter((name) => /^(tsconfig.*|nest-cli|package)\.json$/.test(name));
  const files = tops.map((name) => join(root, name));
  for (const folder of ['src', 'migrations']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const each of entries) {
      if (each.isFile() && !each.name.endsWith('.spec.ts')) files.push(join(each.parentPath, each.name));
    }
  }
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`${file.slice(root.length)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function exists(path) {
  return (await stat(path).catch(() => null)) !== null;
}

async function readOrNull(path) {
  return readFile(path, 'utf8').catch(() => null);
}

function fail(message) {
  console.error(`suoja: ${message}`);
  process.exit(process.exitCode || 1);
}

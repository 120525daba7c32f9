// node scripts/broken-builds/main.mjs [word …]: breaks a copy of the committed code in one way after the other and runs
// the test that must notice. A break that no test notices fails the run. `word`: only breaks with it in their promise.
// Some tests need Redis: TEST_REDIS_URL, else a redis-server of the system.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILDS } from './builds.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const words = process.argv.slice(2);
const builds = BUILDS.filter(({ promise, broken }) =>
  words.every((word) => `${promise} ${broken}`.includes(word)),
);

const copy = mkdtempSync(join(tmpdir(), 'suoja-broken-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
const port = 20_000 + (process.pid % 20_000);
const env = { TEST_REDIS_URL: `redis://127.0.0.1:${port}`, ...process.env };
if (!process.env.TEST_REDIS_URL) {
  const redis = spawn('redis-server', [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    copy,
    '--save',
    '',
  ]);
  process.on('exit', () => redis.kill());
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
execFileSync('tar', ['-x', '-C', copy], {
  input: execFileSync('git', ['archive', 'HEAD'], { cwd: root, maxBuffer: 1e9 }),
});
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** Whether the one test passes; `null` when it did not run. */
function passes({ test, title }) {
  const quoted = `${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const args = ['vitest', 'run', test, '-t', quoted, '--reporter=json', `--outputFile=${report}`];
  // Some tests start the built service.
  spawnSync('npm', ['run', 'build'], { cwd: copy, stdio: 'ignore' });
  spawnSync('npx', args, { cwd: copy, env, stdio: 'ignore', timeout: 600_000 });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const statuses = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ status }) => status),
  );
  const run = statuses.filter((status) => status === 'passed' || status === 'failed');
  return run.length === 0 ? null : run.every((status) => status === 'passed');
}

/** The break, undone afterwards. */
function whileBroken({ file, find, put }, run) {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(find).length !== 2)
    throw new Error(`${file}: what is to be broken does not stand there once`);
  writeFileSync(
    path,
    whole.replace(find, () => put),
  );
  try {
    return run();
  } finally {
    writeFileSync(path, whole);
  }
}

let unnoticed = 0;
for (const build of builds) {
  const whole = passes(build);
  const broken = whole === true ? whileBroken(build, () => passes(build)) : null;
  const verdict = whole !== true ? 'the test fails without it' : broken === false ? 'noticed' : 'NOT NOTICED';
  if (verdict !== 'noticed') unnoticed += 1;
  console.log(`${verdict.padEnd(12)} ${build.promise}: ${build.broken}`);
}
console.log(`${builds.length - unnoticed} of ${builds.length} noticed`);
process.exitCode = unnoticed === 0 && builds.length > 0 ? 0 : 1;

// A PostgreSQL of the distribution, with the tools the embedded one lacks, in a folder of its own.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGED = '/usr/lib/postgresql';
const USER = 'suoja';

/** The newest server installed that has its dump tools beside it; `null` where there is none. */
export async function installed() {
  const versions = await readdir(PACKAGED).catch(() => []);
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const bin = join(PACKAGED, version, 'bin');
    const names = await readdir(bin).catch(() => []);
    if (['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((name) => names.includes(name)))
      return { bin, version };
  }
  return null;
}

/** @returns how to make, dump and load databases on a server that `stop` ends */
export async function startServer({ bin }, folder) {
  const home = join(folder, 'postgres');
  await mkdir(home);
  const who = await identity();
  const secret = randomBytes(18).toString('base64url');
  await writeFile(join(folder, 'password'), secret, { mode: 0o644 });
  if (who.uid !== undefined) await chown(home, who.uid, who.gid);
  const data = join(home, 'data');
  await run(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      USER,
      `--pwfile=${join(folder, 'password')}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
    ],
    { ...who, cwd: home },
  );
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'fsync=off',
    ],
    { ...who, cwd: home, stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const env = {
    PATH: process.env.PATH,
    PGHOST: '127.0.0.1',
    PGPORT: String(port),
    PGUSER: USER,
    PGPASSWORD: secret,
  };
  const tool = (name, ...args) => run(join(bin, name), args, { env, maxBuffer: 256 * 1024 * 1024 });
  for (let look = 0; ; look++) {
    if (
      await tool('pg_isready').then(
        () => true,
        () => false,
      )
    )
      break;
    if (look > 200) throw new Error('the server does not start');
    await sleep(100);
  }
  return {
    url: (database) => `postgres://${USER}:${secret}@127.0.0.1:${port}/${database}`,
    tool,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
    },
  };
}

/** PostgreSQL does not run as root. */
async function identity() {
  if (process.getuid() !== 0) return {};
  const number = (flag) => run('id', [flag, 'postgres']).then(({ stdout }) => Number(stdout));
  return { uid: await number('-u'), gid: await number('-g') };
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sourcesApart } from '../../test/support/apart.js';
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
import { freePort } from './free-port.js';
import { stopLeftoverServer } from './leftover-server.js';
import { packagedNative, postgresBinaries } from './postgres-binaries.js';
import { processStart } from './process-start.js';
import { serverIdentity } from './server-identity.js';

let root: string;
let apart: Awaited<ReturnType<typeof sourcesApart>>;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'suoja testikansio å-'));
  await chmod(root, 0o711);
  apart = await sourcesApart(['src/embedded', 'src/config']);
});
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())));
afterAll(async () => {
  await rm(root, { recursive: true });
  await apart.remove();
});

async function start(dataDir: string, more: Partial<EmbeddedPostgresOptions> = {}) {
  const server = await startEmbeddedPostgres({ dataDir, durable: false, ...more });
  running.push(server);
  return server;
}

async function query(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function serverPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

const gone = (pid: number) =>
  vi.waitFor(async () => expect(await processStart(pid)).toBeNull(), { timeout: 15_000, interval: 50 });

/** A program of its own that starts PostgreSQL, says its pid, and lives on. */
const service = (dataDir: string, rest = 'setInterval(() => {}, 1000);') => `
  import { readFile } from 'node:fs/promises';
  import pg from 'pg';
  import { startEmbeddedPostgres } from '../src/embedded/embedded-postgres.js';
  const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('create table if not exists kept (word text)');
  await client.query("insert into kept values ('kept')");
  ${rest}
  console.log('ready');
`;

describe('embedded PostgreSQL', () => {
  it('finds its data at the next start, in a path with a space and å', async () => {
    const dataDir = join(root, 'finds', 'postgres');
    const first = await start(dataDir, { durable: true });
    await query(first.url, "create table words as select 'päivää' as word");
    const pid = await serverPid(dataDir);
    await first.stop();
    expect(await processStart(pid)).toBeNull();

    const second = await start(dataDir);
    expect(await query(second.url, 'select upper(word) from words')).toBe('PÄIVÄÄ');
  });

  it('keeps its password and its log to itself and no values in the log', async () => {
    const dataDir = join(root, 'secret', 'postgres');
    const { url } = await start(dataDir);
    await expect(query(url, "select 'matti@asiakas.example'::int")).rejects.toThrow();
    for (const file of [`${dataDir}.password`, `${dataDir}.log`]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    const log = await readFile(`${dataDir}.log`, 'utf8');
    expect(log).toContain('listening on IPv4 address "127.0.0.1"');
    expect(log).not.toContain('matti');
    await expect(query(url.replace(/:[^:@]*@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
  });

  it('serves one process at a time and names the other', async () => {
    const dataDir = join(root, 'one', 'postgres');
    const { url } = await start(dataDir);
    await expect(start(dataDir)).rejects.toThrow(`pid ${process.pid}`);
    expect(await query(url, 'select 1')).toBe(1);
  });

  it('names a port that is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(start(join(root, 'port', 'postgres'), { port })).rejects.toThrow(`Port ${port} is in use`);
    taken.close();
  });

  it('shows the last words of a server that does not start', async () => {
    const dataDir = join(root, 'words', 'postgres');
    await (await start(dataDir)).stop();
    await appendFile(join(dataDir, 'postgresql.conf'), '\nno_such_setting = 1\n');
    await expect(start(dataDir)).rejects.toThrow(/unrecognized configuration parameter "no_such_setting"/);
  });

  it('leaves a folder alone that holds something else', async () => {
    const dataDir = join(root, 'else', 'postgres');
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, 'letter.txt'), 'mine');
    await expect(start(dataDir)).rejects.toThrow(/holds something else/);
    expect(await readFile(join(dataDir, 'letter.txt'), 'utf8')).toBe('mine');
  });
});

describe('a service that ends in the wrong way', () => {
  it('leaves no server running when it is killed, and its data to the next', async () => {
    const dataDir = join(root, 'killed', 'postgres');
    const { child, line, ended } = await apart.run(service(dataDir));
    expect(await line()).toBe('ready');
    const pid = await serverPid(dataDir);
    child.kill('SIGKILL');
    await ended;
    await gone(pid);
    const { url } = await start(dataDir);
    expect(await query(url, 'select word from kept')).toBe('kept');
  });

  it('still has its database while it answers a Ctrl-C', async () => {
    const dataDir = join(root, 'interrupted', 'postgres');
    const { child, line, ended } = await apart.run(
      service(
        dataDir,
        `setInterval(() => {}, 1000);
         process.once('SIGINT', () => setTimeout(async () => {
           const { rows } = await client.query('select word from kept');
           console.log(rows[0].word);
           await client.end();
           await server.stop();
           process.exit();
         }, 500));`,
      ),
    );
    expect(await line()).toBe('ready');
    const pid = await serverPid(dataDir);
    process.kill(-child.pid!, 'SIGINT');
    expect(await line()).toBe('kept');
    await ended;
    expect(await processStart(pid)).toBeNull();
  });

  it('may be killed while it sets up its data', async () => {
    const dataDir = join(root, 'half', 'postgres');
    const { child, ended } = await apart.run(service(dataDir));
    const begun = async () => {
      const beside = await readdir(join(root, 'half'));
      const staging = beside.find((name) => name.startsWith('postgres.initdb-'))!;
      expect(await readdir(join(root, 'half', staging, 'cluster'))).toContain('base');
    };
    await vi.waitFor(begun, { timeout: 20_000, interval: 5 });
    child.kill('SIGKILL');
    await ended;
    await expect(stat(dataDir)).rejects.toThrow();
    const { url } = await start(dataDir);
    expect(await query(url, 'select 1')).toBe(1);
    expect((await readdir(join(root, 'half'))).filter((name) => name.includes('initdb'))).toEqual([]);
  });

  it('is followed by one that stops the server it left', async () => {
    const dataDir = join(root, 'leftover', 'postgres');
    await (await start(dataDir)).stop();
    const who = await serverIdentity(dataDir);
    const { postgres, folder } = await postgresBinaries(who, packagedNative());
    const args = ['-D', dataDir, '-p', String(await freePort()), '-c', 'unix_socket_directories='];
    const leftover = spawn(postgres, args, { ...who, cwd: folder, stdio: 'ignore' });
    const ended = once(leftover, 'exit');
    await vi.waitFor(async () => expect(await serverPid(dataDir)).toBe(leftover.pid), { timeout: 10_000 });
    const { url } = await start(dataDir);
    expect(await ended).toEqual([0, null]);
    expect(await query(url, 'select 1')).toBe(1);
  });

  it('never has a stranger stopped that got the number of its server', async () => {
    const folder = await mkdtemp(join(root, 'recycled-'));
    await writeFile(join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n`);
    const interrupted = vi.fn();
    process.on('SIGINT', interrupted);
    await stopLeftoverServer(folder, await postgresBinaries(null, packagedNative()));
    process.off('SIGINT', interrupted);
    expect(interrupted).not.toHaveBeenCalled();
    await expect(stat(join(folder, 'postmaster.pid'))).rejects.toThrow();
  });
});

// Elsewhere root's tests may be skipped, but never where the build is judged.
describe.skipIf(process.geteuid?.() !== 0 && !process.env['CI'])('started by root', () => {
  it('runs as an unprivileged user id', async () => {
    const dataDir = join(root, 'nobody', 'postgres');
    await start(dataDir);
    expect((await stat(join(dataDir, 'postmaster.pid'))).uid).toBe(65534);
    if (process.platform === 'linux') {
      const status = await readFile(`/proc/${await serverPid(dataDir)}/status`, 'utf8');
      expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
      expect(status).toMatch(/^Groups:\s*$/m);
    }
  });

  it('works in a checkout that an unprivileged user cannot read', async () => {
    const closed = await mkdtemp(join(root, 'closed-'));
    const temporary = await mkdtemp(join(root, 'temporary-'));
    await chmod(temporary, 0o1777);
    vi.stubEnv('TMPDIR', temporary);
    const native = join(closed, 'checkout', 'native');
    await cp(packagedNative(), native, { recursive: true, verbatimSymlinks: true });
    const dataDir = join(closed, 'checkout', '.data', 'postgres');

    const first = await start(dataDir, { native });
    const home = dirname(await readlink(dataDir));
    try {
      await query(first.url, 'create table words as select 1');
      await first.stop();
      const second = await start(dataDir, { native });
      expect(await query(second.url, 'select count(*)::int from words')).toBe(1);
      expect((await readdir(temporary)).length).toBe(1);
      await second.stop();

      await rm(join(closed, 'checkout', '.data'), { recursive: true });
      const afresh = await start(dataDir, { native });
      await expect(query(afresh.url, 'select from words')).rejects.toThrow(/does not exist/);
      await afresh.stop();
    } finally {
      vi.unstubAllEnvs();
      await rm(home, { recursive: true });
    }
  });
});

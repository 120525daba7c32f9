import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderInUse, lockDataFolder } from './data-lock.js';
import { processStart } from './process-start.js';
import { readRuntime, removeRuntime, writeRuntime } from './runtime-file.js';

let root: string;
let folder: string;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'suoja-lock-'))));
beforeEach(async () => void (folder = await mkdtemp(join(root, 'data-'))));
afterAll(() => rm(root, { recursive: true }));

async function another() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  const end = async () => (child.kill('SIGKILL'), await ended);
  return { pid: child.pid!, start: await processStart(child.pid!), end };
}

describe('the lock of a data folder', () => {
  it('is given again once it was released', async () => {
    await (await lockDataFolder(folder)).release();
    await (await lockDataFolder(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('names the process that holds it, until that process is gone', async () => {
    const holder = await another();
    await writeFile(join(folder, 'lock'), `${holder.pid}\t${holder.start}\tits own\n`);
    await expect(lockDataFolder(folder)).rejects.toThrow(
      `Another suoja process (pid ${holder.pid}) uses the data folder ${folder}`,
    );
    await holder.end();
    await (await lockDataFolder(folder)).release();
  });

  it('is taken over when the number belongs to a later process, or was never written', async () => {
    for (const stale of [`${process.pid}\tsome other time\tits own\n`, '']) {
      await writeFile(join(folder, 'lock'), stale);
      await (await lockDataFolder(folder)).release();
    }
  });

  it('goes to exactly one of many that find a stale one at once', async () => {
    for (let round = 0; round < 10; round++) {
      await writeFile(join(folder, 'lock'), '999999999\tlong ago\tits own\n');
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataFolder(folder)));
      const held = tries.filter((each) => each.status === 'fulfilled');
      const refused = tries.filter((each) => each.status === 'rejected');
      expect(held).toHaveLength(1);
      for (const each of refused) expect(each.reason).toBeInstanceOf(DataFolderInUse);
      await held[0]!.value.release();
      expect(await readdir(folder)).toEqual([]);
    }
  });
});

describe('the runtime file', () => {
  const where = {
    databaseUrl: 'postgres://postgres:word@127.0.0.1:5/suoja',
    httpUrl: 'http://localhost:3000',
  };

  it('tells a second process where the service runs, and nobody else', async () => {
    await writeRuntime(folder, where);
    expect(await readRuntime(folder)).toEqual({ pid: process.pid, ...where });
    expect((await stat(join(folder, 'run.json'))).mode & 0o777).toBe(0o600);
    await removeRuntime(folder);
    expect(await readRuntime(folder)).toBeNull();
  });

  it('counts for nothing once its service is gone', async () => {
    const service = await another();
    const { pid, start } = service;
    await writeFile(join(folder, 'run.json'), JSON.stringify({ pid, start, ...where }));
    expect(await readRuntime(folder)).toEqual({ pid, ...where });
    await service.end();
    expect(await readRuntime(folder)).toBeNull();
  });
});

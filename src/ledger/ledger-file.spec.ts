import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LedgerFile } from './ledger-file.js';
import type { LedgerBody } from './ledger-line.js';

const KEY = Buffer.alloc(32, 7);
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suoja-ledger-'));
  path = join(folder, 'ledger', 'umacon.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const file = () => LedgerFile.of(join(folder, 'ledger'), 'umacon', KEY);
const lifted = (id: string): LedgerBody => ({
  kind: 'restriction-lifted',
  id,
  at: '2026-11-20T07:00:00.000Z',
  restriction: `r-${id}`,
  customer: 'c',
});

async function readAll(): Promise<string[]> {
  const told: string[] = [];
  for await (const line of file().lines())
    told.push(line.broken ? 'broken' : 'id' in line.body ? line.body.id : line.body.kind);
  return told;
}

describe('the ledger file', () => {
  it('gives back what was added, in order, also to another process', async () => {
    const [here, there] = [file(), file()];
    await here.append([lifted('a')]);
    await there.append([lifted('b'), lifted('c')]);
    await here.append([lifted('d')]);
    expect(await readAll()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is nobody else’s to read', async () => {
    await file().append([lifted('a')]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'ledger'))).mode & 0o777).toBe(0o700);
  });

  it('skips a line that a crash tore, and goes on behind it', async () => {
    const running = file();
    await running.append([lifted('a')]);
    const [whole] = (await readFile(path, 'utf8')).split('\n');
    await appendFile(path, whole!.slice(0, -5));
    expect(await readAll()).toEqual(['a']);
    await file().append([lifted('c')]);
    await running.append([lifted('d')]);
    expect(await readAll()).toEqual(['a', 'c', 'd']);
  });

  it('shows a line that was changed', async () => {
    await file().append([lifted('a'), lifted('b'), lifted('c')]);
    await writeFile(path, (await readFile(path, 'utf8')).replace('r-b', 'r-x'));
    expect(await readAll()).toEqual(['a', 'broken', 'c']);
  });

  it('shows that a line was taken out or put in', async () => {
    await file().append([lifted('a'), lifted('b'), lifted('c')]);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    await writeFile(path, `${[lines[0], lines[2]].join('\n')}\n`);
    expect(await readAll()).toEqual(['a', 'broken']);
    await writeFile(path, `${[lines[0], lines[1], lines[1], lines[2]].join('\n')}\n`);
    expect(await readAll()).toEqual(['a', 'b', 'broken', 'c']);
  });

  it('cannot be chained anew without the key', async () => {
    await LedgerFile.of(join(folder, 'ledger'), 'umacon', Buffer.alloc(32, 8)).append([lifted('forged')]);
    expect(await readAll()).toEqual(['broken']);
  });

  it('knows at its end which entries are not settled yet', async () => {
    const one = file();
    await one.append([lifted('a'), lifted('b')]);
    await one.append([{ kind: 'settled', committed: ['a'], void: [] }]);
    await appendFile(path, '{"mac":"torn');
    const { open, committed } = await file().readEnd();
    expect([[...open], committed]).toEqual([['b'], 'a']);
  });
});

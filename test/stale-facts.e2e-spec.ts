import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/config/package-root.js';
import { CsvImport } from '../src/customers/import/csv-import.service.js';
import { askAndVerify, caseOf, givenCustomer, planOf, untilState } from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

const register = 'umacon';
let folder: string;
let app: TestApp;
let clerk: Login;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suoja-fed-'));
  await cp(join(packageRoot, 'policies'), folder, { recursive: true });
  const file = join(folder, `${register}.yaml`);
  const policy = await readFile(file, 'utf8');
  await writeFile(file, policy.replace('factsMaxAge: P90D', 'factsMaxAge: P2D\nfactsFrom: feed'));
  app = await startTestApp({ POLICIES_DIR: folder });
  clerk = await app.login('clerk');
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

const importOrders = (lines: string) =>
  app.service.app
    .get(CsvImport)
    .importCsv(register, 'orders', Readable.from([`customerNumber;reference;date\n${lines}`]), 'system');

describe('a register whose records come from another system', () => {
  it('destroys nothing while that system is silent, says why, and goes on when it has spoken', async () => {
    const person = await givenCustomer(app, clerk, register);
    await askAndVerify(app, register, person, ['erasure']);
    const found = await caseOf(app, clerk, register, person.id);
    const waiting = await untilState(app, clerk, register, found.id, 'erasure', 'awaiting-approval');
    const rules = async () =>
      new Set((await planOf(app, clerk, register, waiting, 'erasure')).data.map(({ rule }) => rule));
    expect(await rules()).toEqual(new Set(['facts-stale']));

    // A file with a line that could not be read leaves a fact unknown.
    expect(await importOrders('NOBODY;T-1;2026-11-01')).toMatchObject({ failed: 1 });
    expect(await rules()).toEqual(new Set(['facts-stale']));

    expect(await importOrders(`${person.customerNumber};T-1;2026-11-01`)).toMatchObject({ imported: 1 });
    expect(await rules()).toEqual(new Set(['erasure.no-hold']));

    app.clock.travelTo('2026-11-23T09:00:00+02:00');
    clerk = await app.login('clerk');
    expect(await rules()).toEqual(new Set(['facts-stale']));
  });
});

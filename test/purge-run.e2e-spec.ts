import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CsvImport } from '../src/customers/import/csv-import.service.js';
import type { PurgeDto } from '../src/retention/dto/purge.dto.js';
import { PersonPurge } from '../src/retention/person-purge.js';
import type { PurgeReport } from '../src/retention/purge-report.js';
import { Purging } from '../src/retention/purging.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';

let app: TestApp;
let supervisor: Login;

beforeAll(async () => {
  app = await startTestApp();
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

/** So many persons whose relationship ended on a day, with one datum each. */
async function givenPersons(register: string, count: number, relationshipEnd: string): Promise<void> {
  const lines = Array.from(
    { length: count },
    (_, number) => `${relationshipEnd}-${number},consumer,Testi Henkilö,${relationshipEnd}`,
  );
  const csv = ['customerNumber,personType,name,relationshipEnd', ...lines].join('\n');
  const report = await app.service.app
    .get(CsvImport, { strict: false })
    .importCsv(register, 'customers', Readable.from([csv]), 'system');
  expect(report).toMatchObject({ imported: count, failed: 0 });
}

async function start(register: string, dryRun = false): Promise<string> {
  const { body } = await app.post(`/v1/registers/${register}/purges`, { dryRun }, supervisor).expect(202);
  return (body as PurgeDto).id;
}

async function look(register: string, id: string): Promise<PurgeDto & { report: PurgeReport }> {
  const { body } = await app.get(`/v1/registers/${register}/purges/${id}`, supervisor).expect(200);
  return body as PurgeDto & { report: PurgeReport };
}

const done = (register: string, id: string) =>
  until('the purge', async () => {
    const run = await look(register, id);
    return run.state === 'done' && run;
  });

const personsOf = async (register: string) =>
  (
    await app.owner.query<{ count: number }[]>(
      'select count(*)::int as count from customer where register = $1',
      [register],
    )
  )[0]!.count;

describe('a purge of which nothing went', () => {
  it('says why, and who goes next', async () => {
    await givenPersons('ip-produkter', 12, '2016-12-31');
    await givenPersons('ip-produkter', 3, '2018-06-30');
    const run = await done('ip-produkter', await start('ip-produkter'));
    expect(run.report).toMatchObject({
      persons: 15,
      erased: { persons: 0, data: 0 },
      categories: { name: { erased: 0, kept: 15 } },
      next: { on: '2027-01-01', persons: 12 },
    });
    expect(run.summary.slice(0, 2)).toEqual([
      'Nothing has lapsed.',
      'The next is 12 persons on 2027-01-01, if nothing changes.',
    ]);
  });
});

describe('a purge that is cut short', () => {
  it('goes on where it was: batches that were committed stay, the broken one leaves no trace', async () => {
    await givenPersons('umacon', 120, '2010-01-01');
    const persons = app.service.app.get(PersonPurge);
    const purge = persons.purge.bind(persons);
    let looked = 0;
    const cut = vi.spyOn(persons, 'purge').mockImplementation((...about) => {
      if (++looked > 70) throw new Error('cut short');
      return purge(...about);
    });
    const id = await start('umacon');
    const [half] = await until('the first batch and the cut in the second', async () => {
      const rows = await app.owner.query<{ report: PurgeReport; cursor: string; state: string }[]>(
        'select report, cursor, state from purge_run where id = $1',
        [id],
      );
      return looked > 70 && rows;
    });
    expect(half).toMatchObject({ state: 'running', report: { persons: 50, erased: { persons: 50 } } });
    expect(half!.cursor).not.toBeNull();
    expect(await personsOf('umacon')).toBe(70);

    cut.mockRestore();
    const run = await done('umacon', id);
    expect(run.report).toMatchObject({ persons: 120, erased: { persons: 120, data: 120 } });
    expect(await personsOf('umacon')).toBe(0);
    const erased = await app.owner.query<object[]>(
      `select 1 from audit_entry where action = 'person.erased'`,
    );
    expect(erased).toHaveLength(120);
  });
});

describe('purges at once', () => {
  it('are one, however many are started and however many work on it', async () => {
    await givenPersons('konttorimix', 60, '2010-01-01');
    const purging = app.service.app.get(Purging);
    const started = await Promise.all([1, 2, 3].map(() => start('konttorimix')));
    await Promise.all(started.map((id) => purging.run('konttorimix', id)));
    // A run may have been over before a later start came: then that one found nobody left.
    const runs = await Promise.all([...new Set(started)].map((id) => done('konttorimix', id)));
    expect(runs.reduce((sum, { report }) => sum + report.erased.persons, 0)).toBe(60);
    expect(await personsOf('konttorimix')).toBe(0);
    const running = await app.owner.query<object[]>(
      `select register from purge_run where state = 'running' and not dry_run`,
    );
    expect(running).toEqual([]);
  });

  it('that only count leave everybody where they are', async () => {
    await givenPersons('umacon', 5, '2011-01-01');
    const run = await done('umacon', await start('umacon', true));
    expect(run.summary[0]).toMatch(/would go/);
    expect(await personsOf('umacon')).toBe(5);
  });
});

import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppModule } from '../src/app.module.js';
import type { Config } from '../src/config/config.js';
import { type LocalMailbox, startLocalMailbox } from '../src/embedded/local-mailbox.js';
import { SearchKeyChange } from '../src/customers/search-key-change.js';
import { openHouse } from '../src/open-house.js';
import { Restoring } from '../src/restore/restoring.js';
import { Standing } from '../src/restore/standing.js';
import { record } from './support/cases.js';
import { approve, ask, type GivenPerson, givenCustomer, givenInvoice, untilState } from './support/given.js';
import { copyOf, createTestDatabase, type TestDatabase } from './support/postgres.js';
import { type Login, startAppOn, type TestApp, until } from './support/test-app.js';

/** S30: a backup of 25.11., an erasure on 1.12., the backup put back on 5.12. */
const [BACKUP, CHANGES, RESTORE] = ['2026-11-25', '2026-12-01', '2026-12-05'].map(
  (day) => `${day}T09:00:00+02:00`,
) as [string, string, string];
const register = 'konttorimix';
const customers = `/v1/registers/${register}/customers`;

let folder: string;
let mailbox: LocalMailbox;
let original: TestDatabase;
let backup: TestDatabase;
let restored: TestDatabase;
let config: Config;
const databases: TestDatabase[] = [];

/** What `other` consented to before the backup, and withdrew since. */
let consent: string;
let datum: string;

const people = {} as Record<
  'erased' | 'partly' | 'restricted' | 'lifted' | 'objecting' | 'other',
  GivenPerson
>;

const start = (on: TestDatabase, now: string) =>
  startAppOn({ databaseUrl: on.url, folder, mailbox }, { SUOJA_NOW: now });

/** What `suoja restore …` does, on this database and folder. */
async function restoring<T>(config: Config, work: (restoring: Restoring) => Promise<T>): Promise<T> {
  const house = await openHouse(config, () => {});
  const app = await NestFactory.createApplicationContext(
    AppModule.for(house, { jobs: false, mailbox: null }),
    {
      logger: false,
    },
  );
  try {
    return await work(app.get(Restoring));
  } finally {
    await app.close();
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suoja-restore-'));
  mailbox = await startLocalMailbox({ dir: join(folder, 'mailbox') });
  original = await createTestDatabase();
  databases.push(original);
  await before(await start(original, BACKUP));
  backup = await copyOf(original);
  databases.push(backup);
  await cp(folder, `${folder}-then`, { recursive: true });
  await since(await start(original, CHANGES));
  restored = await copyOf(backup);
  databases.push(restored);
}, 60_000);
afterAll(async () => {
  await mailbox?.stop();
  for (const each of databases) await each.drop();
  await rm(folder, { recursive: true });
  await rm(`${folder}-then`, { recursive: true });
});

async function before(app: TestApp): Promise<void> {
  const clerk = await app.login('clerk');
  for (const who of ['erased', 'partly', 'restricted', 'lifted', 'objecting', 'other'] as const)
    people[who] = await givenCustomer(app, clerk, register);
  await givenInvoice(app, clerk, register, people.partly, { bookedOn: '2026-10-15' });
  const given = { channel: 'email', givenOn: '2026-11-02', how: 'web-form', wording: 'newsletter-2026-1' };
  const other = `${customers}/${people.other.id}`;
  const marketing = await app.post(`${other}/consents`, given, clerk).expect(201);
  consent = (marketing.body as { id: string }).id;
  const profile = { category: 'marketing-profile', value: 'Kerhon jäsen', basis: 'consent' };
  const added = await app.post(`${other}/data`, profile, clerk).expect(201);
  datum = (added.body as { id: string }).id;
  const { id } = people.lifted;
  await app.post(`${customers}/${id}/restrictions`, { ground: '18(1)(b)' }, clerk).expect(201);
  await app.stop();
}

async function since(app: TestApp): Promise<void> {
  const [clerk, supervisor] = [await app.login('clerk'), await app.login('supervisor')];
  await erase(app, clerk, supervisor, people.erased, 'fulfilled');
  await erase(app, clerk, supervisor, people.partly, 'partly-fulfilled');
  const restrict = `${customers}/${people.restricted.id}/restrictions`;
  await app.post(restrict, { ground: '18(1)(a)', categories: ['phone'] }, clerk).expect(201);
  const lift = `${customers}/${people.lifted.id}/restrictions`;
  const { body } = await app.get(lift, clerk).expect(200);
  const [{ id }] = (body as { data: [{ id: string }] }).data;
  for (const step of ['lift-notice', 'lift']) await app.post(`${lift}/${id}/${step}`, {}, clerk).expect(200);
  await ask(app, register, people.objecting, ['objection']).expect(202);
  await until('the objection', async () => (await prohibitionsOf(app, people.objecting)).length > 0);
  const other = `${customers}/${people.other.id}`;
  await del(`${app.url}${other}/consents/${consent}`, clerk).expect(200);
  await app
    .post(`${other}/data/${datum}/consent-withdrawal`, { withdrawnOn: '2026-12-01' }, clerk)
    .expect(200);
  // The search key of the backup's time is destroyed: its hashes are found by nobody who has the new one.
  await app.service.app.get(SearchKeyChange, { strict: false }).change(register);
  await app.stop();
}

async function erase(app: TestApp, clerk: Login, supervisor: Login, person: GivenPerson, state: string) {
  const asked = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
  const planned = await untilState(app, clerk, register, asked.id, 'erasure', 'awaiting-approval');
  await approve(app, supervisor, register, planned, 'erasure');
  await untilState(app, clerk, register, asked.id, 'erasure', state);
}

const del = (url: string, as: Login) => request(url).delete('').set('authorization', `Bearer ${as.token}`);

async function prohibitionsOf(app: TestApp, { id }: GivenPerson): Promise<string[]> {
  const [row] = await app.owner.query<{ prohibitions: string[] }[]>(
    'select prohibitions from customer where id = $1',
    [id],
  );
  return row!.prohibitions;
}

const count = async (app: TestApp, sql: string, values: unknown[] = []) =>
  (await app.owner.query<object[]>(sql, values)).length;

describe('a database that was put back from a backup', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await start(restored, RESTORE);
    config = app.service.config;
  });
  afterAll(() => app.stop());

  it('serves nobody and runs nothing until its replay', async () => {
    expect(app.service.isOpen).toBe(false);
    for (const path of ['/', `/r/${register}`, customers, '/docs', '/openapi.json', '/nowhere']) {
      const refused = await app.get(path).expect(503);
      expect(refused.headers).toMatchObject({ 'retry-after': '60' });
      expect(refused.headers['content-type']).toContain('application/problem+json');
      expect(refused.body).toMatchObject({ code: 'RESTORE_PENDING', status: 503 });
    }
    await app.post('/v1/sessions', { email: 'x@suoja.example', password: 'x' }).expect(503);
    await app.get('/problems').expect(200);
    expect(() => app.service.app).toThrow('closed');
    expect(await prohibitionsOf(app, people.objecting)).toEqual([]);
    const findings = await restoring(config, (it) => it.findings());
    expect(findings.map(({ code }) => code)).toEqual(['database-moved', 'entries-unknown']);
  });

  it('says what a replay would do without doing it', async () => {
    const report = await restoring(config, (it) => it.dryRun());
    const done = report.registers.find((each) => each.register === register)!;
    expect(done).toMatchObject({ erased: 1, partlyErased: 1, restricted: 2, lifted: 1, absent: 0 });
    expect(done.withdrawn).toBe(2);
    expect(done.suppressed).toBeGreaterThan(0);
    expect(done.knownUntil).toMatch(/^2026-11-25/);
    expect(await count(app, 'select from customer where id = $1', [people.erased.id])).toBe(1);
    expect(await count(app, `select from audit_entry where action like 'restore.%'`)).toBe(0);
  });

  it('goes on with its replay where it was stopped, and two at once do everything once', async () => {
    await app.owner.query(`
      create function stop() returns trigger language plpgsql as $$
        begin if (select count(*) from erasure_ledger where register = '${register}') >= 5 then raise 'stopped'; end if; return new; end $$;
      create trigger stop before insert on erasure_ledger for each row execute function stop()`);
    await expect(restoring(config, (it) => it.replay())).rejects.toThrow('stopped');
    expect(app.service.isOpen).toBe(false);
    await app.owner.query('drop trigger stop on erasure_ledger');
    const [one, other] = await restoring(config, (it) => Promise.all([it.replay(), it.replay()]));
    expect([one.open, other.open]).toEqual([true, true]);
    const entries = [one, other].map(
      ({ registers }) => registers.find((each) => each.register === register)?.entries ?? 0,
    );
    expect(Math.min(...entries)).toBe(0);
    expect(Math.max(...entries)).toBeGreaterThan(3);
    await until('the doors to open', () => Promise.resolve(app.service.isOpen));
  });

  it('has erased, restricted and forbidden again, and left the others alone', async () => {
    const clerk = await app.login('clerk');
    await app.get(`${customers}/${people.erased.id}`, clerk).expect(404);
    expect(await count(app, 'select from datum where customer_id = $1', [people.erased.id])).toBe(0);
    const rest = await app.owner.query<{ category: string }[]>(
      'select category from datum where customer_id = $1 and record_id is null',
      [people.partly.id],
    );
    expect(rest.map(({ category }) => category)).not.toContain('phone');
    await app.get(`${customers}/${people.partly.id}`, clerk).expect(423);
    const { body } = await app.get(`${customers}/${people.restricted.id}/restrictions`, clerk).expect(200);
    expect((body as { data: object[] }).data).toEqual([
      expect.objectContaining({ ground: '18(1)(a)', categories: ['phone'] }),
    ]);
    await app.get(`${customers}/${people.lifted.id}`, clerk).expect(200);
    expect(await prohibitionsOf(app, people.objecting)).not.toEqual([]);
    expect(await prohibitionsOf(app, people.other)).toEqual([]);
    const whole = await app.get(`${customers}/${people.other.id}/data`, clerk).expect(200);
    expect(JSON.stringify(whole.body)).toContain(people.other.email);
    const found = await app.post(`${customers}/search`, { email: people.other.email }, clerk).expect(200);
    expect((found.body as { data: object[] }).data).toEqual([
      expect.objectContaining({ id: people.other.id }),
    ]);
    await app
      .post(
        customers,
        { customerNumber: people.erased.customerNumber, personType: 'consumer', data: [] },
        clerk,
      )
      .expect(409);
  });

  it('does not bring a consent to life that was withdrawn since the backup', async () => {
    const clerk = await app.login('clerk');
    const other = `${customers}/${people.other.id}`;
    const { body: consents } = await app.get(`${other}/consents`, clerk).expect(200);
    expect((consents as { data: object[] }).data).toEqual([
      expect.objectContaining({ id: consent, withdrawnOn: '2026-12-01' }),
    ]);
    const { body: data } = await app.get(`${other}/data`, clerk).expect(200);
    expect((data as { data: object[] }).data).toContainEqual(
      expect.objectContaining({ id: datum, consentWithdrawnOn: '2026-12-01' }),
    );
  });

  it('shows in the audit log what was done again, once', async () => {
    const rows = await app.owner.query<{ customer_id: string }[]>(
      `select customer_id from audit_entry where action = 'restore.replayed' and details->>'kind' = 'erasure'`,
    );
    expect(rows.map(({ customer_id: id }) => id).sort()).toEqual([people.erased.id, people.partly.id].sort());
  });

  it('is closed again when the same happens under the running service', async () => {
    await app.owner.query('update database_epoch set epoch = epoch - 1, token = $1, previous = null', [
      'older',
    ]);
    await until('the doors to close', () => Promise.resolve(!app.service.isOpen));
    await until('the refusal', async () => (await app.get('/docs')).status === 503);
    const report = await restoring(config, (it) => it.replay());
    expect(report).toMatchObject({ open: true });
    await until('the doors to open', () => Promise.resolve(app.service.isOpen));
  });
});

describe('a ledger that does not fit', () => {
  const ledger = (name: string) => join(folder, 'ledger', name);
  const file = `${register}.jsonl`;
  let whole: string;
  let mark: string;

  beforeAll(async () => {
    whole = await readFile(ledger(file), 'utf8');
    mark = await readFile(ledger('epoch.json'), 'utf8');
  });

  async function findingsNow(): Promise<string[]> {
    const standing = await Standing.open(await openHouse(config, () => {}));
    try {
      return (await standing.findings()).map(({ code }) => code);
    } finally {
      await standing.close();
    }
  }
  const put = async () => {
    await writeFile(ledger(file), whole);
    await writeFile(ledger('epoch.json'), mark);
  };

  it.each<[string, () => Promise<void>, string[]]>([
    [
      'cut off at its end',
      () => writeFile(ledger(file), `${whole.split('\n').slice(0, 2).join('\n')}\n`),
      ['entries-missing'],
    ],
    [
      'changed',
      () => writeFile(ledger(file), whole.replace('18(1)(a)', '18(1)(c)')),
      ['entries-missing', 'lines-broken'],
    ],
    ['gone', () => rm(ledger('epoch.json')), ['ledger-lost']],
    [
      'of another house',
      () => writeFile(ledger('epoch.json'), mark.replace('"epoch":', '"epoch":9')),
      ['ledger-changed'],
    ],
    [
      'older than the database',
      async () => {
        await cp(`${folder}-then/ledger`, join(folder, 'ledger'), { recursive: true, force: true });
      },
      ['database-moved', 'entries-missing'],
    ],
  ])('keeps the house closed when it is %s', async (_, damage, codes) => {
    await put();
    await damage();
    expect(await findingsNow()).toEqual(codes);
    await put();
  });

  it('says so at the start when it cannot be written', async () => {
    await appendFile(join(folder, 'no-folder'), '');
    await expect(
      startAppOn(
        { databaseUrl: restored.url, folder, mailbox },
        { SUOJA_NOW: RESTORE, LEDGER_DIR: join(folder, 'no-folder', 'ledger') },
      ),
    ).rejects.toThrow('LEDGER_DIR');
  });

  it('is gone for good when somebody says why, and the audit log knows', async () => {
    await rm(join(folder, 'ledger'), { recursive: true });
    const app = await start(restored, RESTORE);
    expect(app.service.isOpen).toBe(false);
    const accepted = await restoring(config, (it) => it.accept('ledger-lost'));
    expect(accepted?.map(({ code }) => code)).toEqual(['ledger-lost', 'entries-missing']);
    await until('the doors to open', () => Promise.resolve(app.service.isOpen));
    const rows = await app.owner.query<{ details: object }[]>(
      `select details from audit_entry where action = 'restore.accepted' and register = $1`,
      [register],
    );
    expect(rows).toEqual([{ details: expect.objectContaining({ reason: 'ledger-lost' }) as object }]);
    await app.stop();
    const again = await start(restored, RESTORE);
    expect(again.service.isOpen).toBe(true);
    await again.stop();
  });
});

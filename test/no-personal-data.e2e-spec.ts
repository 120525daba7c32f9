import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { Redis } from 'ioredis';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/config/package-root.js';
import { freePort } from '../src/embedded/free-port.js';
import type { RequestDto } from '../src/requests/dto/request.dto.js';
import { filesWith, logWith, type Planted, plantEverywhere } from './support/canaries.js';
import { freshCode, openPackage, packageToken } from './support/cases.js';
import { approve, ask, caseOf, givenCustomer, untilState, verificationToken } from './support/given.js';
import { handleInWords } from './support/handled-case.js';
import { queueEngines } from './support/queue-engines.js';
import { type Login, startTestApp, type TestApp, TODAY, until } from './support/test-app.js';
import { type ServiceProcess, startProcess } from './support/worker-process.js';

const register = 'umacon';

/** Every value of this person can be told from anything the house says by itself. */
const person = {
  name: 'Kanaria Lintunen',
  email: 'kanaria.lintunen@posti.example',
  phone: '+358509998887',
  street: 'Kanarianlinnuntie 7, 00100 Helsinki',
  note: 'kanarialaulu',
  details: 'Kanarialintu pyytää tietonsa',
  customerNumber: 'KANARIA-1',
};
const CANARY = /kanaria|lintunen|9998887/i;
/** The same for searching bytes. */
const BYTES = ['kanaria', 'Kanaria', 'KANARIA', 'Lintunen', '9998887'];

/** What the files of the database hold before the erasure: her key, wrapped, and no word. */
interface Before {
  readonly keys: readonly Buffer[];
  readonly filesWithKeys: readonly string[];
  readonly filesWithWords: readonly string[];
}

it('a start that fails tells why, and no secret it was given', async () => {
  const ledger = await mkdtemp(join(tmpdir(), 'suoja-canary-'));
  const password = 'Salasana-Kanaria-1';
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/src/main.js'], {
    cwd: packageRoot,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: `postgres://suoja:${password}@127.0.0.1:1/suoja`,
      SMTP_URL: `smtp://suoja:${password}@127.0.0.1:1`,
      LEDGER_DIR: ledger,
      LOG_LEVEL: 'trace',
    },
  });
  await rm(ledger, { recursive: true });
  expect(status).toBe(1);
  expect(stdout + stderr).toContain('ECONNREFUSED');
  expect(stdout + stderr).not.toMatch(/Salasana|kanaria/i);
});

describe.each(queueEngines(7))('queues on $engine.name', ({ engine, missing }) => {
  describe.skipIf(missing)('after a person has been through everything', () => {
    let app: TestApp;
    let process: ServiceProcess;
    let queued: () => Promise<string>;
    let folder: string;
    let logStart: string;
    let before: Before;
    let planted: Planted[];
    const secrets: string[] = [];
    /** What every refusal said. */
    const refusals: string[] = [];

    beforeAll(async () => {
      const api = await startTestApp({ ...engine.env, SUOJA_PROCESS: 'api' });
      queued =
        engine.name === 'redis' ? await watchRedis(engine.env['QUEUE_URL']!) : await watchPostgres(api);
      const port = await freePort();
      folder = await mkdtemp(join(tmpdir(), 'suoja-canary-'));
      const [{ start }] = await api.owner.query<[{ start: string }]>(
        'select pg_walfile_name(pg_current_wal_lsn()) as start',
      );
      logStart = start;
      process = await startProcess(api, {
        PORT: String(port),
        LOG_LEVEL: 'trace',
        SUOJA_NOW: TODAY,
        TMPDIR: folder,
      });
      // The same tests, spoken to the process whose log is read.
      const url = `http://127.0.0.1:${port}`;
      const as = (test: request.Test, who?: Login) => {
        test.on('response', ({ status, text }: request.Response) => status >= 400 && refusals.push(text));
        return who ? test.set('authorization', `Bearer ${who.token}`) : test;
      };
      app = {
        ...api,
        url,
        get: (path, who) => as(request(url).get(path), who),
        post: (path, body, who) => as(request(url).post(path), who).send(body),
        patch: (path, body, who) => as(request(url).patch(path), who).send(body),
        put: (path, body, who) => as(request(url).put(path), who).send(body),
      };
      const done = await everything(app);
      ({ before, planted } = done);
      secrets.push(...done.secrets);
      refusals.push(...planted.filter(({ status }) => status >= 400).map(({ answer }) => answer));
    }, 120_000);
    afterAll(async () => {
      await process?.kill();
      await app?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it('a word of its own went into every field of every operation that takes one', () => {
      expect(planted.length).toBeGreaterThan(35);
      expect(planted.reduce((sum, { fields }) => sum + fields, 0)).toBeGreaterThan(80);
      expect(planted.filter(({ status }) => status >= 500)).toEqual([]);
    });

    it('no refusal repeats anything of it', () => {
      expect(refusals.length).toBeGreaterThan(30);
      for (const refusal of refusals) expect(refusal).not.toMatch(CANARY);
    });

    it('no file holds anything of them but the letters themselves', async () => {
      const places = [folder, app.service.config.DATA_DIR];
      const files = (await Promise.all(places.map(filesBelow))).flat();
      const ours = files.filter((file) => !file.includes(`${sep}mailbox${sep}`));
      expect(ours.some((file) => file.includes('ledger'))).toBe(true);
      for (const file of ours) {
        expect(file).not.toMatch(CANARY);
        expect(CANARY.test(await readFile(file, 'latin1')), file).toBe(false);
      }
    });

    it('neither the command line nor the title of a process holds a secret', async () => {
      const { password } = new URL(app.service.config.DATABASE_URL!);
      expect(password).not.toBe('');
      const { spawnargs, pid } = process.child;
      const shown = existsSync('/proc/self/cmdline')
        ? await Promise.all(['cmdline', 'comm'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')))
        : spawnargs;
      expect(shown.join(' ')).toContain('node');
      expect(shown.join(' ')).not.toContain(password);
      expect(process.printed()).not.toContain(password);
    });

    it('no file of the database ever held a word of them in the clear', async () => {
      expect(before.filesWithWords).toEqual([]);
      expect(await filesWith(app.owner, BYTES)).toEqual([]);
      expect(await logWith(app.owner, logStart, BYTES)).toEqual([]);
    }, 60_000);

    it('the key that opened them is in no table’s file once the database has been cleaned up', async () => {
      expect(before.filesWithKeys).not.toEqual([]);
      await app.owner.query('vacuum full');
      expect(await filesWith(app.owner, before.keys)).toEqual([]);
    }, 60_000);

    it('no queue ever held anything of them', async () => {
      const all = await queued();
      expect(all).toContain('process-request');
      expect(all).not.toMatch(CANARY);
      for (const secret of secrets) expect(all).not.toContain(secret);
    });

    it('no line of the log says anything of them, though it says everything else', () => {
      const log = process.printed();
      expect(log).toContain('/v1/registers/:register/requests');
      expect(log).not.toMatch(CANARY);
      for (const secret of secrets) expect(log).not.toContain(secret);
    });

    it('no column holds anything of them in the clear, nor a token or a code', async () => {
      const tables = await app.owner.query<{ schema: string; name: string }[]>(
        `select schemaname as schema, tablename as name from pg_tables
         where schemaname in ('public', 'vault', 'bullmq') and tablename <> 'seen'`,
      );
      expect(tables.length).toBeGreaterThan(20);
      for (const { schema, name } of tables) {
        const rows = await app.owner.query<{ row: string }[]>(
          `select t::text as row from "${schema}"."${name}" t`,
        );
        const text = rows.map(({ row }) => row).join('\n');
        const bytes = text.replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) =>
          Buffer.from(hex, 'hex').toString('latin1'),
        );
        for (const shown of [text, bytes]) {
          expect(CANARY.test(shown), `${schema}.${name}`).toBe(false);
          for (const secret of secrets) expect(shown.includes(secret), `${schema}.${name}`).toBe(false);
        }
      }
    });

    it('the audit log tells all of it without them', async () => {
      const rows = await app.owner.query<{ action: string; details: object }[]>(
        'select action, details from audit_entry',
      );
      const actions = rows.map(({ action }) => action);
      for (const action of [
        'request.verified',
        'package.opened',
        'person.partly-erased',
        'customer.read',
        'notification.delivered',
      ])
        expect(actions).toContain(action);
      expect(JSON.stringify(rows)).not.toMatch(CANARY);
    });
  });
});

interface Done {
  /** What only the person may know. */
  readonly secrets: readonly string[];
  readonly planted: Planted[];
  readonly before: Before;
}

/** Registered, read, searched, refused, verified, copied, corrected and erased; and written about in every field. */
async function everything(app: TestApp): Promise<Done> {
  const clerk = await app.login('clerk');
  const supervisor = await app.login('supervisor');
  const customers = `/v1/registers/${register}/customers`;
  const data = [
    { category: 'name', value: person.name },
    { category: 'email', value: person.email },
    { category: 'phone', value: person.phone },
    { category: 'postal-address', value: person.street },
    { category: 'note', value: person.note },
  ];
  const { customerNumber } = person;
  const created = await app
    .post(customers, { customerNumber, personType: 'consumer', data }, clerk)
    .expect(201);
  const { id } = created.body as { id: string };
  await app.post(customers, { customerNumber, personType: 'consumer', data }, clerk).expect(409);
  await app
    .post(customers, { customerNumber, personType: person.name, data: person.note }, clerk)
    .expect(400);
  await app.get(`${customers}/${id}`, clerk).expect(200);
  await app.post(`${customers}/search`, { email: person.email }, clerk).expect(200);
  await app.get(`${customers}?${encodeURIComponent(person.email)}=1`, clerk);
  await app.get(`/${encodeURIComponent(person.email)}`, clerk).expect(404);
  await app
    .post(
      `${customers}/${id}/invoices`,
      {
        reference: 'KANARIA-LASKU',
        date: '2024-01-01',
        bookedOn: '2024-01-01',
        dueOn: '2024-01-15',
        status: 'paid',
        balance: '0.00',
        data: [{ category: 'invoice', value: { reference: 'KANARIA-LASKU' } }],
      },
      clerk,
    )
    .expect(201);

  const disclosure = { recipient: 'accounting', ground: 'billing', disclosedOn: '2026-10-01' };
  await app
    .post(`${customers}/${id}/disclosures`, { ...disclosure, categories: ['name', 'phone'] }, clerk)
    .expect(201);

  const corrections = [{ category: 'phone', value: '+358509998887 1', grounds: person.details }];
  await ask(app, register, person, ['access', 'objection', 'rectification'], {
    details: person.details,
    corrections,
    proofs: [{ kind: 'customer-number', value: customerNumber }],
  }).expect(202);
  await app.post(`/v1/public/registers/${register}/requests`, { ...person, email: person.note }).expect(400);
  const verify = await verificationToken(app, person.email);
  await app.get(`/verify/${verify}`).expect(200);
  await app.post('/v1/public/verifications', { token: verify }).expect(200);
  await app.post('/v1/public/verifications', { token: verify }).expect(410);
  const token = await packageToken(app, person.email);
  const code = await freshCode(app, person.email, token);
  await openPackage(app, token, code);
  await app.get(`/package/${token}`).expect(200);

  const found = await caseOf(app, clerk, register, id);
  await untilState(app, clerk, register, found.id, 'rectification', 'awaiting-approval');
  await approve(app, supervisor, register, found, 'rectification');
  await untilState(app, clerk, register, found.id, 'rectification', 'fulfilled');
  const handled = await givenCustomer(app, clerk, register, {
    data: [{ category: 'note', value: `${person.note} naapurista` }],
  });
  await handleInWords(app, { register, staff: supervisor, person: handled, word: 'kanariasana' });
  const staff = await app.login('admin');
  const ids = { register, id, records: 'invoices' };
  const planted = await plantEverywhere(app, 'kanaria', { staff, ids });
  const before = await lookBefore(app, id);
  await erase(app, { clerk, supervisor }, id);
  await until('the recipient told of both', async () => {
    const delivered = `select 1 from recipient_notification where state = 'delivered'`;
    return (await app.owner.query<object[]>(delivered)).length === 2;
  });
  return { secrets: [verify, token, code], planted, before };
}

async function lookBefore({ owner }: TestApp, customerId: string): Promise<Before> {
  const rows = await owner.query<{ wrapped: Buffer }[]>(
    'select wrapped from vault.data_key join customer on customer.key_id = data_key.id where customer.id = $1',
    [customerId],
  );
  const keys = rows.map(({ wrapped }) => wrapped);
  return { keys, filesWithKeys: await filesWith(owner, keys), filesWithWords: await filesWith(owner, BYTES) };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function erase(
  app: TestApp,
  { clerk, supervisor }: { clerk: Login; supervisor: Login },
  customerId: string,
): Promise<void> {
  const { body } = await app
    .post(
      `/v1/registers/${register}/requests`,
      {
        receivedOn: '2026-11-20',
        channel: 'letter',
        language: 'fi',
        rights: ['erasure'],
        person: { customerId, name: person.name },
        details: person.details,
        evidence: [{ kind: 'signature', value: person.note }],
      },
      clerk,
    )
    .expect(201);
  const { id } = body as RequestDto;
  const waiting = await untilState(app, supervisor, register, id, 'erasure', 'awaiting-approval');
  await approve(app, supervisor, register, waiting, 'erasure');
  await untilState(app, supervisor, register, id, 'erasure', 'partly-fulfilled');
}

/** Keeps whatever is ever written to a table of the queues, also when it is deleted again. */
async function watchPostgres({ owner }: TestApp): Promise<() => Promise<string>> {
  await owner.query(`create table bullmq.seen (row text)`);
  await owner.query(`create function bullmq.see() returns trigger language plpgsql security definer as
    $$ begin insert into bullmq.seen values (new::text); return null; end $$`);
  const tables = await owner.query<{ tablename: string }[]>(
    `select tablename from pg_tables where schemaname = 'bullmq' and tablename <> 'seen'`,
  );
  for (const { tablename } of tables) {
    await owner.query(`create trigger see after insert or update on bullmq."${tablename}"
      for each row execute function bullmq.see()`);
  }
  return async () => {
    const rows = await owner.query<{ row: string }[]>('select row from bullmq.seen');
    return rows.map(({ row }) => row).join('\n');
  };
}

/** Hears every command that reaches the server. */
async function watchRedis(url: string): Promise<() => Promise<string>> {
  const client = new Redis(url);
  const monitor = await client.monitor();
  const heard: string[] = [];
  monitor.on('monitor', (_time: string, command: string[]) => heard.push(command.join(' ')));
  return async () => {
    await until('something heard', async () => heard.length > 0);
    monitor.disconnect();
    client.disconnect();
    return heard.join('\n');
  };
}

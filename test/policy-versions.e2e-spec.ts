import { cp, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadInput } from '../src/cli/bad-input.js';
import { checked, runSimulation, type SimulateOptions } from '../src/cli/policy-simulate.js';
import { packageRoot } from '../src/config/package-root.js';
import { REGISTER_TABLES } from '../src/database/entities.js';
import { loadPolicyFile } from '../src/registers/policy-file.js';
import { loadRegisters } from '../src/registers/load-registers.js';
import type { SimulationDto } from '../src/registers/dto/simulation.dto.js';
import type { PurgeDto } from '../src/retention/dto/purge.dto.js';
import type { PurgeReport } from '../src/retention/purge-report.js';
import {
  askAndVerify,
  caseOf,
  givenCustomer,
  givenInvoice,
  givenRecord,
  planOf,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';

const REGISTER = 'konttorimix';
const PATH = `/v1/registers/${REGISTER}`;

let folder: string;
let app: TestApp;
let clerk: Login;
let supervisor: Login;
let first: { hash: string };
let second: { hash: string };

/** Version 2 keeps contact details, orders and notes for five years, names for twelve, and asks no approval of an erasure. */
async function secondVersion(): Promise<string> {
  const text = await readFile(join(folder, `${REGISTER}.yaml`), 'utf8');
  const shorter = (of: string, category: string, period: string) =>
    of.replace(
      new RegExp(`(\\n  ${category}:\\n    anchor: relationship-end\\n    period: )P10Y`),
      `$1${period}`,
    );
  const edited = ['email', 'phone', 'order', 'note'].reduce(
    (part, category) => shorter(part, category, 'P5Y'),
    text.replace(`version: '1'`, `version: '2'`).replace('activeFrom: 2019-11-06', 'activeFrom: 2026-11-21'),
  );
  // Names stay two years longer, so that each version erases something the other keeps.
  return shorter(edited, 'name', 'P12Y').replace(
    'approval: [erasure, rectification]',
    'approval: [rectification]',
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suoja-policies-'));
  await cp(join(packageRoot, 'policies'), folder, { recursive: true });
  await writeFile(join(folder, `${REGISTER}.2.yaml`), await secondVersion());
  first = loadPolicyFile(join(folder, `${REGISTER}.yaml`));
  second = loadPolicyFile(join(folder, `${REGISTER}.2.yaml`));
  app = await startTestApp({ POLICIES_DIR: folder });
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

const simulate = (body: object, as = supervisor, format = '') =>
  app.post(`${PATH}/policy/simulations${format}`, body, as);
const dataIds = async () =>
  (await app.owner.query<{ id: string }[]>('select id from datum order by id')).map(({ id }) => id);

/** Every row of every table of the register, told by its fingerprint. */
async function fingerprints(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entity of REGISTER_TABLES) {
    const { tablePath } = app.owner.getMetadata(entity);
    const [row] = await app.owner.query<[{ print: string }]>(
      `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${tablePath} t`,
    );
    found[tablePath] = row.print;
  }
  return found;
}

async function givenPeople() {
  const six = '2020-05-01';
  const gone = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: '2016-11-19' });
  const long = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: '2014-01-01' });
  const ended = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: six });
  const lastDay = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: '2021-11-20' });
  const current = await givenCustomer(app, clerk, REGISTER);
  const owing = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: six });
  await givenInvoice(app, clerk, REGISTER, owing, { bookedOn: '2020-04-01' });
  const ordered = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: six });
  await givenRecord(app, clerk, REGISTER, ordered, 'orders', { date: '2020-03-01' });
  const restricted = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: '2016-11-19' });
  await app
    .post(`${PATH}/customers/${restricted.id}/restrictions`, { ground: '18(1)(c)' }, clerk)
    .expect(201);
  return { gone, long, ended, lastDay, current, owing, ordered, restricted };
}

describe('the versions of a register’s policy', () => {
  it('are listed with their days, and the one of tomorrow decides nothing today', async () => {
    const { body } = await app.get(`${PATH}/policy/versions`, clerk).expect(200);
    expect(body).toMatchObject({
      data: [
        {
          version: '1',
          hash: first.hash,
          activeFrom: '2019-11-06',
          activeUntil: '2026-11-20',
          state: 'in-force',
        },
        { version: '2', hash: second.hash, activeFrom: '2026-11-21', activeUntil: null, state: 'to-come' },
      ],
      nextCursor: null,
    });
    const now = await app.get(`${PATH}/policy`, clerk).expect(200);
    expect(now.body).toMatchObject({ version: '1', hash: first.hash });
    expect((await app.get(PATH, clerk)).body).toMatchObject({ policyVersion: '1', policyHash: first.hash });
  });

  it('are read by name before their day', async () => {
    const { body } = await app.get(`${PATH}/policy?version=2`, clerk).expect(200);
    expect(body).toMatchObject({ version: '2', hash: second.hash, approval: ['rectification'] });
    await app.get(`${PATH}/policy?version=3`, clerk).expect(404);
    await app.get(`${PATH}/policy?hash=${'0'.repeat(64)}`, clerk).expect(404);
    await app.get(`${PATH}/policy?hash=2`, clerk).expect(400);
  });

  it('are told apart in words', async () => {
    const { body } = await app.get(`${PATH}/policy/diff?from=1&to=2`, clerk).expect(200);
    const { changes } = body as { changes: { pointer: string; sentence: string }[] };
    expect(changes.map(({ pointer }) => pointer)).toEqual([
      '/version',
      '/activeFrom',
      '/retention/name/period',
      '/retention/email/period',
      '/retention/phone/period',
      '/retention/order/period',
      '/retention/note/period',
      '/approval',
    ]);
    expect(changes.at(-1)!.sentence).toBe('Approval of erasure is no longer asked for.');
    await app.get(`${PATH}/policy/diff`, clerk).expect(400);
    const unspoken = await app.get(`${PATH}/policy/diff?to=2`, clerk).expect(200);
    expect(unspoken.body).toMatchObject({ from: { version: '1' }, to: { version: '2' } });
  });
});

describe('a simulation', () => {
  it('is for those who read purges', async () => {
    await simulate({ version: '2' }, clerk).expect(403);
    const auditor = await app.login('auditor', REGISTER);
    await simulate({ version: '2' }, auditor).expect(200);
  });

  it('changes nothing but the log, which tells of it in one entry', async () => {
    await givenPeople();
    const before = await fingerprints();
    const entries = `select details from audit_entry where action = 'policy.simulated' order by id desc`;
    const earlier = await app.owner.query<object[]>(entries);
    await simulate({ version: '2' }).expect(200);
    const after = await fingerprints();
    // Entries are sealed by a timer of the process, those of earlier tests too.
    const log = { audit_entry: '', audit_seal: '', audit_checkpoint: '' };
    expect({ ...after, ...log }).toEqual({ ...before, ...log });
    const later = await app.owner.query<{ details: object }[]>(entries);
    expect(later).toHaveLength(earlier.length + 1);
    expect(later[0]!.details).toMatchObject({
      at: '2026-11-21',
      policyHash: second.hash,
      inForceHash: first.hash,
    });
    const all = await app.owner.query<[{ count: number }]>('select count(*)::int as count from audit_entry');
    await simulate({ version: '2' }).expect(200);
    const once = await app.owner.query<[{ count: number }]>('select count(*)::int as count from audit_entry');
    expect(once[0].count).toBe(all[0].count + 1);
  });

  it('is repeated word for word under one Idempotency-Key', async () => {
    const send = () => simulate({ version: '2' }).set('idempotency-key', 'once');
    const one = await send().expect(200);
    const two = await send().expect(200);
    expect(two.text).toBe(one.text);
  });

  it('tells what goes under one policy only, by rule and category, with no value of anybody', async () => {
    const people = await givenPeople();
    const { body, text } = await simulate({ version: '2' }).expect(200);
    const simulation = body as SimulationDto;
    expect(simulation.inForce.version).toBe('1');
    expect(simulation.onlyUnderCandidate.decided).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'retention.running', category: 'email', outcome: 'keep' }),
        expect.objectContaining({ rule: 'retention.running', category: 'order', outcome: 'keep' }),
      ]),
    );
    expect(simulation.onlyUnderInForce.decided).toEqual([
      { rule: 'retention.running', category: 'name', outcome: 'keep', data: expect.any(Number) },
    ]);
    // The invoice’s one contact channel is past its period and stays all the same.
    expect(simulation.underCandidate.held.by.map(({ hold }) => hold)).toContain('OPEN_INVOICE');
    const emailOf = async (id: string) =>
      (
        await app.owner.query<{ id: string }[]>(
          `select id from datum where customer_id = $1 and category = 'email'`,
          [id],
        )
      )[0]!.id;
    expect(simulation.underCandidate.ids).toContain(await emailOf(people.ended.id));
    expect(simulation.onlyUnderCandidate.ids).toContain(await emailOf(people.ended.id));
    expect(simulation.underInForce.ids).not.toContain(await emailOf(people.ended.id));
    expect(simulation.underCandidate.ids).toContain(await emailOf(people.lastDay.id));
    expect(simulation.underCandidate.held.ids).toContain(await emailOf(people.owing.id));
    for (const { name, email } of Object.values(people)) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(email);
    }
  });

  it('leaves who is on their last day to the day after', async () => {
    const { body: today } = await simulate({ version: '2', at: '2026-11-20' }).expect(200);
    const { body: tomorrow } = await simulate({ version: '2' }).expect(200);
    const data = (simulation: unknown) => (simulation as SimulationDto).underCandidate.data;
    expect(data(tomorrow)).toBeGreaterThan(data(today));
    await simulate({ version: '2', at: '2026-11-19' }).expect(400);
  });

  it('looks years ahead without the facts growing old', async () => {
    const { body } = await simulate({ version: '1', at: '2040-01-01' }).expect(200);
    const rules = (body as SimulationDto).underCandidate.decided.map(({ rule }) => rule);
    expect(rules).toContain('retention.lapsed');
    expect(rules).not.toContain('facts-stale');
  });

  it('tries a policy out that is nowhere else', async () => {
    const { body: policy } = await app.get(`${PATH}/policy`, clerk);
    const { hash, ...content } = policy as { hash: string };
    const same = await simulate({ policy: content, at: '2026-11-20' }).expect(200);
    expect(same.body).toMatchObject({
      candidate: { hash },
      changes: [],
      onlyUnderCandidate: { data: 0, persons: 0 },
    });
    const silent = await simulate({ policy: { ...content, retention: 'notStated' } }).expect(200);
    expect(silent.body).toMatchObject({
      underCandidate: { purges: false, data: 0 },
      changes: [{ pointer: '/retention' }],
    });
    expect((silent.body as SimulationDto).onlyUnderInForce.data).toBeGreaterThan(0);
    const versions = await app.get(`${PATH}/policy/versions`, clerk);
    expect((versions.body as { data: object[] }).data).toHaveLength(2);
  });

  it('refuses a policy that is none, points at the places and repeats nothing of it', async () => {
    const { body: policy } = await app.get(`${PATH}/policy`, clerk);
    const { hash: _, ...content } = policy as { hash: string; retention: Record<string, object> };
    const wrong = {
      ...content,
      version: 7,
      retention: { ...content.retention, email: { ...content.retention['email'], period: '31 moons' } },
      'Testi Henkilö': 'salaisuus',
      responseTime: '',
    };
    const { body, text } = await simulate({ policy: wrong }).expect(400);
    expect(body).toMatchObject({ code: 'INVALID_INPUT' });
    const pointers = (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining([
        '/policy/version',
        '/policy/retention/email/period',
        '/policy/responseTime',
        '/policy',
      ]),
    );
    for (const secret of ['31 moons', 'Testi', 'salaisuus']) expect(text).not.toContain(secret);
    const stranger = await simulate({ policy: { ...content, register: 'umacon' } }).expect(400);
    expect(stranger.body).toMatchObject({ errors: [{ pointer: '/policy/register' }] });
    await simulate({}).expect(400);
    await simulate({ version: '2', policy: content }).expect(400);
    await simulate({ version: '9' }).expect(404);
  });

  it('reads as a report, in Markdown and HTML', async () => {
    const markdown = await simulate({ version: '2' }, supervisor, '?format=md').expect(200);
    expect(markdown.headers['content-type']).toMatch(/^text\/markdown/);
    expect(markdown.text).toContain('# What version 2 of the policy of konttorimix would purge');
    expect(markdown.text).toContain('Approval of erasure is no longer asked for.');
    const html = await simulate({ version: '2' }, supervisor, '?format=html').expect(200);
    expect(html.headers['content-type']).toMatch(/^text\/html/);
    expect(html.text).toContain('An unpaid invoice needs the datum.');
    await simulate({ version: '2' }, supervisor, '?format=pdf').expect(400);
  });

  it('gives a register without a period its first purge, on paper', async () => {
    const silent = await givenCustomer(app, clerk, 'nummek', { relationshipEnd: '2010-01-01' });
    const { body: policy } = await app.get('/v1/registers/nummek/policy', clerk);
    const { hash: _, ...content } = policy as { hash: string };
    const { retention } = loadPolicyFile(join(folder, `${REGISTER}.yaml`)).policy;
    const { body } = await app
      .post('/v1/registers/nummek/policy/simulations', { policy: { ...content, retention } }, supervisor)
      .expect(200);
    expect(body).toMatchObject({
      underInForce: { purges: false },
      underCandidate: { purges: true, persons: 1 },
      onlyUnderCandidate: { persons: 1, decided: [] },
    });
    expect(await app.owner.query('select 1 from customer where id = $1', [silent.id])).toHaveLength(1);
  });
});

describe('suoja policy simulate', () => {
  const run = async (file: string, more: Partial<SimulateOptions> = {}) => {
    const printed: string[] = [];
    const options = { register: REGISTER, policy: join(folder, file), ...more };
    const code = await runSimulation(app.service.app, checked(options), options, (text) =>
      printed.push(text),
    );
    return { code, printed: printed.join('') };
  };

  it('ends with 1 where the purge would do anything else, and with 0 where it would not', async () => {
    const changed = await run(`${REGISTER}.2.yaml`, { json: true });
    expect(changed.code).toBe(1);
    const { body } = await simulate({ version: '2' }).expect(200);
    expect(JSON.parse(changed.printed)).toEqual(body);
    const same = await run(`${REGISTER}.yaml`);
    expect(same.code).toBe(0);
    expect(same.printed).toContain('The policy in force would do the same.');
  });

  it('writes the report into a file', async () => {
    const out = join(folder, 'report.md');
    expect(await run(`${REGISTER}.2.yaml`, { out })).toEqual({ code: 1, printed: '' });
    expect(await readFile(out, 'utf8')).toContain('Approval of erasure is no longer asked for.');
  });

  it.each([
    ['a day gone by', `${REGISTER}.yaml`, { at: '2026-11-19' }],
    ['no day', `${REGISTER}.yaml`, { at: '19.11.2026' }],
    ['another register', 'umacon.yaml', {}],
    ['a missing file', 'missing.yaml', {}],
    ['another kind of report', `${REGISTER}.yaml`, { out: 'report.doc' }],
  ])('refuses %s as bad input', async (_, file, more) => {
    await expect(run(file, more)).rejects.toBeInstanceOf(BadInput);
  });
});

describe('activation at midnight', () => {
  it('leaves the decision of the day before readable with its own policy, and purges as simulated', async () => {
    const asking = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: '2010-01-01' });
    await askAndVerify(app, REGISTER, asking, ['access']);
    const found = await caseOf(app, clerk, REGISTER, asking.id);
    const decided = await untilState(app, clerk, REGISTER, found.id, 'access', 'fulfilled');
    const frozen = await givenCustomer(app, clerk, REGISTER, { relationshipEnd: '2010-01-01' });
    await askAndVerify(app, REGISTER, frozen, ['erasure']);
    const waiting = await caseOf(app, clerk, REGISTER, frozen.id);
    await untilState(app, clerk, REGISTER, waiting.id, 'erasure', 'awaiting-approval');

    const { body } = await simulate({ version: '2' }).expect(200);
    const simulation = body as SimulationDto;
    expect(simulation.at).toBe('2026-11-21');

    app.clock.travelTo('2026-11-21T00:00:30+02:00');
    supervisor = await app.login('supervisor');
    clerk = await app.login('clerk');
    expect((await app.get(`${PATH}/policy`, clerk)).body).toMatchObject({ version: '2', hash: second.hash });

    const plan = await planOf(app, clerk, REGISTER, decided, 'access');
    expect(plan).toMatchObject({ policyVersion: '1', policyHash: first.hash });
    const own = await app.get(`${PATH}/policy?hash=${plan.policyHash}`, clerk).expect(200);
    expect(own.body).toMatchObject({ version: '1', approval: ['erasure', 'rectification'] });
    const [note] = await app.owner.query<{ details: object }[]>(
      `select details from audit_entry where action = 'request.decided' and request_id = $1`,
      [decided.id],
    );
    expect(note!.details).toMatchObject({ policyVersion: '1', policyHash: first.hash });

    const before = await dataIds();
    const { body: started } = await app.post(`${PATH}/purges`, { dryRun: false }, supervisor).expect(202);
    const run = await until('the purge', async () => {
      const { body: purge } = await app.get(`${PATH}/purges/${(started as PurgeDto).id}`, supervisor);
      return (purge as PurgeDto).state === 'done' && (purge as PurgeDto);
    });
    const report = run.report as unknown as PurgeReport;
    const { underCandidate, persons, skipped } = simulation;
    expect(report).toMatchObject({ policyVersion: '2', policyHash: second.hash, persons, skipped });
    expect(skipped).toMatchObject({ 'open-request': 1, restricted: expect.any(Number) });
    expect(report.erased).toEqual({
      persons: underCandidate.persons,
      data: underCandidate.data,
      records: underCandidate.records,
    });
    expect(report.erased.records).toBeGreaterThan(0);
    const rules: Record<string, number> = {};
    for (const { rule, data } of underCandidate.decided) rules[rule] = (rules[rule] ?? 0) + data;
    expect(report.rules).toEqual(rules);
    const left = new Set(await dataIds());
    expect(before.filter((id) => !left.has(id))).toEqual([...underCandidate.ids].sort());
    const hashes = await app.owner.query<{ hash: string }[]>(
      `select distinct details->>'policyHash' as hash from audit_entry
       where action in ('purge.started', 'purge.finished', 'person.erased', 'person.partly-erased')
         and (details->>'reason' is null or details->>'reason' = 'retention')`,
    );
    expect(hashes).toEqual([{ hash: second.hash }]);
  });

  it('ends a purge that began under the policy before', async () => {
    const [{ id }] = await app.owner.query<[{ id: string }]>(
      `insert into purge_run (id, register, at, dry_run, started_by, state, report, started_at)
       select gen_random_uuid(), register, '2026-11-20', false, 'system', 'running',
              report || jsonb_build_object('policyVersion', '1', 'policyHash', $1::text), started_at
       from purge_run limit 1 returning id`,
      [first.hash],
    );
    const before = await dataIds();
    const run = await until('the end of the purge', async () => {
      const { body } = await app.get(`${PATH}/purges/${id}`, supervisor);
      return (body as PurgeDto).state !== 'running' && (body as PurgeDto);
    });
    expect(run).toMatchObject({ state: 'failed', problem: 'POLICY_CHANGED' });
    expect(await dataIds()).toEqual(before);
  });
});

describe('the folder, at the next start', () => {
  const load = () => loadRegisters(folder, app.owner, app.clock);

  it('may lose the file of a version in force, which stays in force', async () => {
    const text = await readFile(join(folder, `${REGISTER}.2.yaml`), 'utf8');
    await unlink(join(folder, `${REGISTER}.2.yaml`));
    const { policies, remarks } = await load();
    expect(policies.inForce(REGISTER)).toMatchObject({ hash: second.hash, policy: { version: '2' } });
    expect(remarks).toEqual([
      'policy of konttorimix, version 2, has no file any more; its stored text stays in force',
    ]);
    await writeFile(join(folder, `${REGISTER}.2.yaml`), text);
  });

  it('is refused when a version that has decided says something else', async () => {
    const file = join(folder, `${REGISTER}.2.yaml`);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('P5Y', 'P4Y'));
    await expect(load()).rejects.toMatchObject({
      name: 'PolicyError',
      problems: [{ file, line: 3, pointer: '/version', reason: expect.stringContaining('new version') }],
    });
    await writeFile(file, text);
  });

  it('may change a version as often as it likes until it decides', async () => {
    const file = join(folder, `${REGISTER}.3.yaml`);
    const text = (await readFile(join(folder, `${REGISTER}.2.yaml`), 'utf8'))
      .replace(`version: '2'`, `version: '3'`)
      .replace('activeFrom: 2026-11-21', 'activeFrom: 2027-01-01');
    const hashes: string[] = [];
    for (const period of ['P5Y', 'P4Y', 'P5Y']) {
      await writeFile(file, text.replace('P5Y', period));
      hashes.push((await load()).policies.version(REGISTER, '3').hash);
    }
    expect(new Set(hashes).size).toBe(2);
    await unlink(file);
    const { policies, remarks } = await load();
    expect(policies.versions(REGISTER)).toHaveLength(2);
    expect(remarks).toEqual([
      'policy of konttorimix, version 3, has no file any more and is withdrawn before its day',
    ]);
    app.clock.travelTo('2027-01-02T12:00:00+02:00');
    expect((await load()).policies.inForce(REGISTER).policy.version).toBe('2');
  });

  it('never changes what is stored, not even for the owner', async () => {
    await expect(app.owner.query(`update policy_version set version = 'x'`)).rejects.toThrow(/never changed/);
    await expect(app.owner.query('delete from policy_version')).rejects.toThrow(/never changed/);
  });
});

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../src/config/package-root.js';
import type { HashedPlan } from '../src/planning/planning.js';
import { createTestDatabase, type TestDatabase } from './support/postgres.js';

const PROGRAM = join(packageRoot, 'dist/src/cli/main.js');
const policy = (register: string) => join(packageRoot, 'policies', `${register}.yaml`);

// Each command is a process that opens the house: several of them, beside other tests, take their time.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  if (!existsSync(PROGRAM)) throw new Error('not built: run npm run build');
  folder = await mkdtemp(join(tmpdir(), 'suoja-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function suoja(args: string[], env: Record<string, string> = {}, input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

async function fine<T>(args: string[], env?: Record<string, string>): Promise<T> {
  const ran = await suoja([...args, '--json'], env);
  expect(ran).toMatchObject({ code: 0 });
  return JSON.parse(ran.out) as T;
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('suoja deadline', () => {
  const VECTORS = `
    2025-03-05 2025-04-05 2025-04-07 2025-06-05 | 2025-08-31 2025-09-30 2025-09-30 2025-12-01
    2024-01-31 2024-02-29 2024-02-29 2024-04-30 | 2025-01-31 2025-02-28 2025-02-28 2025-04-30
    2026-01-31 2026-02-28 2026-03-02 2026-04-30 | 2025-01-29 2025-02-28 2025-02-28 2025-04-29
    2025-02-28 2025-03-28 2025-03-28 2025-05-28 | 2024-02-29 2024-03-29 2024-04-02 2024-05-29
    2026-03-31 2026-04-30 2026-04-30 2026-06-30 | 2026-03-03 2026-04-03 2026-04-07 2026-06-03
    2026-03-06 2026-04-06 2026-04-07 2026-06-08 | 2026-04-01 2026-05-01 2026-05-04 2026-07-01
    2026-04-14 2026-05-14 2026-05-15 2026-07-14 | 2026-05-19 2026-06-19 2026-06-22 2026-08-19
    2025-05-20 2025-06-20 2025-06-23 2025-08-20 | 2025-11-06 2025-12-06 2025-12-08 2026-02-06
    2026-11-06 2026-12-06 2026-12-07 2027-02-08 | 2027-11-06 2027-12-06 2027-12-07 2028-02-07
    2028-11-06 2028-12-06 2028-12-07 2029-02-06 | 2026-11-24 2026-12-24 2026-12-24 2027-02-24
    2026-11-25 2026-12-25 2026-12-28 2027-02-25 | 2025-12-06 2026-01-06 2026-01-07 2026-03-06
    2025-12-01 2026-01-01 2026-01-02 2026-03-02 | 2026-10-01 2026-11-01 2026-11-02 2027-01-04
    2027-10-06 2027-11-06 2027-11-08 2028-01-07 | 2026-11-20 2026-12-20 2026-12-21 2027-02-22`
    .split(/[|\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(' '));

  it('counts one month from receipt, past weekends and feasts, and three when extended', async () => {
    expect(VECTORS).toHaveLength(26);
    const counted = await fine<Record<string, string>[]>([
      'deadline',
      ...VECTORS.map(([received]) => received!),
    ]);
    expect(
      counted.map(({ received, nominal, due, extendedDue }) => [received, nominal, due, extendedDue]),
    ).toEqual(VECTORS);
  });

  it('S14: an extension counts when it is told within the first month', async () => {
    const [inTime, tooLate] = await Promise.all(
      ['2026-11-12', '2026-11-13'].map((on) =>
        fine<object[]>(['deadline', '2026-10-12', '--extended-on', on]),
      ),
    );
    expect(inTime).toMatchObject([{ due: '2026-11-12', extendedDue: '2027-01-12', extensionValid: true }]);
    expect(tooLate).toMatchObject([{ due: '2026-11-12', extendedDue: null, extensionValid: false }]);
  });

  it('S15: a question suspends the clock when it is asked within five working days', async () => {
    const [inTime, tooLate] = await Promise.all(
      [
        ['2026-11-04', '2026-11-11'],
        ['2026-11-16', '2026-11-20'],
      ].map(([asked, answered]) =>
        fine<object[]>(['deadline', '2026-11-02', '--asked', asked!, '--answered', answered!]),
      ),
    );
    expect(inTime).toMatchObject([{ nominal: '2026-12-02', suspendedDays: 7, due: '2026-12-09' }]);
    expect(tooLate).toMatchObject([{ nominal: '2026-12-02', suspendedDays: 0, due: '2026-12-02' }]);
  });

  it('refuses what is no day or no command with exit code 2, and does not repeat it', async () => {
    const refused = await Promise.all(
      [
        ['deadline', '2026-02-30'],
        ['deadline', '2026-11-02', '20.11.2026'],
        ['deadline', '2026-11-02', '--extended-on', 'kanarialintu'],
        ['deadline', '2026-11-02', '--answered', '2026-11-11'],
        ['deadline'],
        ['kanarialintu'],
      ].map((args) => suoja(args)),
    );
    for (const { code, out, err } of refused) {
      expect([code, out]).toEqual([2, '']);
      expect(err).not.toBe('');
      for (const value of ['2026-02-30', '20.11.2026', ' kanarialintu']) expect(err).not.toContain(value);
    }
  });
});

describe('suoja plan', () => {
  const CONSUMER = { type: 'consumer', contractEnd: null, lastServiceContact: null, lastContact: null };
  const datum = (id: string, category: string, recordId: string | null = null) => ({
    id,
    category,
    recordId,
    providedBy: 'data-subject',
    basis: 'contract',
  });
  const invoice = (id: string, bookedOn: string, also: object = {}) => ({
    id,
    kind: 'invoice',
    date: bookedOn,
    bookedOn,
    dueOn: bookedOn,
    balance: '0.00',
    status: 'paid',
    lastReminderOn: null,
    ...also,
  });
  const facts = (also: object = {}) => ({
    register: 'konttorimix',
    factsAsOf: '2026-11-20T06:00:00Z',
    person: { ...CONSUMER, relationshipEnd: null, contactRoleEnd: null },
    data: [datum('d1', 'email')],
    records: [],
    manualHolds: [],
    restrictions: [],
    ...also,
  });
  async function planArgs(
    made: object | string,
    right: string,
    at = '2026-11-20',
    by = policy('konttorimix'),
  ) {
    const text = typeof made === 'string' ? made : JSON.stringify(made);
    const path = await file(`facts-${Math.random()}.json`, text);
    return ['plan', '--policy', by, '--facts', path, '--right', right, '--at', at];
  }
  const fateOf = ({ data }: HashedPlan) =>
    Object.fromEntries(
      data.map(({ datum: id, outcome, keepUntil, holds }) => [id, [outcome, keepUntil, ...holds]]),
    );

  it('S01: an open invoice holds what it needs, vouchers their years, and the rest goes', async () => {
    const made = facts({
      data: [
        datum('name', 'name'),
        datum('street', 'postal-address'),
        datum('mail', 'email'),
        datum('phone', 'phone'),
        datum('profile', 'marketing-profile'),
        datum('order', 'order', 'o1'),
        datum('open', 'invoice', 'a'),
        datum('kept', 'invoice', 'b'),
        datum('old', 'invoice', 'c'),
        datum('loose', 'order', 'o2'),
      ],
      records: [
        { id: 'o1', kind: 'order', date: '2026-10-10' },
        { id: 'o2', kind: 'order', date: '2025-05-05' },
        invoice('a', '2026-10-15', { dueOn: '2026-11-14', balance: '120.00', status: 'open', orderId: 'o1' }),
        invoice('b', '2020-05-03'),
        invoice('c', '2019-02-10'),
      ],
    });
    const plan = await fine<HashedPlan>(await planArgs(made, 'erasure'));
    expect(fateOf(plan)).toEqual({
      name: ['keep', null, 'OPEN_INVOICE'],
      street: ['keep', null, 'OPEN_INVOICE'],
      mail: ['keep', null, 'OPEN_INVOICE'],
      phone: ['erase', null],
      profile: ['erase', null],
      order: ['keep', null, 'OPEN_INVOICE'],
      open: ['keep', null, 'STATUTORY_VOUCHER', 'OPEN_INVOICE'],
      kept: ['keep', '2026-12-31', 'STATUTORY_VOUCHER'],
      old: ['erase', null],
      loose: ['erase', null],
    });
    expect(plan.data.map(({ datum: id }) => id)).toEqual(made.data.map(({ id }) => id));
    expect(plan.planHash).toMatch(/^[0-9a-f]{64}$/);
    const later = await fine<HashedPlan>(await planArgs(made, 'erasure', '2026-11-27'));
    expect(later.planHash).toBe(plan.planHash);
  });

  it('S05: ten years after the relationship the last day is kept, and the next one erases', async () => {
    const outcome = async (relationshipEnd: string, at: string) => {
      const person = { ...CONSUMER, relationshipEnd, contactRoleEnd: null };
      const made = facts({ person, factsAsOf: `${at}T06:00:00Z` });
      return (await fine<HashedPlan>(await planArgs(made, 'retention', at))).data[0]!.outcome;
    };
    expect(
      await Promise.all([
        outcome('2016-11-19', '2026-11-20'),
        outcome('2016-11-20', '2026-11-20'),
        outcome('2016-02-29', '2026-02-28'),
        outcome('2016-02-29', '2026-03-01'),
      ]),
    ).toEqual(['erase', 'keep', 'keep', 'erase']);
  });

  it('S31: the voucher year follows the financial year of the booking', async () => {
    const years = `financialYears:
  - { start: 2022-07-01, end: 2023-06-30 }
  - { start: 2023-07-01, end: 2024-06-30 }`;
    const text = await readFile(policy('konttorimix'), 'utf8');
    const shifted = await file('shifted.yaml', text.replace('financialYears: calendar', years));
    const made = facts({
      data: [datum('early', 'invoice', 'a'), datum('late', 'invoice', 'b')],
      records: [invoice('a', '2023-06-15'), invoice('b', '2023-07-15')],
    });
    const plan = await fine<HashedPlan>(await planArgs(made, 'erasure', '2026-11-20', shifted));
    expect(plan.data.map(({ keepUntil }) => keepUntil)).toEqual(['2029-12-31', '2030-12-31']);
  });

  it('S08: the purge of a register without retention is a configuration error, an erasure is not', async () => {
    const made = facts({ register: 'nummek' });
    const refused = await suoja(await planArgs(made, 'retention', '2026-11-20', policy('nummek')));
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('CONFIG_RETENTION_MISSING');
    const plan = await fine<HashedPlan>(await planArgs(made, 'erasure', '2026-11-20', policy('nummek')));
    expect(plan.data[0]!.outcome).toBe('erase');
  });

  it('reads null as none, for lists of holds and restrictions too', async () => {
    const plan = await fine<HashedPlan>(
      await planArgs(facts({ manualHolds: null, restrictions: null }), 'erasure'),
    );
    expect(fateOf(plan)).toEqual({ d1: ['erase', null] });
  });

  it('refuses facts that are none, says where, and repeats nothing', async () => {
    const wrong = [
      [facts({ factsAsOf: 'kanarialintu' }), '/factsAsOf'],
      [facts({ register: 'umacon' }), '/register'],
      [facts({ records: [invoice('r1', '2026-02-03'), invoice('r1', '2026-02-04')] }), '/records'],
      [facts({ data: [datum('d1', 'kanarialintu')] }), '/data/0/category'],
      [facts({ data: [datum('d1', 'order', 'kanarialintu')] }), '/data/0/recordId'],
      [facts({ records: [invoice('r1', '2026-02-30')] }), '/records/0/bookedOn'],
      [{ ...facts(), person: undefined }, 'person'],
      ['kanarialintu', 'JSON'],
    ] as const;
    await Promise.all(
      wrong.map(async ([made, pointer]) => {
        const { code, out, err } = await suoja(await planArgs(made, 'erasure'));
        expect([code, out]).toEqual([2, '']);
        expect(err).toContain(pointer);
        expect(err).not.toMatch(/kanarialintu|2026-02-30/);
      }),
    );
  });

  it('refuses a right, a day, a policy or a file that are none', async () => {
    const good = await planArgs(facts(), 'erasure');
    const swapped = (name: string, value: string) =>
      good.map((part, index) => (good[index - 1] === name ? value : part));
    const refused = [
      swapped('--right', 'destruction'),
      swapped('--at', '2026-02-30'),
      swapped('--policy', join(folder, 'none.yaml')),
      swapped('--policy', await file('bad.yaml', 'register: [')),
      swapped('--facts', join(folder, 'none.json')),
    ];
    for (const { code, err } of await Promise.all(refused.map((args) => suoja(args)))) {
      expect(code).toBe(2);
      expect(err).not.toBe('');
    }
  });
});

describe('with a database', () => {
  let database: TestDatabase;
  let env: Record<string, string>;
  beforeAll(async () => {
    database = await createTestDatabase();
    env = { DATABASE_URL: database.url, DATA_DIR: join(folder, 'data'), NODE_ENV: 'test' };
  });
  afterAll(() => database.drop());

  it('suoja user add gives the password once, and refuses a second account and wrong words', async () => {
    const args = ['user', 'add', '--email', 'uusi@suoja.example', '--role', 'clerk', '--register', 'umacon'];
    const added = await fine<{ password: string }>([...args, '--commitment', '2026-01-01'], env);
    expect(added).toMatchObject({ email: 'uusi@suoja.example', role: 'clerk', register: 'umacon' });
    expect(added.password.length).toBeGreaterThanOrEqual(12);
    const refused = await Promise.all(
      [
        args,
        args.map((part) => (part === 'clerk' ? 'kanarialintu' : part)),
        args.map((part) => (part === 'umacon' ? 'kanarialintu' : part)),
      ].map((wrong) => suoja(wrong, env)),
    );
    for (const { code, out, err } of refused) {
      expect(code).not.toBe(0);
      expect(out).toBe('');
      expect(err).not.toMatch(/kanarialintu|uusi@suoja/);
    }
  });

  it('suoja mail bounce leaves alone what is no report, and fails for now where the house is not there', async () => {
    for (const input of ['', 'From: a@b.example\r\n\r\nHei', 'x'.repeat(6 * 1024 * 1024)])
      expect(await suoja(['mail', 'bounce', '--json'], env, input)).toMatchObject({
        code: 0,
        out: '{"result":"ignored"}\n',
      });
    const away = { ...env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    expect(await suoja(['mail', 'bounce'], away, 'From: a@b.example\r\n\r\nHei')).toMatchObject({ code: 75 });
  });

  it('suoja import takes a file in once, and says what it left out', async () => {
    const path = await file(
      'customers.csv',
      [
        'customerNumber;personType;name;email',
        'C-1;consumer;Kanaria Eka;eka@posti.example',
        'C-2;consumer;Kanaria Toka;toka@posti.example',
      ].join('\n'),
    );
    const args = ['import', '--register', 'umacon', '--kind', 'customers', path];
    expect(await fine(args, env)).toMatchObject({ imported: 2, failed: 0 });
    expect(await fine(args, env)).toMatchObject({ imported: 0, updated: 0, unchanged: 2, failed: 0 });
    const faulty = await file('partly.csv', 'customerNumber;personType;email\nC-3;kanarialintu;ei osoite\n');
    const importing = (into: string, path: string) =>
      suoja(['import', '--register', into, '--kind', 'customers', path], env);
    const [partly, nowhere] = await Promise.all([
      importing('umacon', faulty),
      importing('kanarialintu', path),
    ]);
    expect(partly.code).toBe(1);
    expect(partly.out).toContain('personType');
    expect(partly.out + partly.err).not.toMatch(/kanarialintu|ei osoite/);
    expect(nowhere.code).toBe(2);
  });

  it('a command with another master key changes nothing', async () => {
    const other = { ...env, DATA_DIR: join(folder, 'other') };
    const { code, err } = await suoja(
      ['user', 'add', '--email', 'toinen@suoja.example', '--role', 'clerk'],
      other,
    );
    expect(code).not.toBe(0);
    expect(err).toMatch(/key/i);
  });
});

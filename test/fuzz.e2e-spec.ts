import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../src/embedded/free-port.js';
import { fuzz, type Report } from './fuzz/fuzzer.js';
import type { Caller } from './fuzz/request-maker.js';
import { givenCustomer, givenInvoice, givenRecord } from './support/given.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { type ServiceProcess, startProcess } from './support/worker-process.js';

/** In CI a bounded share, different every time; `npm run test:fuzz` sends a hundred thousand. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 800);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
const REPORT = process.env['FUZZ_REPORT'];
const REGISTERS = ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter'];

let app: TestApp;
let built: ServiceProcess;
let url: string;

beforeAll(async () => {
  app = await startTestApp({ SUOJA_PROCESS: 'api' });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  // The built service: only the build knows the schemas of bodies and answers.
  built = await startProcess(app, {
    PORT: String(port),
    PUBLIC_URL: url,
    PUBLIC_RATE_LIMIT: '100000000',
    LOG_LEVEL: 'error',
    SUOJA_NOW: '2026-11-20T09:00:00+02:00',
  });
  await settle();
}, 180_000);

afterAll(async () => {
  await built.kill();
  await app.stop();
});

async function logins(): Promise<Caller[]> {
  const wanted = [
    ['admin', '*'],
    ['supervisor', '*'],
    ['admin', '*'],
    ['supervisor', '*'],
    ['supervisor', 'umacon'],
    ['clerk', 'konttorimix'],
    ['auditor', 'nokopa'],
  ] as const;
  const made: Caller[] = [];
  for (const [role, register] of wanted)
    made.push({ register, token: (await app.login(role, register)).token });
  return made;
}

/** Something of everything in each register, so that the walk has where to start from. */
async function settle(): Promise<void> {
  const staff = await app.login('supervisor');
  for (const register of REGISTERS) {
    for (const personType of ['consumer', 'contact-person']) {
      const person = await givenCustomer(app, staff, register, { personType });
      await givenInvoice(app, staff, register, person, { bookedOn: '2026-10-15' });
      await givenRecord(app, staff, register, person, 'orders', { date: '2026-10-01' });
      const rights = ['access', 'rectification', 'restriction', 'portability', 'erasure', 'objection'];
      for (const right of rights) {
        const body = { receivedOn: '2026-11-19', channel: 'letter', language: 'sv', rights: [right] };
        const who = { customerId: person.id, email: person.email };
        await app.post(`/v1/registers/${register}/requests`, { ...body, person: who }, staff).expect(201);
      }
    }
  }
}

async function keep(report: Report, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(report, null, 2));
  const { seed, requests, seconds, statuses, unreached, faults } = report;
  console.log(JSON.stringify({ seed, requests, seconds, statuses, unreached, faults: faults.length }));
}

const seen = new Set<string>();

async function mailed(): Promise<string[]> {
  const messages = await app.mailbox.messages();
  const fresh = messages.filter(({ id }) => !seen.has(id));
  for (const { id } of fresh) seen.add(id);
  return fresh.flatMap(({ text }) =>
    [...text.matchAll(/\/(?:verify|undo|package)\/([\w-]+)/g)].map(([, token]) => token!),
  );
}

it(
  'fails at nothing, shows nobody what is another register’s and repeats nothing, whatever is sent where',
  { timeout: Math.max(120_000, REQUESTS * 40) },
  async () => {
    const report = await fuzz({
      url,
      seed: SEED,
      requests: REQUESTS,
      registers: REGISTERS,
      callers: logins,
      mailed,
    });
    if (REPORT) await keep(report, REPORT);
    expect(report.faults, `seed ${SEED}`).toEqual([]);
    expect(built.child.exitCode, 'the service is still there').toBeNull();
  },
);

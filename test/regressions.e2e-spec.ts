import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestDto } from '../src/requests/dto/request.dto.js';
import { record } from './support/cases.js';
import {
  approve,
  ask,
  askAndVerify,
  caseOf,
  givenCustomer,
  givenInvoice,
  type GivenPerson,
  untilState,
  verificationToken,
} from './support/given.js';
import { type Login, startTestApp, TODAY, type TestApp } from './support/test-app.js';

const register = 'konttorimix';
const house = `/v1/registers/${register}`;
let app: TestApp;
let supervisor: Login;

beforeAll(async () => {
  app = await startTestApp();
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

const count = async (table: 'request' | 'purge_run') =>
  Number((await app.owner.query<{ count: string }[]>(`select count(*) from ${table}`))[0]!.count);

const paidInvoice = (person: GivenPerson) =>
  givenInvoice(app, supervisor, register, person, {
    bookedOn: '2024-05-03',
    status: 'paid',
    balance: '0.00',
    data: [{ category: 'invoice', value: { text: 'Kuvitteellinen tuoli' } }],
  });

const readInvoice = (person: GivenPerson, invoice: string) =>
  app.get(`${house}/customers/${person.id}/invoices/${invoice}`, supervisor);

describe('what the house alone decides', () => {
  it.each([
    ['register', 'nokopa'],
    ['policyVersion', '1'],
    ['createdAt', '2020-01-01T00:00:00Z'],
    ['closedAt', '2020-01-01T00:00:00Z'],
    ['due', '2030-01-01'],
    ['state', 'verified'],
    ['items', [{ right: 'access', state: 'received' }]],
  ])('is not taken from a request over the web: %s', async (field, value) => {
    const before = await count('request');
    const stranger = { name: 'Veera Vieras', email: 'veera@vieras.example' };
    const { body } = await ask(app, register, stranger, ['access'], { [field]: value }).expect(400);
    expect(body).toMatchObject({ errors: [{ pointer: `/${field}` }] });
    expect(await count('request')).toBe(before);
  });
});

describe('a request somebody else made in the name of a person', () => {
  it('cannot be approved, and does not keep the person from their own request', async () => {
    const person = await givenCustomer(app, supervisor, register);
    await ask(app, register, person, ['erasure']).expect(202);
    await verificationToken(app, person.email);
    const [forged] = await app.owner.query<{ id: string; item: string }[]>(
      `select request_id as id, id as item from request_item where state = 'unverified'`,
    );
    const deed = { itemId: forged!.item, planHash: 'a'.repeat(64) };
    const refused = await app.post(`${house}/requests/${forged!.id}/approve`, deed, supervisor);
    expect(refused.status).toBe(409);

    await askAndVerify(app, register, person, ['erasure']);
    const own = await caseOf(app, supervisor, register, person.id);
    expect(own.id).not.toBe(forged!.id);
    await untilState(app, supervisor, register, own.id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, own, 'erasure');
    await untilState(app, supervisor, register, own.id, 'erasure', 'fulfilled');
    expect(await app.owner.query('select state from request_item where id = $1', [forged!.item])).toEqual([
      { state: 'unverified' },
    ]);
  });
});

describe('an invoice', () => {
  it('keeps its last day when it is edited', async () => {
    const person = await givenCustomer(app, supervisor, register);
    const invoice = await paidInvoice(person);
    const [datum] = await app.owner.query<{ id: string }[]>(
      `select id from datum where customer_id = $1 and category = 'invoice'`,
      [person.id],
    );
    const voucherEnds = async () => {
      const path = `${house}/customers/${person.id}/data/${datum!.id}/explanation`;
      const { body } = await app.get(path, supervisor).expect(200);
      return (body as { holds: { code: string; until: string }[] }).holds.map(
        ({ code, until }) => `${code} ${until}`,
      );
    };
    const before = await voucherEnds();
    expect(before).toEqual(['STATUTORY_VOUCHER 2030-12-31']);
    const edit = { status: 'open', balance: '5.00', lastReminderOn: '2026-11-19' };
    await app.patch(`${house}/customers/${person.id}/invoices/${invoice}`, edit, supervisor).expect(200);
    expect(await voucherEnds()).toContain(before[0]);
  });

  it('is legible after everything else was erased', async () => {
    const person = await givenCustomer(app, supervisor, register);
    const invoice = await paidInvoice(person);
    const request = await record(app, supervisor, register, ['erasure'], {
      person: { customerId: person.id },
    });
    await untilState(app, supervisor, register, request.id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, request, 'erasure');
    await untilState(app, supervisor, register, request.id, 'erasure', 'partly-fulfilled');
    await readInvoice(person, invoice).expect(423);
    await app
      .post(
        `${house}/customers/${person.id}/permitted-uses`,
        { ground: 'legal-claims', reason: 'tilintarkastus', operations: ['read'] },
        supervisor,
      )
      .expect(201);
    const { text } = await readInvoice(person, invoice).expect(200);
    expect(text).toContain('Kuvitteellinen tuoli');
    expect(text).not.toContain(person.email);
  });
});

describe('the day by which a request is answered', () => {
  it('is the same day in the case, in the list and in the database, before it and after it', async () => {
    const person = await givenCustomer(app, supervisor, register);
    const { id, items } = await record(app, supervisor, register, ['erasure'], {
      person: { customerId: person.id },
    });
    await untilState(app, supervisor, register, id, 'erasure', 'awaiting-approval');
    expect(items[0]!.due).toBe('2026-12-21');
    for (const day of ['2026-11-21', '2026-12-05', '2026-12-28']) {
      app.clock.travelTo(`${day}T09:00:00+02:00`);
      const staff = await app.login('supervisor');
      const { body: one } = await app.get(`${house}/requests/${id}`, staff).expect(200);
      const { body: all } = await app.get(`${house}/requests?limit=200`, staff).expect(200);
      const listed = (all as { data: RequestDto[] }).data.find((request) => request.id === id);
      const [stored] = await app.owner.query<{ due: string }[]>(
        'select due::text as due from request_item where request_id = $1',
        [id],
      );
      const dues = [(one as RequestDto).items[0]!.due, listed!.items[0]!.due, stored!.due];
      expect(dues, day).toEqual(Array(3).fill('2026-12-21'));
    }
    app.clock.travelTo(TODAY);
  });
});

describe('many people', () => {
  it('is erased by no call that takes them as a list', async () => {
    const person = await givenCustomer(app, supervisor, register);
    const before = await count('purge_run');
    const named = { dryRun: false, customerIds: [person.id] };
    await app.post(`${house}/purges`, named, supervisor).expect(400);
    expect(await count('purge_run')).toBe(before);
    const { body } = await app.get('/openapi.json').expect(200);
    const paths = Object.entries((body as { paths: Record<string, object> }).paths);
    const removing = paths.filter(([, methods]) => 'delete' in methods).map(([path]) => path);
    expect(removing.filter((path) => !/\/(sessions\/current|consents\/\{\w+\})$/.test(path))).toEqual([]);
    const erasing = paths.map(([path]) => path).filter((path) => /eras|purge|destr|bulk|batch/.test(path));
    expect(erasing.map((path) => path.replace('/v1/registers/{register}', '')).sort()).toEqual([
      '/purges',
      '/purges/{id}',
    ]);
  });
});

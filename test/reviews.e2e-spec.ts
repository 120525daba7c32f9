import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewDto, ReviewPageDto } from '../src/retention/dto/review.dto.js';
import { record } from './support/cases.js';
import { givenCustomer, givenInvoice, givenRecord, planOf, untilState } from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let auditor: Login;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  auditor = await app.login('auditor');
});
afterAll(() => app.stop());

async function reviews(register: string, at: string, query = ''): Promise<ReviewPageDto> {
  const { body } = await app.get(`/v1/registers/${register}/reviews?at=${at}${query}`, auditor).expect(200);
  return body as ReviewPageDto;
}

async function review(register: string, id: string, at: string): Promise<ReviewDto | undefined> {
  return (await reviews(register, at, '&limit=200')).data.find((task) => task.id === id);
}

describe('S03: an unpaid invoice', () => {
  const register = 'konttorimix';

  it('is a task on the day it may be time-barred, and a reminder moves that day', async () => {
    const person = await givenCustomer(app, clerk, register);
    const invoice = await givenInvoice(app, clerk, register, person, {
      bookedOn: '2026-10-15',
      dueOn: '2026-11-14',
    });
    expect(await review(register, invoice, '2029-11-13')).toBeUndefined();
    expect(await review(register, invoice, '2029-11-14')).toMatchObject({
      kind: 'limitation-passed',
      since: '2029-11-14',
      customerId: person.id,
    });
    const path = `/v1/registers/${register}/customers/${person.id}/invoices/${invoice}`;
    await app.patch(path, { lastReminderOn: '2026-12-01' }, clerk).expect(200);
    expect(await review(register, invoice, '2029-11-30')).toBeUndefined();
    expect(await review(register, invoice, '2029-12-01')).toMatchObject({ since: '2029-12-01' });
    await app.patch(path, { status: 'paid', balance: '0.00' }, clerk).expect(200);
    expect(await review(register, invoice, '2029-12-01')).toBeUndefined();
  });

  it('holds its data on that day and after it: a limitation date releases nothing', async () => {
    const person = await givenCustomer(app, clerk, register);
    const invoice = await givenInvoice(app, clerk, register, person, {
      bookedOn: '2019-10-15',
      dueOn: '2019-11-14',
    });
    expect(await review(register, invoice, '2026-11-20')).toMatchObject({ since: '2022-11-14' });
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const planned = await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
    const plan = await planOf(app, clerk, register, planned, 'erasure');
    const fates = plan.data.map(({ category, outcome, holds }) =>
      [category, outcome, holds.join()].join(' '),
    );
    expect(fates.sort()).toEqual([
      'email keep OPEN_INVOICE',
      'invoice keep OPEN_INVOICE',
      'name keep OPEN_INVOICE',
      'phone erase ',
      'postal-address keep OPEN_INVOICE',
    ]);
  });
});

describe('tasks', () => {
  it('name a hold whose review day has come', async () => {
    const person = await givenCustomer(app, clerk, 'umacon');
    const hold = { code: 'LEGAL_CLAIM', categories: ['name'], recordIds: [], reason: 'Riita toimituksesta.' };
    const { body } = await app
      .post(
        '/v1/registers/umacon/holds',
        { ...hold, customerId: person.id, from: '2026-11-20', reviewOn: '2027-05-20' },
        clerk,
      )
      .expect(201);
    const { id } = body as { id: string };
    expect(await review('umacon', id, '2027-05-19')).toBeUndefined();
    const task = await review('umacon', id, '2027-05-20');
    expect(task).toMatchObject({ kind: 'hold-review', since: '2027-05-20' });
    expect(JSON.stringify(task)).not.toContain('Riita');
  });

  it('name the facts that are missing, and nothing once they are there', async () => {
    const person = await givenCustomer(app, clerk, 'umacon');
    const note = await givenRecord(app, clerk, 'umacon', person, 'credit-notes', { date: '2024-05-05' });
    await app.owner.query('update record set booked_on = null where id = $1', [note]);
    expect(await review('umacon', person.id, '2026-11-20')).toMatchObject({
      kind: 'missing-facts',
      facts: [`records[${note}].bookedOn`],
    });
    await app.owner.query(`update record set booked_on = '2024-05-05' where id = $1`, [note]);
    expect(await review('umacon', person.id, '2026-11-20')).toBeUndefined();
  });

  it('name a restriction that has grown old', async () => {
    const person = await givenCustomer(app, clerk, 'ip-produkter');
    const { body } = await app
      .post(`/v1/registers/ip-produkter/customers/${person.id}/restrictions`, { ground: '18(1)(a)' }, clerk)
      .expect(201);
    const { id } = body as { id: string };
    expect(await review('ip-produkter', id, '2027-05-19')).toBeUndefined();
    expect(await review('ip-produkter', id, '2027-05-20')).toMatchObject({
      kind: 'restriction-old',
      since: '2027-05-20',
    });
  });

  it('name a request as its target comes, passes, and the law’s own day after it', async () => {
    const person = await givenCustomer(app, clerk, 'nokopa');
    const request = await record(app, clerk, 'nokopa', ['erasure'], { person: { customerId: person.id } });
    const { items } = await untilState(app, clerk, 'nokopa', request.id, 'erasure', 'awaiting-approval');
    const [{ id, due, target }] = items as [(typeof items)[number]];
    expect([due, target]).toEqual(['2026-12-21', '2026-12-18']);
    expect(await review('nokopa', id, '2026-12-12')).toBeUndefined();
    expect(await review('nokopa', id, '2026-12-13')).toMatchObject({
      kind: 'request-near-target',
      requestId: request.id,
    });
    expect((await review('nokopa', id, '2026-12-19'))?.kind).toBe('request-past-target');
    const late = await review('nokopa', id, '2026-12-22');
    expect(late?.kind).toBe('request-overdue');
    expect(late?.todo.join()).toContain('approve');
  });

  it('come page by page, each once', async () => {
    const whole = await reviews('konttorimix', '2040-01-01', '&limit=200');
    expect(whole.data.length).toBeGreaterThan(1);
    expect(whole.nextCursor).toBeNull();
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await reviews('konttorimix', '2040-01-01', `&limit=1${cursor}`);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(whole.data.map(({ id }) => id));
  });

  it('are for those who may trace requests', async () => {
    await app.get('/v1/registers/umacon/reviews').expect(401);
    await app.get('/v1/registers/umacon/reviews?at=tomorrow', auditor).expect(400);
  });
});

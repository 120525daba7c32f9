import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PurgeDto } from '../src/retention/dto/purge.dto.js';
import { DailySweep } from '../src/retention/daily-sweep.js';
import { ask, askAndVerify, caseOf, givenCustomer, givenRecord, untilState } from './support/given.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

async function purge(register: string, body: { dryRun: boolean; at?: string }): Promise<PurgeDto> {
  const { body: started } = await app.post(`/v1/registers/${register}/purges`, body, supervisor).expect(202);
  return until('the purge', async () => {
    const { body: run } = await app
      .get(`/v1/registers/${register}/purges/${(started as PurgeDto).id}`, supervisor)
      .expect(200);
    return (run as PurgeDto).state === 'done' && (run as PurgeDto);
  });
}

const dataOf = (id: string) =>
  app.owner.query<{ category: string }[]>(
    'select category from datum where customer_id = $1 order by category',
    [id],
  );
const exists = async (id: string) =>
  (await app.owner.query<object[]>('select 1 from customer where id = $1', [id])).length === 1;

describe('S05 and S06: ten years after the relationship', () => {
  it('erases the person the day after the last day, keeps the others, and keeps a voucher alone', async () => {
    const gone = await givenCustomer(app, clerk, 'umacon', { relationshipEnd: '2016-11-19' });
    const lastDay = await givenCustomer(app, clerk, 'umacon', { relationshipEnd: '2016-11-20' });
    const current = await givenCustomer(app, clerk, 'umacon');
    const voucher = await givenCustomer(app, clerk, 'umacon', { relationshipEnd: '2016-11-19' });
    await givenRecord(app, clerk, 'umacon', voucher, 'credit-notes', {
      date: '2021-03-01',
      bookedOn: '2021-03-01',
    });

    const dry = await purge('umacon', { dryRun: true });
    expect(dry.report).toMatchObject({ erased: { persons: 1 } });
    expect(await exists(gone.id)).toBe(true);

    const run = await purge('umacon', { dryRun: false });
    expect(run.report).toMatchObject({ erased: { persons: 1, data: 8 } });
    expect(await exists(gone.id)).toBe(false);
    expect(await exists(lastDay.id)).toBe(true);
    expect(await exists(current.id)).toBe(true);
    expect(await dataOf(voucher.id)).toEqual([{ category: 'invoice' }]);
    const keys = await app.owner.query<object[]>(
      `select 1 from vault.data_key k where k.owner = 'person' and not exists (select 1 from customer c where c.key_id = k.id)`,
    );
    expect(keys).toEqual([]);
  });

  it('never comes back by its customer number', async () => {
    const gone = await givenCustomer(app, clerk, 'umacon', { relationshipEnd: '2010-01-01' });
    await purge('umacon', { dryRun: false });
    const again = { customerNumber: gone.customerNumber, personType: 'consumer', data: [] };
    const answer = await app.post('/v1/registers/umacon/customers', again, clerk);
    expect(answer.body).toMatchObject({ code: 'PERSON_ERASED' });
  });
});

describe('S07: the relationship that is deemed ended', () => {
  it('ends on the latest known date and is purged from the next day', async () => {
    const dates = { contractEnd: '2025-06-30', lastServiceContact: '2025-09-15' };
    const ended = await givenCustomer(app, clerk, 'nokopa', { ...dates, lastContact: '2025-11-03' });
    const later = await givenCustomer(app, clerk, 'nokopa', { ...dates, lastContact: '2026-11-20' });
    await purge('nokopa', { dryRun: false });
    expect(await exists(ended.id)).toBe(false);
    expect(await exists(later.id)).toBe(true);
  });

  it('does not purge a person whose request is open', async () => {
    const person = await givenCustomer(app, clerk, 'nokopa', {
      lastContact: '2025-11-03',
      contractEnd: null,
      lastServiceContact: null,
    });
    await askAndVerify(app, 'nokopa', person, ['erasure']);
    const found = await caseOf(app, clerk, 'nokopa', person.id);
    await untilState(app, clerk, 'nokopa', found.id, 'erasure', 'awaiting-approval');
    const run = await purge('nokopa', { dryRun: false });
    expect(run.report).toMatchObject({ skipped: { 'open-request': 1 } });
    expect(await exists(person.id)).toBe(true);
  });
});

describe('S08: no retention stated', () => {
  it('is a configuration error of that register and of nothing else', async () => {
    const answer = await app.post('/v1/registers/nummek/purges', { dryRun: false }, supervisor).expect(409);
    expect(answer.body).toMatchObject({ code: 'CONFIG_RETENTION_MISSING' });
    await expect(app.service.app.get(DailySweep).run()).resolves.toBeUndefined();
    const person = await givenCustomer(app, clerk, 'nummek');
    await ask(app, 'nummek', person, ['access']).expect(202);
  });
});

describe('S23: restriction instead of erasure', () => {
  it('outlasts the retention period', async () => {
    const person = await givenCustomer(app, clerk, 'ip-produkter', { relationshipEnd: '2016-11-19' });
    await app
      .post(`/v1/registers/ip-produkter/customers/${person.id}/restrictions`, { ground: '18(1)(c)' }, clerk)
      .expect(201);
    const run = await purge('ip-produkter', { dryRun: false });
    expect(run.report).toMatchObject({ skipped: { restricted: 1 }, erased: { persons: 0 } });
    expect(await exists(person.id)).toBe(true);
  });
});

describe('a purge', () => {
  it('of a day to come is only a dry run', async () => {
    await app
      .post('/v1/registers/umacon/purges', { dryRun: false, at: '2030-01-01' }, supervisor)
      .expect(400);
    const run = await purge('umacon', { dryRun: true, at: '2040-01-01' });
    expect(run.state).toBe('done');
  });

  it('is not for clerks', () => app.post('/v1/registers/umacon/purges', { dryRun: true }, clerk).expect(403));
});

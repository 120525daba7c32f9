import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatumDto } from '../src/customers/dto/datum.dto.js';
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

describe('a purge of a day gone by', () => {
  const lapsed = { relationshipEnd: '2015-01-01' };
  const customers = '/v1/registers/konttorimix/customers';

  it('destroys nothing that a hold or a restriction has come to protect since', async () => {
    const held = await givenCustomer(app, clerk, 'konttorimix', lapsed);
    const contested = await givenCustomer(app, clerk, 'konttorimix', lapsed);
    const free = await givenCustomer(app, clerk, 'konttorimix', lapsed);
    const hold = {
      customerId: held.id,
      code: 'LEGAL_CLAIM',
      categories: ['email'],
      recordIds: [],
      from: '2026-11-01',
      reviewOn: '2027-05-01',
      reason: 'Riita vireillä',
    };
    await app.post('/v1/registers/konttorimix/holds', hold, supervisor).expect(201);
    const restriction = { ground: '18(1)(b)', categories: ['phone'] };
    await app.post(`${customers}/${contested.id}/restrictions`, restriction, clerk).expect(201);
    await purge('konttorimix', { dryRun: false, at: '2026-10-01' });
    expect(await dataOf(held.id)).toEqual([{ category: 'email' }]);
    expect(await dataOf(contested.id)).toEqual([{ category: 'phone' }]);
    expect(await exists(free.id)).toBe(false);
  });

  it('leaves what had not lapsed by then', async () => {
    const later = await givenCustomer(app, clerk, 'konttorimix', { relationshipEnd: '2016-10-15' });
    await purge('konttorimix', { dryRun: false, at: '2026-10-01' });
    expect(await exists(later.id)).toBe(true);
    await purge('konttorimix', { dryRun: false });
    expect(await exists(later.id)).toBe(false);
  });
});

describe('a customer of whom only the number is known', () => {
  it('goes as a name would: after the period, and not before', async () => {
    const create = async (customerNumber: string, relationshipEnd: string | null) => {
      const body = { customerNumber, personType: 'consumer', data: [], relationshipEnd };
      const answer = await app.post('/v1/registers/konttorimix/customers', body, clerk).expect(201);
      return (answer.body as { id: string }).id;
    };
    const ended = await create('TYHJÄ-1', '2012-01-01');
    const current = await create('TYHJÄ-2', null);
    const run = await purge('konttorimix', { dryRun: false });
    expect(run.report).toMatchObject({ erased: { persons: 1 }, rules: { 'retention.lapsed': 1 } });
    expect(await exists(ended)).toBe(false);
    expect(await exists(current)).toBe(true);
  });
});

describe('consent that is withdrawn', () => {
  it('is noted once per datum that rests on it, and on no other', async () => {
    const person = await givenCustomer(app, clerk, 'umacon', {
      data: [{ category: 'marketing-profile', value: 'puutarha', basis: 'consent' }],
    });
    const path = `/v1/registers/umacon/customers/${person.id}/data`;
    const list = async () => ((await app.get(path, clerk).expect(200)).body as { data: DatumDto[] }).data;
    const profile = (await list()).find(({ basis }) => basis === 'consent')!;
    const email = (await list()).find(({ category }) => category === 'email')!;
    const withdraw = (datum: DatumDto, withdrawnOn: string) =>
      app.post(`${path}/${datum.id}/consent-withdrawal`, { withdrawnOn }, clerk);
    expect((await withdraw(email, '2026-11-19').expect(409)).body).toMatchObject({ code: 'NOT_BY_CONSENT' });
    await withdraw(profile, '2026-11-21').expect(400);
    await withdraw(profile, '2026-11-19').expect(200);
    expect((await list()).find(({ id }) => id === profile.id)).toMatchObject({
      consentWithdrawnOn: '2026-11-19',
    });
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

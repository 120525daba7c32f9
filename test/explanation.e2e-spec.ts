import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExplanationDto } from '../src/retention/dto/explanation.dto.js';
import {
  askAndVerify,
  caseOf,
  type GivenPerson,
  givenCustomer,
  givenInvoice,
  untilState,
} from './support/given.js';
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

interface Row {
  readonly id: string;
  readonly category: string;
  readonly superseded: boolean;
}

const dataOf = (person: GivenPerson) =>
  app.owner.query<Row[]>(
    'select id, category, superseded_at is not null as superseded from datum where customer_id = $1',
    [person.id],
  );

async function explain(
  register: string,
  person: GivenPerson,
  which: (row: Row) => boolean,
  at = '2026-11-20',
): Promise<ExplanationDto> {
  const { id } = (await dataOf(person)).find(which)!;
  const path = `/v1/registers/${register}/customers/${person.id}/data/${id}/explanation?at=${at}`;
  const { body } = await app.get(path, auditor).expect(200);
  expect(JSON.stringify(body)).not.toContain(person.name);
  return body as ExplanationDto;
}

const isEmail = ({ category, superseded }: Row) => category === 'email' && !superseded;

describe('any datum', () => {
  it('is explained for a day to come as the purge of that day decides (S05)', async () => {
    const person = await givenCustomer(app, clerk, 'umacon', { relationshipEnd: '2016-11-20' });
    const today = await explain('umacon', person, isEmail);
    expect(today.purge).toMatchObject({ outcome: 'keep', keepUntil: '2026-11-20', goesOn: '2026-11-21' });
    expect(today.erasure).toMatchObject({ outcome: 'erase', rule: 'erasure.no-hold' });
    expect(today.retention).toMatchObject({ period: 'P10Y', lastDay: '2026-11-20' });
    const tomorrow = await explain('umacon', person, isEmail, '2026-11-21');
    expect(tomorrow.purge).toMatchObject({ outcome: 'erase', rule: 'retention.lapsed', skipped: null });
    // Facts do not go stale by looking far ahead: nothing is assumed to change.
    const later = await explain('umacon', person, isEmail, '2031-01-01');
    expect(later.purge).toMatchObject({ outcome: 'erase', rule: 'retention.lapsed' });
  });

  it('on a voucher outlives the person by the Accounting Act (S06)', async () => {
    const person = await givenCustomer(app, clerk, 'umacon', { relationshipEnd: '2016-11-19' });
    await givenInvoice(app, clerk, 'umacon', person, {
      bookedOn: '2021-05-05',
      status: 'paid',
      balance: '0.00',
    });
    const invoice = await explain('umacon', person, ({ category }) => category === 'invoice');
    expect(invoice).toMatchObject({
      holds: [{ code: 'STATUTORY_VOUCHER', until: '2027-12-31' }],
      purge: { outcome: 'keep', goesOn: '2028-01-01' },
      erasure: { outcome: 'keep', keepUntil: '2027-12-31' },
    });
    expect(invoice.recordId).not.toBeNull();
  });

  it('is explained as a former value too', async () => {
    const person = await givenCustomer(app, clerk, 'umacon', { contractEnd: '2027-12-31' });
    const email = (await dataOf(person)).find(isEmail)!;
    await app
      .patch(
        `/v1/registers/umacon/customers/${person.id}/data/${email.id}`,
        { value: 'uusi@posti.example' },
        clerk,
      )
      .expect(200);
    const former = await explain('umacon', person, ({ id }) => id === email.id);
    expect(former).toMatchObject({ superseded: true, holds: [], erasure: { outcome: 'erase' } });
    const current = await explain('umacon', person, isEmail);
    expect(current).toMatchObject({ superseded: false, holds: [{ code: 'ACTIVE_CONTRACT' }] });
  });

  it('of a restricted person is explained by facts alone, and says that the purge passes by (S23)', async () => {
    const person = await givenCustomer(app, clerk, 'ip-produkter', { relationshipEnd: '2016-11-30' });
    await app
      .post(`/v1/registers/ip-produkter/customers/${person.id}/restrictions`, { ground: '18(1)(b)' }, clerk)
      .expect(201);
    await app.get(`/v1/registers/ip-produkter/customers/${person.id}`, clerk).expect(423);
    const explained = await explain('ip-produkter', person, isEmail, '2026-12-01');
    expect(explained).toMatchObject({
      holds: [{ code: 'ART18', until: null, against: ['retention', 'erasure'] }],
      purge: { outcome: 'keep', skipped: 'restricted' },
    });
    expect(explained.endedBy[0]).toBe('ART18: the restriction is lifted');
  });

  it('says that an open request freezes it', async () => {
    const person = await givenCustomer(app, clerk, 'umacon', { relationshipEnd: '2010-01-01' });
    await askAndVerify(app, 'umacon', person, ['erasure']);
    const found = await caseOf(app, clerk, 'umacon', person.id);
    await untilState(app, clerk, 'umacon', found.id, 'erasure', 'awaiting-approval');
    const explained = await explain('umacon', person, isEmail);
    expect(explained.purge).toMatchObject({ outcome: 'erase', skipped: 'open-request' });
  });

  it('says where no retention is stated (S08)', async () => {
    const person = await givenCustomer(app, clerk, 'nummek');
    const explained = await explain('nummek', person, isEmail);
    expect(explained).toMatchObject({
      purge: null,
      retention: { stated: false },
      erasure: { outcome: 'erase' },
    });
    expect(explained.why).toContain('states no retention period');
  });

  it('is not found in another register, under another customer or by a made-up id', async () => {
    const person = await givenCustomer(app, clerk, 'umacon');
    const other = await givenCustomer(app, clerk, 'umacon');
    const { id } = (await dataOf(person)).find(isEmail)!;
    const path = (register: string, customer: string, datum: string) =>
      `/v1/registers/${register}/customers/${customer}/data/${datum}/explanation`;
    await app.get(path('nokopa', person.id, id), auditor).expect(404);
    await app.get(path('umacon', other.id, id), auditor).expect(404);
    await app.get(path('umacon', person.id, person.id), auditor).expect(404);
    await app.get(`${path('umacon', person.id, id)}?at=2026-02-30`, auditor).expect(400);
    await app.get(path('umacon', person.id, id)).expect(401);
  });
});

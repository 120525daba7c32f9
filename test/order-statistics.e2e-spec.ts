import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Processing } from '../src/requests/processing.js';
import type { PurgeDto } from '../src/retention/dto/purge.dto.js';
import type { OrderStatisticsDto } from '../src/statistics/dto/order-statistics.dto.js';
import { record } from './support/cases.js';
import {
  approve,
  type GivenPerson,
  givenCustomer,
  givenInvoice,
  givenRecord,
  untilState,
} from './support/given.js';
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

interface Cell {
  readonly month: string;
  readonly postcode: string;
  readonly persons: number;
  readonly orders: number;
  readonly amount: string;
}

/** As they are stored, which nobody is shown. */
const stored = (register: string) =>
  app.owner.query<Cell[]>(
    `select month, postcode, persons, orders, amount from order_statistic where register = $1 order by month, postcode`,
    [register],
  );

async function shown(register: string): Promise<OrderStatisticsDto> {
  const { body } = await app.get(`/v1/registers/${register}/order-statistics`, supervisor).expect(200);
  return body as OrderStatisticsDto;
}

const givenOrder = (
  register: string,
  person: GivenPerson,
  date: string,
  total: string,
  data: object[] = [],
) =>
  givenRecord(app, clerk, register, person, 'orders', {
    date,
    data: [{ category: 'order', value: { total } }, ...data],
  });

async function purge(register: string, dryRun = false): Promise<void> {
  const { body } = await app.post(`/v1/registers/${register}/purges`, { dryRun }, supervisor).expect(202);
  const { id } = body as PurgeDto;
  await until('the purge', async () => {
    const { body: run } = await app.get(`/v1/registers/${register}/purges/${id}`, supervisor).expect(200);
    return (run as PurgeDto).state === 'done';
  });
}

describe('orders that go with their persons', () => {
  const register = 'umacon';

  it('are added to their month and area, shown from five persons on, and lead back to nobody', async () => {
    for (let count = 0; count < 5; count++) {
      const person = await givenCustomer(app, clerk, register, { relationshipEnd: '2016-11-19' });
      await givenOrder(register, person, '2016-03-01', '10.50');
    }
    const loner = await givenCustomer(app, clerk, register, { relationshipEnd: '2016-11-19' });
    const elsewhere = { category: 'postal-address', value: 'Olematon katu 1, 90100 Oulu' };
    for (let count = 0; count < 6; count++)
      await givenOrder(register, loner, '2016-03-02', '1.00', [elsewhere]);

    await purge(register, true);
    expect(await stored(register)).toEqual([]);
    await purge(register);
    expect(await stored(register)).toEqual([
      { month: '2016-03', postcode: '00', persons: 5, orders: 5, amount: '52.50' },
      { month: '2016-03', postcode: '90', persons: 1, orders: 6, amount: '6.00' },
    ]);
    expect(await shown(register)).toEqual({
      smallest: 5,
      data: [{ month: '2016-03', postcode: '00', orders: 5, amount: '52.50' }],
      total: { orders: 5, amount: '52.50' },
    });
    const columns = await app.owner.query<{ name: string }[]>(
      `select column_name as name from information_schema.columns where table_name = 'order_statistic'`,
    );
    expect(columns.map(({ name }) => name).sort()).toEqual(
      ['amount', 'month', 'orders', 'persons', 'postcode', 'register'].sort(),
    );
    await purge(register);
    expect(await stored(register)).toHaveLength(2);
  });
});

describe('an order without a voucher under an erasure request', () => {
  const register = 'konttorimix';

  it('is counted once however often the request is processed; an order still held is not', async () => {
    const person = await givenCustomer(app, clerk, register);
    await givenOrder(register, person, '2025-05-05', '99.00');
    const held = await givenOrder(register, person, '2026-10-10', '120.00');
    await givenInvoice(app, clerk, register, person, {
      bookedOn: '2026-10-15',
      dueOn: '2026-11-14',
      orderId: held,
    });
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const planned = await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
    expect(await stored(register)).toEqual([]);
    await approve(app, supervisor, register, planned, 'erasure');
    const processing = app.service.app.get(Processing, { strict: false });
    await Promise.allSettled([1, 2, 3, 4].map(() => processing.process(register, request.id)));
    await untilState(app, clerk, register, request.id, 'erasure', 'partly-fulfilled');
    await processing.process(register, request.id);
    expect(await stored(register)).toEqual([
      { month: '2025-05', postcode: '00', persons: 1, orders: 1, amount: '99.00' },
    ]);
    expect(await shown(register)).toMatchObject({ data: [], total: { orders: 0, amount: '0.00' } });
  });
});

describe('the statistics of a register', () => {
  it('are its own, and not for everybody', async () => {
    expect((await shown('nokopa')).data).toEqual([]);
    await app.get('/v1/registers/umacon/order-statistics', clerk).expect(403);
    await app.get('/v1/registers/umacon/order-statistics').expect(401);
  });
});

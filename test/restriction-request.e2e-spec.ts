import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PurgeDto } from '../src/retention/dto/purge.dto.js';
import { categoriesOf, fetchPackage, itemOf, mailsTo, record } from './support/cases.js';
import {
  approve,
  askAndVerify,
  caseOf,
  type GivenPerson,
  givenCustomer,
  givenInvoice,
  mailTo,
  planOf,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, type TestApp, TODAY, until } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;
const register = 'konttorimix';

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

const restrictionsOf = async ({ id }: GivenPerson) => {
  const { body } = await app.get(`/v1/registers/${register}/customers/${id}/restrictions`, clerk).expect(200);
  return (body as { data: { id: string; ground: string; liftedAt: string | null }[] }).data;
};
const grounds = async (person: GivenPerson) => (await restrictionsOf(person)).map(({ ground }) => ground);
const exists = async ({ id }: GivenPerson) =>
  (await app.owner.query<object[]>('select 1 from customer where id = $1', [id])).length === 1;

async function purge(staff: Login): Promise<PurgeDto> {
  const path = `/v1/registers/${register}/purges`;
  const { body } = await app.post(path, { dryRun: false }, staff).expect(202);
  return until('the purge', async () => {
    const { body: run } = await app.get(`${path}/${(body as PurgeDto).id}`, staff).expect(200);
    return (run as PurgeDto).state === 'done' && (run as PurgeDto);
  });
}

describe('S23: restriction together with erasure', () => {
  it('while accuracy is contested: what may go goes, what is refused stays restricted', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'marketing-profile', value: 'kahvi' }],
    });
    await givenInvoice(app, clerk, register, person, { bookedOn: '2026-10-15', dueOn: '2026-11-14' });
    const request = await record(app, clerk, register, ['restriction', 'erasure'], {
      person: { customerId: person.id },
    });
    const waiting = await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
    expect(await grounds(person)).toEqual(['18(1)(a)']);
    const { data } = await planOf(app, supervisor, register, waiting, 'erasure');
    const erased = data.filter(({ outcome }) => outcome === 'erase').map(({ category }) => category);
    expect(erased.sort()).toEqual(['marketing-profile', 'phone']);
    await approve(app, supervisor, register, waiting, 'erasure');
    await untilState(app, clerk, register, request.id, 'erasure', 'partly-fulfilled');
    expect(await categoriesOf(app, person)).toEqual(['email', 'invoice', 'name', 'postal-address']);
    expect(await grounds(person)).toEqual(['18(1)(a)', '17(3)']);
    await app.get(`/v1/registers/${register}/customers/${person.id}`, clerk).expect(423);
  });

  it('with a correction in the same letter: restricted before, corrected, then erased', async () => {
    const person = await givenCustomer(app, clerk, register);
    const corrections = [{ category: 'phone', value: '+358501112223', grounds: 'Vaihtui' }];
    const request = await record(app, clerk, register, ['rectification', 'restriction', 'erasure'], {
      person: { customerId: person.id },
      corrections,
    });
    await untilState(app, clerk, register, request.id, 'restriction', 'fulfilled');
    const first = await untilState(app, clerk, register, request.id, 'rectification', 'awaiting-approval');
    expect(itemOf(first, 'erasure').state).not.toBe('fulfilled');
    await approve(app, supervisor, register, first, 'rectification');
    await untilState(app, clerk, register, request.id, 'rectification', 'fulfilled');
    const then = await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, then, 'erasure');
    await untilState(app, clerk, register, request.id, 'erasure', 'fulfilled');
    expect(await exists(person)).toBe(false);
  });
});

describe('a restriction of some data', () => {
  const scopes = async ({ id }: GivenPerson) => {
    const path = `/v1/registers/${register}/customers/${id}/restrictions`;
    const { body } = await app.get(path, clerk).expect(200);
    return (body as { data: object[] }).data;
  };
  const datumOf = async ({ id }: GivenPerson, category: string) => {
    const rows = await app.owner.query<{ id: string }[]>(
      'select id from datum where customer_id = $1 and category = $2',
      [id, category],
    );
    return rows[0]!.id;
  };

  it('covers what the request names, by category or by datum', async () => {
    const person = await givenCustomer(app, clerk, register);
    const phone = await datumOf(person, 'phone');
    const asked = { person: { customerId: person.id } };
    for (const restricts of [[{ category: 'email' }], [{ category: 'email' }, { datumId: phone }]]) {
      const request = await record(app, clerk, register, ['restriction'], { ...asked, restricts });
      await untilState(app, clerk, register, request.id, 'restriction', 'fulfilled');
    }
    expect(await scopes(person)).toMatchObject([
      { categories: ['email'], data: null },
      { categories: null, data: [await datumOf(person, 'email'), phone] },
    ]);
    const { body } = await app.get(`/v1/registers/${register}/customers/${person.id}`, clerk).expect(200);
    expect(body).toMatchObject({ restricted: 2 });
  });

  it('covers what a correction in the same letter contests, and nothing else', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['rectification', 'restriction'], {
      person: { customerId: person.id },
      corrections: [{ category: 'phone', value: '+358501112223', grounds: 'Vaihtui' }],
    });
    await untilState(app, clerk, register, request.id, 'restriction', 'fulfilled');
    expect(await scopes(person)).toMatchObject([
      { ground: '18(1)(a)', categories: null, data: [await datumOf(person, 'phone')] },
    ]);
  });

  it.each([
    [['access'], [{ category: 'email' }], '/restricts'],
    [['restriction'], [{}], '/restricts/0'],
    [
      ['restriction'],
      [{ category: 'email' }, { datumId: '019aa000-0000-7000-8000-000000000000' }],
      '/restricts/1/datumId',
    ],
  ])('by %j of %j is refused with its place', async (rights, restricts, pointer) => {
    const person = await givenCustomer(app, clerk, register);
    const dto = { receivedOn: '2026-11-20', channel: 'letter', language: 'fi', rights, restricts };
    const path = `/v1/registers/${register}/requests`;
    const { body } = await app.post(path, { ...dto, person: { customerId: person.id } }, clerk).expect(400);
    expect((body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
  });
});

describe('S23: restriction instead of erasure', () => {
  it('is in force at once, told, and outlasts the retention until it is lifted with notice', async () => {
    const person = await givenCustomer(app, clerk, register, { relationshipEnd: '2016-11-30' });
    await askAndVerify(app, register, person, ['restriction']);
    const found = await caseOf(app, clerk, register, person.id);
    await untilState(app, clerk, register, found.id, 'restriction', 'fulfilled');
    const letter = await mailTo(app, person.email, found.reference);
    expect(letter.text).toContain('18 artikla');
    const [restriction] = await restrictionsOf(person);
    expect(restriction).toMatchObject({ ground: '18(1)(b)', liftedAt: null });

    app.clock.travelTo('2026-12-01T09:00:00+02:00');
    const [boss, staff] = [await app.login('supervisor'), await app.login('clerk')];
    expect((await purge(boss)).report).toMatchObject({ skipped: { restricted: 1 } });
    expect(await exists(person)).toBe(true);

    const path = `/v1/registers/${register}/customers/${person.id}/restrictions/${restriction!.id}`;
    await app.post(`${path}/lift`, {}, staff).expect(409);
    await app.post(`${path}/lift-notice`, {}, staff).expect(200);
    await app.post(`${path}/lift-notice`, {}, staff).expect(200);
    await mailTo(app, person.email, 'Poistamme tietojesi käsittelyn rajoituksen');
    await app.post(`${path}/lift`, {}, staff).expect(200);
    expect((await purge(boss)).report).toMatchObject({ erased: { persons: 1 } });
    expect(await exists(person)).toBe(false);
    app.clock.travelTo(TODAY);
  });

  it('holds back an erasure asked for later, and what was held back goes when it is lifted', async () => {
    const person = await givenCustomer(app, clerk, register);
    await record(app, clerk, register, ['restriction'], { person: { customerId: person.id } });
    await until('the restriction', async () => (await grounds(person)).length === 1);
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const waiting = await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
    const { data } = await planOf(app, supervisor, register, waiting, 'erasure');
    expect(new Set(data.flatMap(({ holds }) => holds))).toEqual(new Set(['ART18']));
    await approve(app, supervisor, register, waiting, 'erasure');
    await untilState(app, clerk, register, request.id, 'erasure', 'refused');
    const restriction = (await restrictionsOf(person)).find(({ ground }) => ground === '18(1)(b)')!;
    const path = `/v1/registers/${register}/customers/${person.id}/restrictions/${restriction.id}`;
    await app.post(`${path}/lift-notice`, {}, clerk).expect(200);
    await app.post(`${path}/lift`, {}, clerk).expect(200);
    await until('the erasure', async () => !(await exists(person)));
    const letters = async () => (await mailsTo(app, person.email, request.reference)) === 3;
    await until('receipt, answer and second letter', letters);
  });
});

describe('S24: a restricted record', () => {
  it('is not read, listed, changed or disclosed, except for a legal claim, which is noted', async () => {
    const person = await givenCustomer(app, clerk, register);
    const { id: requestId } = await record(app, clerk, register, ['restriction'], {
      person: { customerId: person.id },
    });
    await untilState(app, clerk, register, requestId, 'restriction', 'fulfilled');
    const customer = `/v1/registers/${register}/customers/${person.id}`;
    const refused = await app.get(customer, clerk).expect(423);
    expect(refused.body).toMatchObject({ code: 'RESTRICTED', context: { ground: '18(1)(b)' } });
    const { body: list } = await app.get(`/v1/registers/${register}/customers?limit=200`, clerk).expect(200);
    expect(JSON.stringify(list)).not.toContain(person.id);
    expect((list as { restricted: number }).restricted).toBeGreaterThan(0);
    await app.patch(customer, { lastContact: '2026-11-20' }, clerk).expect(423);
    await app.post(`${customer}/data`, { category: 'note', value: 'uusi' }, clerk).expect(423);
    const disclosure = {
      recipient: 'collection-agency',
      categories: ['name'],
      ground: 'collection',
      disclosedOn: '2026-11-20',
    };
    await app.post(`${customer}/disclosures`, disclosure, clerk).expect(423);
    await app.post(`${customer}/disclosures`, { ...disclosure, forLegalClaim: true }, clerk).expect(201);
    const noted = await app.owner.query<object[]>(
      `select 1 from audit_entry where customer_id = $1 and action like 'disclosure%'`,
      [person.id],
    );
    expect(noted).toHaveLength(1);
  });

  it('is still given to the person it is about', async () => {
    const person = await givenCustomer(app, clerk, register);
    await record(app, clerk, register, ['restriction', 'access'], { person: { customerId: person.id } });
    expect((await fetchPackage(app, person.email)).get('copy.json')).toContain(person.email);
  });
});

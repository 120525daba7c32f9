import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DailySweep } from '../src/retention/daily-sweep.js';
import { act, answerLetter, categoriesOf, itemOf, lettersOf, record } from './support/cases.js';
import {
  approve,
  type GivenPerson,
  givenCustomer,
  givenInvoice,
  givenRecord,
  mailTo,
  planOf,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

const PRIVATE_PHONE = { category: 'phone', value: '+358507776665', basis: 'consent' };

const givenContact = (register: string, also: object = {}) =>
  givenCustomer(app, clerk, register, {
    personType: 'contact-person',
    data: [{ category: 'organisation', value: 'Esimerkkiyhtiö Oy' }, PRIVATE_PHONE],
    ...also,
  });

const asking = async (register: string, person: GivenPerson) => {
  const request = await record(app, clerk, register, ['erasure'], {
    person: { customerId: person.id, name: person.name },
  });
  return untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
};

const restrictionsOf = async (register: string, { id }: GivenPerson) => {
  const { body } = await app.get(`/v1/registers/${register}/customers/${id}/restrictions`, clerk).expect(200);
  return (body as { data: { ground: string; liftedAt: string | null; liftNoticeAt: string | null }[] }).data;
};

const prohibitionsOf = async ({ id }: GivenPerson) => {
  const rows = await app.owner.query<{ prohibitions: string[] }[]>(
    'select prohibitions from customer where id = $1',
    [id],
  );
  return rows[0]!.prohibitions;
};

const weighing = 'Työyhteystiedot tarvitaan, jotta organisaation tilaukset voidaan toimittaa.';

describe('S09: an active contact person asks for erasure', () => {
  const register = 'ip-produkter';

  it('is restricted and free of marketing at once, and decided only with a written weighing', async () => {
    const person = await givenContact(register);
    const request = await asking(register, person);
    expect(await restrictionsOf(register, person)).toMatchObject([{ ground: '18(1)(d)', liftedAt: null }]);
    expect(await prohibitionsOf(person)).toContain('dm');
    await app.get(`/v1/registers/${register}/customers/${person.id}`, clerk).expect(423);

    const plan = await planOf(app, supervisor, register, request, 'erasure');
    const fate = plan.data
      .map(({ category, outcome, holds }) => [category, outcome, ...holds].join(' '))
      .sort();
    expect(fate).toEqual([
      'email keep ACTIVE_CONTACT_ROLE',
      'name keep ACTIVE_CONTACT_ROLE',
      'organisation keep ACTIVE_CONTACT_ROLE',
      'phone erase',
      'phone keep ACTIVE_CONTACT_ROLE',
      'postal-address keep ACTIVE_CONTACT_ROLE',
    ]);

    const yes = { itemId: itemOf(request, 'erasure').id, planHash: plan.planHash };
    const path = `/v1/registers/${register}/requests/${request.id}/approve`;
    const refused = await app.post(path, yes, supervisor).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/weighing' }] });
    await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');

    await app.post(path, { ...yes, weighing, decider: 'Päivi Päättäjä' }, supervisor).expect(200);
    await untilState(app, clerk, register, request.id, 'erasure', 'partly-fulfilled');
    expect(await categoriesOf(app, person)).toEqual([
      'email',
      'name',
      'organisation',
      'phone',
      'postal-address',
    ]);

    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toContain('Päivi Päättäjä');
    expect(text).toMatch(/6 artiklan 1 kohdan f/);
    expect(text).toContain('Lintulahdenkuja 4');
    // The clause of the notice is told, beside the basis that carries the refusal.
    expect(text).toMatch(/tietosuojaselosteessa/i);
    // The weighing is over: what is kept is in ordinary use again, and the person was told.
    const [weighed] = await restrictionsOf(register, person);
    expect(weighed!.liftedAt).not.toBeNull();
    expect(weighed!.liftNoticeAt).not.toBeNull();
    await app.get(`/v1/registers/${register}/customers/${person.id}`, clerk).expect(200);
    expect(await prohibitionsOf(person)).toContain('dm');
  });

  it('is restricted no longer when the request is taken back', async () => {
    const person = await givenContact(register);
    const request = await asking(register, person);
    await act(app, clerk, register, request, 'withdraw', {});
    const [weighed] = await restrictionsOf(register, person);
    expect(weighed!.liftedAt).not.toBeNull();
    await app.get(`/v1/registers/${register}/customers/${person.id}`, clerk).expect(200);
  });

  it('loses the rest when the role ends', async () => {
    const person = await givenContact(register);
    const request = await asking(register, person);
    await approve(app, supervisor, register, request, 'erasure', { weighing });
    await untilState(app, clerk, register, request.id, 'erasure', 'partly-fulfilled');
    await app
      .patch(`/v1/registers/${register}/customers/${person.id}`, { contactRoleEnd: '2026-11-19' }, clerk)
      .expect(200);
    await app.service.app.get(DailySweep).run();
    expect(await categoriesOf(app, person)).toEqual([]);
    const second = (await lettersOf(app, clerk, register, request)).filter(
      ({ kind }) => kind === 'second-letter',
    );
    expect(second).toHaveLength(1);
    expect(second[0]!.text).toContain(request.reference);
    await app.service.app.get(DailySweep).run();
    expect(await lettersOf(app, clerk, register, request)).toHaveLength(3);
  });
});

describe('S10: a contact person whose role has ended', () => {
  const register = 'ip-produkter';

  it('is erased, except on the voucher, without any weighing', async () => {
    const person = await givenContact(register, { contactRoleEnd: '2026-10-31' });
    await givenRecord(app, clerk, register, person, 'orders', { date: '2026-03-03' });
    await givenInvoice(app, clerk, register, person, {
      bookedOn: '2026-03-10',
      status: 'paid',
      balance: '0.00',
      data: [{ category: 'name', value: 'Testi Viitehenkilö' }],
    });
    const request = await asking(register, person);
    const plan = await planOf(app, supervisor, register, request, 'erasure');
    const kept = plan.data.filter(({ outcome }) => outcome === 'keep');
    expect(kept.map(({ category, keepUntil }) => [category, keepUntil])).toEqual(
      kept.map(({ category }) => [category, '2032-12-31']),
    );
    expect(kept.map(({ category }) => category).sort()).toEqual(['invoice', 'name']);
    await approve(app, supervisor, register, request, 'erasure');
    await untilState(app, clerk, register, request.id, 'erasure', 'partly-fulfilled');
    expect(await categoriesOf(app, person)).toEqual(['invoice', 'name']);
    const letter = await mailTo(app, person.email, '31.12.2032');
    expect(letter.text).not.toContain('Esimerkkiyhtiö');
  });
});

describe('S11: a contact person where the notice has no clause about them', () => {
  const register = 'nummek';

  it('is decided alike, and no clause is quoted', async () => {
    const person = await givenContact(register);
    const request = await asking(register, person);
    const plan = await planOf(app, supervisor, register, request, 'erasure');
    for (const { citation, reason } of plan.data) expect(`${citation} ${reason}`).not.toMatch(/notice/i);
    await approve(app, supervisor, register, request, 'erasure', { weighing });
    await untilState(app, clerk, register, request.id, 'erasure', 'partly-fulfilled');
    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toMatch(/6 artiklan 1 kohdan f/);
    expect(text).not.toMatch(/selosteen kohda|tietosuojaselosteessa/i);
  });
});

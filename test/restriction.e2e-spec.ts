import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Policies } from '../src/registers/policies.js';
import { Restrictions } from '../src/restrictions/restrictions.service.js';
import { type RegisterApp, type Staff, startRegisterApp } from './support/register-app.js';

const REGISTER = 'umacon';
const path = (rest = '') => `${REGISTER}/customers${rest}`;

let app: RegisterApp;
let clerk: Staff;
let serial = 0;

beforeAll(async () => {
  app = await startRegisterApp();
  clerk = app.as('clerk');
});
afterAll(() => app?.stop());

interface Person {
  readonly id: string;
  readonly email: string;
  readonly invoiceId: string;
}

async function givenPerson(): Promise<Person> {
  const number = ++serial;
  const email = `rajattu${number}@posti.example`;
  const created = await clerk.post(path(), {
    customerNumber: `R-${number}`,
    personType: 'consumer',
    data: [
      { category: 'name', value: `Rauha Rajattu${number}` },
      { category: 'email', value: email },
      { category: 'note', value: 'muistiinpano' },
    ],
  });
  const { id } = created.body as { id: string };
  const invoice = await clerk.post(path(`/${id}/invoices`), {
    reference: `RL-${number}`,
    date: '2026-10-15',
    bookedOn: '2026-10-15',
    dueOn: '2026-11-14',
    balance: '120.00',
    status: 'open',
  });
  return { id, email, invoiceId: (invoice.body as { id: string }).id };
}

async function restrict({ id }: Person, input: object = { ground: '18(1)(a)' }): Promise<string> {
  const { body } = await clerk.post(path(`/${id}/restrictions`), input).expect(201);
  return (body as { id: string }).id;
}

describe('S24: a restricted person', () => {
  let person: Person;
  beforeAll(async () => {
    person = await givenPerson();
    await restrict(person);
  });

  it.each(['', '/data', '/invoices', '/orders'])('is not read (%s), and the reason is told', async (rest) => {
    const { body } = await clerk.get(path(`/${person.id}${rest}`)).expect(423);
    expect(body).toMatchObject({ code: 'RESTRICTED', status: 423 });
    expect(JSON.stringify(body)).toContain('18(1)(a)');
    expect(JSON.stringify(body)).toContain('2026-11-20');
  });

  it('is left out of the list and counted', async () => {
    const { body } = await clerk.get(`${path()}?limit=200`).expect(200);
    const { data, restricted } = body as { data: { id: string }[]; restricted: number };
    expect(data.map(({ id }) => id)).not.toContain(person.id);
    expect(restricted).toBe(1);
  });

  it('is left out of a search and counted', async () => {
    const { body } = await clerk.post(path('/search'), { email: person.email }).expect(200);
    expect(body).toEqual({ data: [], nextCursor: null, restricted: 1 });
  });

  it('is not edited, added to or disclosed', async () => {
    await clerk.patch(path(`/${person.id}`), { lastContact: '2026-11-01' }).expect(423);
    await clerk.post(path(`/${person.id}/data`), { category: 'note', value: 'lisää' }).expect(423);
    await clerk.post(path(`/${person.id}/orders`), { reference: 'RO-1', date: '2026-11-01' }).expect(423);
    await clerk
      .patch(path(`/${person.id}/invoices/${person.invoiceId}`), { lastReminderOn: '2026-11-19' })
      .expect(423);
  });

  it('still pays, and still forbids marketing', async () => {
    const paid = { status: 'paid', balance: '0.00' };
    await clerk.patch(path(`/${person.id}/invoices/${person.invoiceId}`), paid).expect(200);
    await clerk.patch(path(`/${person.id}`), { prohibitions: ['dm'] }).expect(200);
    await clerk.patch(path(`/${person.id}`), { prohibitions: [] }).expect(423);
    await clerk.post(path(`/${person.id}/receipts`), { reference: 'RR-1', date: '2026-11-20' }).expect(201);
  });
});

describe('a partly restricted person', () => {
  it('is read without the restricted data, which are counted', async () => {
    const person = await givenPerson();
    await restrict(person, { ground: '18(1)(d)', categories: ['email', 'invoice'] });
    const { body } = await clerk.get(path(`/${person.id}`)).expect(200);
    const { data, restricted } = body as { data: { category: string }[]; restricted: number };
    expect(data.map(({ category }) => category)).toEqual(['name', 'note']);
    expect(restricted).toBe(1);
    const invoices = await clerk.get(path(`/${person.id}/invoices`)).expect(200);
    expect(invoices.body).toEqual({ data: [], nextCursor: null, restricted: 1 });
    await clerk.get(path(`/${person.id}/invoices/${person.invoiceId}`)).expect(423);
    await clerk.post(path(`/${person.id}/data`), { category: 'note', value: 'lisää' }).expect(201);
    await clerk.post(path(`/${person.id}/data`), { category: 'email', value: 'x@posti.example' }).expect(423);
    const found = await clerk.post(path('/search'), { email: person.email }).expect(200);
    expect(found.body).toMatchObject({ data: [], restricted: 1 });
  });

  it('keeps closed what a refused erasure left behind', async () => {
    const person = await givenPerson();
    const restrictions = app.app.get(Restrictions, { strict: false });
    const { id } = await restrictions.set(
      REGISTER,
      person.id,
      { ground: '17(3)', categories: null },
      'system',
    );
    const { body } = await clerk.get(path(`/${person.id}`)).expect(423);
    expect(JSON.stringify(body)).toContain('17(3)');
    await clerk.post(path(`/${person.id}/restrictions/${id}/lift-notice`)).expect(409);
    await clerk.post(path(`/${person.id}/restrictions`), { ground: '17(3)' }).expect(400);
  });
});

describe('lifting', () => {
  it('waits until the person has been told, and then wakes what waited', async () => {
    const person = await givenPerson();
    const id = await restrict(person);
    const lift = path(`/${person.id}/restrictions/${id}/lift`);
    const early = await clerk.post(lift).expect(409);
    expect(early.body).toMatchObject({ code: 'LIFT_NOTICE_MISSING' });
    await clerk.get(path(`/${person.id}`)).expect(423);
    await clerk.post(`${lift}-notice`).expect(200);
    app.nudges.resumed.length = 0;
    await clerk.post(lift).expect(200);
    expect(app.nudges.resumed).toEqual([{ register: REGISTER, customerId: person.id }]);
    await clerk.get(path(`/${person.id}`)).expect(200);
    await clerk.post(lift).expect(409);
    const { body } = await clerk.get(path(`/${person.id}/restrictions`)).expect(200);
    expect((body as { data: { liftedAt: string | null }[] }).data[0]?.liftedAt).not.toBeNull();
  });
});

describe('a disclosure', () => {
  const disclosure = { categories: ['email'], disclosedOn: '2026-11-19' };
  const recipient = () => app.app.get(Policies).of(REGISTER).recipients[0]!.code;

  it('is recorded on a ground the policy has', async () => {
    const person = await givenPerson();
    const input = { ...disclosure, recipient: recipient(), ground: 'billing' };
    await clerk.post(path(`/${person.id}/disclosures`), input).expect(201);
    const { body } = await clerk.get(path(`/${person.id}/disclosures`)).expect(200);
    expect(body).toMatchObject({ data: [input], nextCursor: null });
  });

  it('is refused on any other ground, to strangers, and in the future', async () => {
    const person = await givenPerson();
    const code = recipient();
    const post = (input: object) =>
      clerk.post(path(`/${person.id}/disclosures`), { ...disclosure, ...input });
    const refused = await post({ recipient: code, ground: 'marketing' }).expect(409);
    expect(refused.body).toMatchObject({ code: 'DISCLOSURE_NOT_ALLOWED' });
    await post({ recipient: 'stranger', ground: 'billing' }).expect(400);
    await post({ recipient: code, ground: 'billing', disclosedOn: '2026-11-21' }).expect(400);
  });

  it('of restricted data is refused unless a legal claim needs it, which is noted', async () => {
    const person = await givenPerson();
    await restrict(person, { ground: '18(1)(c)', categories: ['email'] });
    const input = { ...disclosure, recipient: recipient(), ground: 'collection' };
    await clerk.post(path(`/${person.id}/disclosures`), input).expect(423);
    await clerk.post(path(`/${person.id}/disclosures`), { ...input, forLegalClaim: true }).expect(201);
    const [note] = await app.owner.query<{ details: object }[]>(
      `select details from audit_entry where customer_id = $1 and action = 'disclosure.recorded'`,
      [person.id],
    );
    expect(note?.details).toMatchObject({ forLegalClaim: true, ground: 'collection' });
  });
});

describe('a hold', () => {
  const hold = {
    code: 'LEGAL_CLAIM',
    categories: ['note'],
    recordIds: [] as string[],
    from: '2026-11-01',
    reviewOn: '2027-11-01',
    reason: 'riita-asia',
  };

  it('is released by a second person, and wakes the erasures that wait for it', async () => {
    const { id: customerId } = await givenPerson();
    const set = await clerk.post(`${REGISTER}/holds`, { ...hold, customerId }).expect(201);
    const release = `${REGISTER}/holds/${(set.body as { id: string }).id}/release`;
    const [asker, other] = [app.as('supervisor'), app.as('supervisor')];
    expect((await asker.post(release).expect(200)).body).toMatchObject({ state: 'release-asked' });
    expect((await asker.post(release)).body).toMatchObject({ code: 'SELF_APPROVAL' });
    await app.as('clerk').post(release).expect(403);
    app.nudges.resumed.length = 0;
    expect((await other.post(release).expect(200)).body).toMatchObject({ state: 'released' });
    expect(app.nudges.resumed).toEqual([{ register: REGISTER, customerId }]);
    await other.post(release).expect(409);
  });

  it('is listed while it is open, its reason opened for staff and sealed in the table', async () => {
    const { id: customerId } = await givenPerson();
    const set = await clerk.post(`${REGISTER}/holds`, { ...hold, customerId }).expect(201);
    const { id } = set.body as { id: string };
    const { body } = await clerk.get(`${REGISTER}/holds?limit=200`).expect(200);
    const listed = (body as { data: { id: string }[] }).data.find((open) => open.id === id);
    expect(listed).toMatchObject({ customerId, reason: 'riita-asia', from: '2026-11-01', state: 'in-force' });
    const [row] = await app.owner.query<{ clear: boolean }[]>(
      `select position('riita'::bytea in sealed) > 0 as clear from hold where id = $1`,
      [id],
    );
    expect(row).toEqual({ clear: false });
  });

  it.each([
    ['covers nothing', { categories: [] }],
    ['is reviewed after more than a year', { reviewOn: '2027-11-02' }],
    ['ends before it begins', { until: '2026-10-31' }],
    ['names a record of somebody else', { recordIds: ['019aa000-0000-7000-8000-000000000000'] }],
  ])('is refused when it %s', async (_, wrong) => {
    const { id: customerId } = await givenPerson();
    await clerk.post(`${REGISTER}/holds`, { ...hold, ...wrong, customerId }).expect(400);
  });
});

it('sets nothing on a customer whom the caller saw in another version', async () => {
  const person = await givenPerson();
  const stale = (test: ReturnType<Staff['post']>) => test.set('if-match', '"v1"').expect(412);
  await stale(clerk.post(path(`/${person.id}/restrictions`), { ground: '18(1)(a)' }));
  await stale(clerk.post(path(`/${person.id}/orders`), { reference: 'RX-1', date: '2026-11-01' }));
  await clerk
    .post(path(`/${person.id}/restrictions`), { ground: '18(1)(a)' })
    .set('if-match', '"v2"')
    .expect(201);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROHIBITIONS } from '../src/domain/category.js';
import { itemOf, mailsTo, record } from './support/cases.js';
import { approve, ask, askAndVerify, caseOf, givenCustomer, mailTo, untilState } from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;
const register = 'umacon';
const ALL = [...PROHIBITIONS];

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

const prohibitionsOf = async (id: string) => {
  const rows = await app.owner.query<{ prohibitions: string[] }[]>(
    'select prohibitions from customer where id = $1',
    [id],
  );
  return rows[0]!.prohibitions;
};

/** Somebody enters the register with these addresses. */
async function registered(data: { category: string; value: string }[], into = register): Promise<string> {
  const customerNumber = `O-${Math.random()}`;
  const body = { customerNumber, personType: 'consumer', data };
  const answer = await app.post(`/v1/registers/${into}/customers`, body, clerk).expect(201);
  return (answer.body as { id: string }).id;
}

const forbid = (id: string, prohibitions: string[], into = register) =>
  app.patch(`/v1/registers/${into}/customers/${id}`, { prohibitions }, clerk).expect(200);

async function undo(email: string): Promise<void> {
  const mail = await mailTo(app, email, '/undo/');
  const [, token] = /\/undo\/([\w-]+)/.exec(mail.text)!;
  await app.get(`/undo/${token}`).expect(200);
  await app.post(`/undo/${token}`, {}).expect(200);
  await app.post(`/undo/${token}`, {}).expect(410);
}

describe('S25: an objection on the phone', () => {
  it('needs no proof, is in force on the call and is confirmed', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['objection'], {
      channel: 'phone',
      person: { customerId: person.id },
    });
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    await mailTo(app, person.email, 'lopettaneet suoramarkkinoinnin');
    await untilState(app, clerk, register, request.id, 'objection', 'fulfilled');
  });

  it('of a caller known by e-mail only is in force on the call too', async () => {
    const person = await givenCustomer(app, clerk, register);
    await record(app, clerk, register, ['objection'], { channel: 'phone', person: { email: person.email } });
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
  });

  it('of a caller nobody knows is kept for the day they are known, and confirmed', async () => {
    const email = 'soittaja@vieras.example';
    await record(app, clerk, register, ['objection'], {
      channel: 'phone',
      person: { name: 'Ei Kukaan', email },
    });
    await mailTo(app, email, 'lopettaneet suoramarkkinoinnin');
    expect(await prohibitionsOf(await registered([{ category: 'email', value: email }]))).toEqual(ALL);
  });

  it('is never refused', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['objection', 'erasure'], {
      person: { customerId: person.id },
    });
    const body = { reasons: ['excessive'], text: 'Näitä pyyntöjä on liikaa.' };
    for (const state of ['in-progress', 'later']) {
      const itemId = itemOf(request, 'objection').id;
      await app
        .post(`/v1/registers/${register}/requests/${request.id}/refuse`, { itemId, ...body }, supervisor)
        .expect(409);
      if (state === 'in-progress')
        await untilState(app, clerk, register, request.id, 'objection', 'fulfilled');
    }
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
  });

  it('enters although the person is restricted', async () => {
    const person = await givenCustomer(app, clerk, register);
    await app
      .post(`/v1/registers/${register}/customers/${person.id}/restrictions`, { ground: '18(1)(a)' }, clerk)
      .expect(201);
    await forbid(person.id, ['dm']);
    await record(app, clerk, register, ['objection'], { person: { customerId: person.id } });
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
  });

  it('against all processing under legitimate interest restricts it until it is weighed', async () => {
    const person = await givenCustomer(app, clerk, register, { personType: 'contact-person' });
    const request = await record(app, clerk, register, ['objection'], {
      person: { customerId: person.id },
      objectsTo: 'processing',
    });
    await untilState(app, clerk, register, request.id, 'objection', 'fulfilled');
    const { body } = await app
      .get(`/v1/registers/${register}/customers/${person.id}/restrictions`, clerk)
      .expect(200);
    expect(body).toMatchObject({ data: [{ ground: '18(1)(d)', liftedAt: null }] });
  });
});

describe('S26: a prohibition of list publication alone', () => {
  it('leaves the others as they were, and outlives the address', async () => {
    const person = await givenCustomer(app, clerk, 'nokopa');
    await forbid(person.id, ['list_publication'], 'nokopa');
    expect(await prohibitionsOf(person.id)).toEqual(['list_publication']);
    const again = await registered([{ category: 'email', value: person.email }], 'nokopa');
    expect(await prohibitionsOf(again)).toEqual(['list_publication']);
    expect(await prohibitionsOf(await registered([{ category: 'email', value: person.email }]))).toEqual([]);
  });
});

describe('an objection over the web', () => {
  it('is in force before the mail is opened, and whoever asks gets the same answer', async () => {
    const known = await givenCustomer(app, clerk, register);
    const unknown = { name: 'Outo Lintu', email: 'Outo.Vieras@vieras.example' };
    const first = await ask(app, register, known, ['objection']).expect(202);
    const second = await ask(app, register, unknown, ['objection']).expect(202);
    expect([first.body, second.body]).toEqual([{}, {}]);
    expect(await prohibitionsOf(known.id)).toEqual(ALL);
    const later = await registered([{ category: 'email', value: 'outo.vieras@VIERAS.example' }]);
    expect(await prohibitionsOf(later)).toEqual(ALL);
    for (const { email } of [known, unknown]) {
      const mail = await mailTo(app, email, '/undo/');
      expect(mail.text).toContain('lopettaneet suoramarkkinoinnin');
    }
    const shape = (text: string) => text.replaceAll(/UMA-\S+|\/undo\/\S+/g, '');
    const mails = await Promise.all([known, unknown].map(({ email }) => mailTo(app, email, '/undo/')));
    expect(shape(mails[0]!.text)).toBe(shape(mails[1]!.text));
  });

  it('is in force although other rights asked with it wait for the link', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['objection', 'erasure']).expect(202);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    await mailTo(app, person.email, '/verify/');
  });

  it('is taken back by its link, and only what it changed', async () => {
    const person = await givenCustomer(app, clerk, register);
    await forbid(person.id, ['dm', 'list_publication']);
    await ask(app, register, person, ['objection']).expect(202);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    await undo(person.email);
    expect(await prohibitionsOf(person.id)).toEqual(['dm', 'list_publication']);
    const again = await registered([{ category: 'email', value: person.email }]);
    expect(await prohibitionsOf(again)).toEqual(['dm', 'list_publication']);
  });

  it('of somebody unknown is taken back by its link too', async () => {
    const email = 'katuja@vieras.example';
    await ask(app, register, { name: 'Katuja', email }, ['objection']).expect(202);
    await undo(email);
    expect(await prohibitionsOf(await registered([{ category: 'email', value: email }]))).toEqual([]);
  });

  it('does not reach the person in another register', async () => {
    const person = await givenCustomer(app, clerk, register);
    const elsewhere = await registered([{ category: 'email', value: person.email }], 'ip-produkter');
    await ask(app, register, person, ['objection']).expect(202);
    expect(await prohibitionsOf(elsewhere)).toEqual([]);
  });

  it('outlives the erasure of the person, for every address they had', async () => {
    const person = await givenCustomer(app, clerk, register);
    const [phone] = await app.owner.query<{ id: string }[]>(
      `select id from datum where customer_id = $1 and category = 'phone'`,
      [person.id],
    );
    await app
      .patch(
        `/v1/registers/${register}/customers/${person.id}/data/${phone!.id}`,
        { value: '040 123 4567' },
        clerk,
      )
      .expect(200);
    await ask(app, register, person, ['objection']).expect(202);
    await mailTo(app, person.email, '/undo/');
    await askAndVerify(app, register, person, ['erasure']);
    const found = await caseOf(app, clerk, register, person.id);
    const waiting = await untilState(app, clerk, register, found.id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, waiting, 'erasure');
    await untilState(app, clerk, register, found.id, 'erasure', 'fulfilled');
    expect(await app.owner.query<object[]>('select 1 from customer where id = $1', [person.id])).toEqual([]);
    for (const datum of [
      { category: 'email', value: person.email.toUpperCase() },
      { category: 'phone', value: '+358401234567' },
    ])
      expect(await prohibitionsOf(await registered([datum]))).toEqual(ALL);
    const kept = await app.owner.query<{ row: string }[]>('select t::text as row from suppression t');
    expect(kept.map(({ row }) => row).join()).not.toContain(person.email);
  });

  it('twice is in force once, and each is confirmed', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['objection']).expect(202);
    await ask(app, register, person, ['objection']).expect(202);
    expect(await prohibitionsOf(person.id)).toEqual(ALL);
    await mailTo(app, person.email, '/undo/');
    expect(await mailsTo(app, person.email, '/verify/')).toBe(0);
  });
});

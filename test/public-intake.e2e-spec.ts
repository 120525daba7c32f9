import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, askAndVerify, caseOf, givenCustomer, mailTo, verificationToken } from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
const register = 'umacon';
const path = `/v1/public/registers/${register}/requests`;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
});
afterAll(() => app.stop());

const valid = { name: 'Veera Vieras', email: 'veera@vieras.example', language: 'fi', rights: ['access'] };
const requests = async () =>
  Number((await app.owner.query<{ count: string }[]>('select count(*) from request'))[0]!.count);

describe('the public endpoint', () => {
  it('answers the same to a known and an unknown person', async () => {
    const known = await givenCustomer(app, clerk, register);
    const first = await ask(app, register, known, ['access']).expect(202);
    const second = await ask(app, register, { name: 'Ei Kukaan', email: 'eikukaan@vieras.example' }, [
      'access',
    ]).expect(202);
    expect(first.text).toBe(second.text);
    expect(first.body).toEqual({});
    await mailTo(app, known.email, '/verify/');
    await mailTo(app, 'eikukaan@vieras.example', '/verify/');
  });

  it.each([
    ['a date of receipt', { receivedOn: '2020-01-01' }, '/receivedOn'],
    ['an id', { id: '019aa000-0000-7000-8000-000000000000' }, '/id'],
    ['a customer', { customerId: '019aa000-0000-7000-8000-000000000000' }, '/customerId'],
    ['a channel', { channel: 'letter' }, '/channel'],
    ['an unknown right', { rights: ['destruction'] }, '/rights'],
    ['no right', { rights: [] }, '/rights'],
    ['a right twice', { rights: ['access', 'access'] }, '/rights'],
    ['a bad address', { email: 'kanarialintu' }, '/email'],
    ['an unknown language', { language: 'kanarialintu' }, '/language'],
    ['nowhere to send it', { rights: ['portability'], transmitTo: null }, '/transmitTo'],
    ['a blank name', { name: ' \t ' }, '/name'],
    ['a name of two lines', { name: 'kanaria\r\nlintu' }, '/name'],
    ['a very long name', { name: 'kanarialintu'.repeat(100) }, '/name'],
  ])('refuses %s, names the field and stores nothing', async (_, wrong, pointer) => {
    const before = await requests();
    const answer = await app.post(path, { ...valid, ...wrong }).expect(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const pointers = (answer.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer);
    expect(pointers.some((named) => named.startsWith(pointer))).toBe(true);
    expect(answer.text).not.toContain('kanarialintu');
    expect(await requests()).toBe(before);
  });

  it('knows no register but its own', async () => {
    const answer = await app.post('/v1/public/registers/kanarialintu/requests', valid).expect(404);
    expect(answer.text.replace(/"instance":"[^"]*"/, '')).not.toContain('kanarialintu');
  });

  it('refuses a huge body', () => app.post(path, { ...valid, details: 'x'.repeat(2_000_000) }).expect(413));
});

describe('the link in the mail', () => {
  it('confirms once, and of many at once exactly one', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['restriction']).expect(202);
    const token = await verificationToken(app, person.email);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => app.post('/v1/public/verifications', { token })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 19 }, () => 410),
    ]);
  });

  it('is kept only as a hash', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['access']).expect(202);
    const token = await verificationToken(app, person.email);
    const links = await app.owner.query<{ token_hash: Buffer }[]>('select token_hash from link');
    expect(links.map(({ token_hash }) => token_hash.toString('base64url'))).not.toContain(token);
  });

  it('expires after a day', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['access']).expect(202);
    const token = await verificationToken(app, person.email);
    const now = app.clock.now();
    app.clock.travelTo(new Date(now.getTime() + 25 * 3_600_000).toISOString());
    const answer = await app.post('/v1/public/verifications', { token }).expect(410);
    expect(answer.body).toMatchObject({ code: 'LINK_EXPIRED' });
    app.clock.travelTo(now.toISOString());
  });

  it('is unknown when it was never sent', () =>
    app.post('/v1/public/verifications', { token: 'ei-ole' }).expect(404));
});

describe('S16: an unsigned request from the address on record', () => {
  it('is accepted without a signature where the notice asks for one', async () => {
    const person = await givenCustomer(app, clerk, 'konttorimix');
    await askAndVerify(app, 'konttorimix', person, ['access']);
    const found = await caseOf(app, clerk, 'konttorimix', person.id);
    expect(found.items[0]!.state).not.toBe('awaiting-identification');
  });

  it('needs more than the address where the copy would carry bank details', async () => {
    const person = await givenCustomer(app, clerk, 'nokopa', {
      data: [{ category: 'bank-account', value: 'FI00 0000 0000 0000 00' }],
    });
    await askAndVerify(app, 'nokopa', person, ['access']);
    const found = await caseOf(app, clerk, 'nokopa', person.id);
    expect(found.items[0]!.state).toBe('awaiting-identification');
  });

  it('proves nothing by what only staff can see, nor by one fact given many times', async () => {
    const person = await givenCustomer(app, clerk, 'nokopa', {
      data: [{ category: 'bank-account', value: 'FI00 0000 0000 0000 00' }],
    });
    const again = { kind: 'customer-number', value: person.customerNumber };
    const proofs = [{ kind: 'id-shown', value: 'passi' }, again, again, { ...again, kind: 'customerNumber' }];
    await askAndVerify(app, 'nokopa', person, ['access'], { proofs });
    const found = await caseOf(app, clerk, 'nokopa', person.id);
    expect(found.items[0]!.state).toBe('awaiting-identification');
  });

  it('from an unknown address with a known name is doubted, and nothing is disclosed', async () => {
    const known = await givenCustomer(app, clerk, register);
    const stranger = { name: known.name, email: 'toinen@vieras.example' };
    await askAndVerify(app, register, stranger, ['access']);
    const question = await mailTo(app, stranger.email, /tunnist|henkilöllisyy/i);
    expect(question.text).not.toContain(known.email);
    expect(question.text).not.toMatch(/\/package\//);
  });
});

describe('one mailbox', () => {
  it('is not flooded, however its address is spelt, and refused input does not count', async () => {
    const limited = await startTestApp({ PUBLIC_RATE_LIMIT: '60' });
    try {
      const send = (email: string, also: object = {}) => limited.post(path, { ...valid, email, ...also });
      for (let times = 0; times < 5; times++) await send(valid.email, { rights: [] }).expect(400);
      for (const email of [valid.email, valid.email.toUpperCase(), valid.email])
        await send(email).expect(202);
      const { headers } = await send(valid.email).expect(429);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      await send('toinen@vieras.example').expect(202);
    } finally {
      await limited.stop();
    }
  });
});

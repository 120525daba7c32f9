import { Readable } from 'node:stream';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CsvImport } from '../src/customers/import/csv-import.service.js';
import { fetchPackage, record } from './support/cases.js';
import {
  ask,
  askAndVerify,
  type GivenPerson,
  givenCustomer,
  givenRecord,
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

const order = (register: string, body: object, key?: string) => {
  const test = app.post(`/v1/registers/${register}/mailing-lists`, body, supervisor);
  return key === undefined ? test : test.set('idempotency-key', key);
};

const forMarketing = { purpose: 'direct-marketing' };
const agreed = { ...forMarketing, recipient: 'accounting', ground: 'agreement' };

const forbid = (register: string, { id }: GivenPerson, prohibitions: string[]) =>
  app.patch(`/v1/registers/${register}/customers/${id}`, { prohibitions }, clerk).expect(200);

const disclosuresOf = async ({ id }: GivenPerson) => {
  const rows = await app.owner.query<{ categories: string[]; recipient: string; ground: string }[]>(
    'select categories, recipient, ground from disclosure where customer_id = $1',
    [id],
  );
  return rows;
};

describe('a mailing list', () => {
  const register = 'umacon';

  it('has names and postal addresses and nothing else, and says who is left out and why', async () => {
    const listed = await givenCustomer(app, clerk, register);
    const unwilling = await givenCustomer(app, clerk, register);
    await forbid(register, unwilling, ['dm']);
    const unlisted = await givenCustomer(app, clerk, register);
    await forbid(register, unlisted, ['list_publication']);
    const surveyed = await givenCustomer(app, clerk, register);
    await forbid(register, surveyed, ['market_research', 'disclosure_for_dm', 'profiling']);
    const restricted = await givenCustomer(app, clerk, register);
    await app
      .post(
        `/v1/registers/${register}/customers/${restricted.id}/restrictions`,
        { ground: '18(1)(a)', categories: ['postal-address'] },
        clerk,
      )
      .expect(201);
    const erasing = await givenCustomer(app, clerk, register, { personType: 'contact-person' });
    const opened = await record(app, clerk, register, ['erasure'], { person: { customerId: erasing.id } });
    await untilState(app, clerk, register, opened.id, 'erasure', 'awaiting-approval');

    const answer = await order(register, forMarketing).expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['mailing-list-listed']).toBe('2');
    expect(answer.headers['mailing-list-left-out']).toBe(
      'restricted=2, request-pending=0, forbidden=2, suppressed=0, no-address=0',
    );
    const lines = answer.text.trim().split('\r\n');
    expect(lines[0]).toContain('name;organisation;postal-address');
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(`^${listed.name};;Kuvitteellinen tie \\d+, 00100 Helsinki$`),
      expect.stringContaining(surveyed.name),
    ]);
    expect(answer.text).not.toMatch(/@|\+358/);
    expect(await disclosuresOf(listed)).toEqual([]);
    const research = await order(register, { purpose: 'market-research' }).expect(200);
    expect(research.text).not.toContain(surveyed.name);
    expect(research.text).toContain(unwilling.name);
  });

  it('leaves out whoever objected a moment ago, and whoever bears a label that was forbidden', async () => {
    const person = await givenCustomer(app, clerk, register);
    expect((await order(register, forMarketing).expect(200)).text).toContain(person.name);
    await ask(app, register, person, ['objection']).expect(202);
    expect((await order(register, forMarketing).expect(200)).text).not.toContain(person.name);
  });

  it('tells in the access log of each person that it was made, and notes its counts', async () => {
    const person = await givenCustomer(app, clerk, register);
    const { headers } = await order(register, forMarketing).expect(200);
    const entries = await app.owner.query<{ action: string; details: Record<string, unknown> }[]>(
      `select action, details from audit_entry where details->>'list' = $1 order by id`,
      [headers['mailing-list-id']],
    );
    expect(entries.map(({ action }) => action)).toEqual(['mailing-list.compiled', 'mailing-list.finished']);
    expect(entries[0]!.details).toMatchObject({ purpose: 'ad-targeting', recipient: null });
    expect(entries[0]!.details['customers']).toContain(person.id);
    expect(entries[1]!.details).toMatchObject({ listed: Number(headers['mailing-list-listed']) });
  });

  it('runs nothing a person once typed', async () => {
    await givenCustomer(app, clerk, register, {
      data: [{ category: 'organisation', value: '=HYPERLINK("http://paha.example")' }],
    });
    const { text } = await order(register, forMarketing).expect(200);
    expect(text).toContain(`"'=HYPERLINK(""http://paha.example"")"`);
  });

  it('is of one register', async () => {
    const elsewhere = await givenCustomer(app, clerk, 'ip-produkter');
    expect((await order(register, forMarketing).expect(200)).text).not.toContain(elsewhere.name);
  });

  it.each([
    ['/purpose', {}],
    ['/purpose', { purpose: 'gossip' }],
    ['/ground', { ...forMarketing, ground: 'law' }],
    ['/ground', { ...forMarketing, recipient: 'accounting' }],
    ['/recipient', { ...forMarketing, recipient: 'nobody', ground: 'law' }],
    ['/format', { ...forMarketing, format: 'xlsx' }],
  ])('is refused for what is wrong at %s', async (pointer, body) => {
    const refused = await order(register, body).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ pointer }] });
  });

  it('is given out on a ground of the policy only, and by a supervisor only', async () => {
    const refused = await order(register, agreed).expect(409);
    expect(refused.body).toMatchObject({ code: 'DISCLOSURE_NOT_ALLOWED' });
    await app.post(`/v1/registers/${register}/mailing-lists`, forMarketing, clerk).expect(403);
  });
});

describe('a mailing list that is given out', () => {
  const register = 'konttorimix';

  it('notes each person as disclosed once, however often it is fetched, and leaves out who forbade that', async () => {
    const listed = await givenCustomer(app, clerk, register);
    const unwilling = await givenCustomer(app, clerk, register);
    await forbid(register, unwilling, ['disclosure_for_dm']);
    const first = await order(register, agreed, 'mailing-1').expect(200);
    const again = await order(register, agreed, 'mailing-1').expect(200);
    expect(again.headers['mailing-list-id']).toBe(first.headers['mailing-list-id']);
    expect(again.text).toBe(first.text);
    expect(first.text).toContain(listed.name);
    expect(first.text).not.toContain(unwilling.name);
    expect(await disclosuresOf(listed)).toEqual([
      { categories: ['name', 'postal-address'], recipient: 'accounting', ground: 'agreement' },
    ]);
    expect(await disclosuresOf(unwilling)).toEqual([]);
    await order(register, agreed).expect(200);
    expect(await disclosuresOf(listed)).toHaveLength(2);
  });

  it('of more people than are opened at once has each of them once', async () => {
    const number = 520;
    const lines = Array.from({ length: number }, (_, n) => `Ö-${n};consumer;Joukko ${n};Joukkotie ${n}`);
    const csv = ['customerNumber;personType;name;postalAddress', ...lines].join('\n');
    await app.service.app.get(CsvImport).importCsv('nokopa', 'customers', Readable.from([csv]), 'system');
    const { text, headers } = await order('nokopa', forMarketing).expect(200);
    expect(headers['mailing-list-listed']).toBe(String(number));
    expect(new Set(text.trim().split('\r\n')).size).toBe(number + 1);
  });
});

describe('electronic direct marketing', () => {
  const register = 'umacon';
  const path = ({ id }: GivenPerson, rest: string) => `/v1/registers/${register}/customers/${id}/${rest}`;
  const consent = { channel: 'email', givenOn: '2026-11-02', how: 'web-form', wording: 'newsletter-2026-1' };

  const reasonsOf = async (person: GivenPerson) => {
    const { body } = await app.get(path(person, 'marketing'), clerk).expect(200);
    const { channels } = body as { channels: { channel: string; allowed: boolean; reason: string }[] };
    return Object.fromEntries(
      channels.map(({ channel, allowed, reason }) => [channel, allowed ? reason : `no: ${reason}`]),
    );
  };
  const given = async (person: GivenPerson, body: object) => {
    const answer = await app.post(path(person, 'consents'), body, clerk).expect(201);
    return (answer.body as { id: string }).id;
  };

  it('needs consent for each channel, which is withdrawn as easily and told in the copy', async () => {
    const person = await givenCustomer(app, clerk, register);
    expect(await reasonsOf(person)).toEqual({
      post: 'not-forbidden',
      phone: 'not-forbidden',
      email: 'no: consent-missing',
      sms: 'no: consent-missing',
      'automatic-call': 'no: consent-missing',
    });
    const id = await given(person, consent);
    expect(await reasonsOf(person)).toMatchObject({ email: 'consented', sms: 'no: consent-missing' });
    const withdrawal = () =>
      request(app.url)
        .delete(path(person, `consents/${id}`))
        .set('authorization', `Bearer ${clerk.token}`);
    const { body } = await withdrawal().expect(200);
    expect(body).toMatchObject({ withdrawnOn: '2026-11-20' });
    expect((await withdrawal().expect(200)).body).toEqual(body);
    expect(await reasonsOf(person)).toMatchObject({ email: 'no: consent-missing' });
    const { body: listed } = await app.get(path(person, 'consents'), clerk).expect(200);
    expect(listed).toMatchObject({ data: [{ ...consent, withdrawnOn: '2026-11-20' }] });

    await askAndVerify(app, register, person, ['access']);
    const files = await fetchPackage(app, person.email);
    const copy = [...files].find(([name]) => name.endsWith('.json'))![1];
    expect(JSON.parse(copy)).toMatchObject({
      consents: [{ wording: 'newsletter-2026-1', givenOn: '2026-11-02', withdrawnOn: '2026-11-20' }],
      objection: expect.stringContaining('kieltää suoramarkkinoinnin') as string,
    });
  });

  it('ends with an objection, whatever was consented to', async () => {
    const person = await givenCustomer(app, clerk, register);
    await given(person, consent);
    await ask(app, register, person, ['objection']).expect(202);
    expect(new Set(Object.values(await reasonsOf(person)))).toEqual(new Set(['no: forbidden']));
  });

  it('needs none of an organisation, nor after a sale of similar products', async () => {
    const contact = await givenCustomer(app, clerk, register, { personType: 'contact-person' });
    expect(await reasonsOf(contact)).toMatchObject({ email: 'organisation-not-forbidden' });
    const buyer = await givenCustomer(app, clerk, register);
    const saleId = await givenRecord(app, clerk, register, buyer, 'orders', { date: '2026-11-01' });
    const sale = {
      ...consent,
      basis: 'similar-products',
      saleId,
      ownSimilarProducts: true,
      couldForbidAtCollection: true,
      canForbidInEachMessage: true,
    };
    for (const [pointer, also] of [
      ['/saleId', { saleId: contact.id }],
      ['/couldForbidAtCollection', { couldForbidAtCollection: undefined }],
      ['/saleId', { basis: 'consent' }],
      ['/givenOn', { givenOn: '2026-11-21' }],
      ['/source', { source: 'hearsay' }],
      ['/wording', { wording: 'Hyvä Aino!' }],
      ['/channel', { channel: 'post' }],
    ] as const) {
      const refused = await app.post(path(buyer, 'consents'), { ...sale, ...also }, clerk).expect(400);
      expect(refused.body).toMatchObject({ errors: [{ pointer }] });
    }
    await given(buyer, sale);
    expect(await reasonsOf(buyer)).toMatchObject({ email: 'similar-products', sms: 'no: consent-missing' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessCopy } from '../src/answers/copy-document.js';
import {
  categoriesOf,
  fetchPackage,
  freshCode,
  mailsTo,
  openPackage,
  packageToken,
  record,
} from './support/cases.js';
import {
  ask,
  askAndVerify,
  caseOf,
  type GivenPerson,
  givenCustomer,
  givenInvoice,
  givenRecord,
  mailTo,
  untilState,
  verificationToken,
} from './support/given.js';
import { type Login, startTestApp, type TestApp, TODAY } from './support/test-app.js';
import { asBytes, zippedTexts } from './support/zip.js';

let app: TestApp;
let clerk: Login;
const register = 'umacon';

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
});
afterAll(() => app.stop());

const copyFor = async ({ email }: GivenPerson) =>
  JSON.parse((await fetchPackage(app, email)).get('copy.json')!) as AccessCopy;
const valueOf = ({ data }: AccessCopy, category: string) =>
  data.filter((datum) => datum.category === category).map(({ value }) => value);

describe('S16: an unsigned request', () => {
  it('from the address on record is answered at a register whose notice asks for a signature', async () => {
    const person = await givenCustomer(app, clerk, 'konttorimix');
    await askAndVerify(app, 'konttorimix', person, ['access']);
    expect(valueOf(await copyFor(person), 'name')).toEqual([person.name]);
    const mails = (await app.mailbox.messages()).filter(({ to }) => to.includes(person.email));
    for (const { text } of mails) expect(text).not.toMatch(/allekirjoit|henkilökort|passi/i);
  });

  it('about bank details is answered once two facts of the record are proven', async () => {
    const person = await givenCustomer(app, clerk, 'nokopa', {
      data: [{ category: 'bank-account', value: 'FI00 1234 5600 0007 85' }],
    });
    await givenRecord(app, clerk, 'nokopa', person, 'orders', { reference: 'TILAUS-77', date: '2026-01-01' });
    const proofs = [
      { kind: 'order-number', value: 'TILAUS-77' },
      { kind: 'customer-number', value: person.customerNumber },
    ];
    await askAndVerify(app, 'nokopa', person, ['access'], { proofs });
    expect(valueOf(await copyFor(person), 'bank-account')).toEqual(['FI00 1234 5600 0007 85']);
  });
});

describe('S17: a request in Swedish where the notice offers Finnish and English', () => {
  it('is answered in Swedish, letter and copy', async () => {
    const person = await givenCustomer(app, clerk, 'ip-produkter');
    await askAndVerify(app, 'ip-produkter', person, ['access'], { language: 'sv' });
    const copy = await copyFor(person);
    expect(copy.language).toBe('sv');
    expect(copy.register).toBe('Kundregister');
    const letter = await mailTo(app, person.email, '/package/');
    expect(letter.text).toContain('Dataombudsmannens byrå');
    expect(letter.text).toContain('Fågelviksgränden 4');
    const found = await caseOf(app, clerk, 'ip-produkter', person.id);
    await untilState(app, clerk, 'ip-produkter', found.id, 'access', 'fulfilled');
  });
});

describe('S18: what the copy tells', () => {
  it('names recipients with dates, the end of each datum, its source and the rights', async () => {
    const person = await givenCustomer(app, clerk, register, {
      relationshipEnd: '2020-06-30',
      data: [
        { category: 'ip-address', value: '192.0.2.77', providedBy: 'observed' },
        { category: 'note', value: 'Toivoo aamutoimitusta', source: 'update-service' },
      ],
    });
    await givenInvoice(app, clerk, register, person, {
      bookedOn: '2024-05-05',
      status: 'paid',
      balance: '0.00',
      data: [{ category: 'invoice', value: { reference: 'LASKU-9', rows: 'kanariansininen tuoli' } }],
    });
    for (const [recipient, disclosedOn, ground] of [
      ['accounting', '2024-05-06', 'billing'],
      ['collection-agency', '2024-09-01', 'collection'],
    ]) {
      const disclosure = { recipient, disclosedOn, ground, categories: ['name', 'invoice'] };
      await app
        .post(`/v1/registers/${register}/customers/${person.id}/disclosures`, disclosure, clerk)
        .expect(201);
    }
    await askAndVerify(app, register, person, ['access']);
    const files = await fetchPackage(app, person.email);
    const copy = JSON.parse(files.get('copy.json')!) as AccessCopy;

    expect(copy.data.map(({ category }) => category).sort()).toEqual(await categoriesOf(app, person));
    expect(copy.recipients.map(({ name, disclosedOn }) => [name, disclosedOn])).toEqual([
      ['Tilipesä Havurinne Oy', '2024-05-06'],
      ['Perintä Vaahteramaa Oy', '2024-09-01'],
    ]);
    const of = (category: string) => copy.data.find((datum) => datum.category === category)!;
    expect(of('email').plannedErasure.lastDay).toBe('2030-06-30');
    expect(of('ip-address')).toMatchObject({ value: '192.0.2.77', providedBy: { code: 'observed' } });
    expect(of('note').source).toMatchObject({ code: 'update-service' });
    expect(of('note').source.text).toContain('muutoksia');
    expect(of('invoice').plannedErasure.lastDay).toBe('2030-12-31');
    expect(copy.purposes.length).toBeGreaterThan(5);
    expect(copy.rights.list.map(({ code }) => code)).toContain('rectification');
    expect(copy.complaint.authority.visiting).toContain('Lintulahdenkuja 4');
    expect(copy.automatedDecisions.made).toBeNull();
    expect(files.get('copy.html')).toContain('kanariansininen tuoli');
    expect(files.get('copy.html')).not.toMatch(/(src|href)="https?:\/\/(?!tietosuoja)/);
  });

  it('gives the date that would follow today while the relationship lasts', async () => {
    const person = await givenCustomer(app, clerk, register);
    await askAndVerify(app, register, person, ['access']);
    const email = (await copyFor(person)).data.find(({ category }) => category === 'email')!;
    expect(email.plannedErasure.lastDay).toBeNull();
    expect(email.plannedErasure.text).toContain('20.11.2036');
  });

  it('says that the controller has stated no retention where it has stated none', async () => {
    const person = await givenCustomer(app, clerk, 'nummek');
    await askAndVerify(app, 'nummek', person, ['access']);
    const { data } = await copyFor(person);
    expect(data.length).toBeGreaterThan(3);
    for (const { plannedErasure } of data) {
      expect(plannedErasure.lastDay).toBeNull();
      expect(plannedErasure.text).toContain('ei ole ilmoittanut säilytysaikaa');
    }
  });

  it('holds what is held, restricted and replaced, and when and why the data were read', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'note', value: 'Riidanalainen merkintä' }],
    });
    const customer = `/v1/registers/${register}/customers/${person.id}`;
    const { body } = await app.get(`${customer}/data`, clerk).expect(200);
    const phone = (body as { data: { id: string; category: string; value: string }[] }).data.find(
      ({ category }) => category === 'phone',
    )!;
    await app.patch(`${customer}/data/${phone.id}`, { value: '+358509999888' }, clerk).expect(200);
    const hold = { code: 'LEGAL_CLAIM', reason: 'Kanne vireillä', categories: ['note'], recordIds: [] };
    const dates = { from: '2026-01-01', reviewOn: '2026-12-31' };
    await app
      .post(`/v1/registers/${register}/holds`, { customerId: person.id, ...hold, ...dates }, clerk)
      .expect(201);
    await app.get(customer, clerk).expect(200);
    await app.post(`${customer}/restrictions`, { ground: '18(1)(a)' }, clerk).expect(201);
    await app.get(customer, clerk).expect(423);

    await askAndVerify(app, register, person, ['access']);
    const copy = await copyFor(person);
    expect(valueOf(copy, 'note')).toEqual(['Riidanalainen merkintä']);
    expect(valueOf(copy, 'phone').sort()).toEqual(['+358509999888', phone.value].sort());
    expect(copy.data.find(({ value }) => value === phone.value)!.replacedAt).not.toBeNull();
    expect(copy.restrictions).toHaveLength(1);
    expect(copy.reads.length).toBeGreaterThan(0);
    expect(JSON.stringify(copy.reads)).not.toContain(clerk.id);
  });

  it('is not told to staff by plan or timeline', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'note', value: 'kanarialintu' }],
    });
    await askAndVerify(app, register, person, ['access'], { details: 'kanarialintu sanoo' });
    await packageToken(app, person.email);
    const found = await caseOf(app, clerk, register, person.id);
    const auditor = await app.login('auditor');
    for (const part of ['', '/plan', '/timeline', '/clock']) {
      const { text } = await app
        .get(`/v1/registers/${register}/requests/${found.id}${part}`, auditor)
        .expect(200);
      for (const value of [
        person.name,
        person.email,
        person.customerNumber,
        'kanarialintu',
        'Kuvitteellinen',
      ])
        expect(text).not.toContain(value);
    }
    await app.get(`/v1/registers/${register}/requests/${found.id}/letters`, auditor).expect(403);
  });
});

describe('S32: the same person in two registers', () => {
  it('is found in the one that was asked, and there only', async () => {
    const asked = await givenCustomer(app, clerk, register);
    const data = [
      { category: 'name', value: asked.name },
      { category: 'email', value: asked.email },
      { category: 'note', value: 'vain toisessa rekisterissä' },
    ];
    const body = { customerNumber: 'X-32', personType: 'consumer', data };
    const other = await app.post('/v1/registers/ip-produkter/customers', body, clerk).expect(201);
    await askAndVerify(app, register, asked, ['access']);
    expect(JSON.stringify(await copyFor(asked))).not.toContain('vain toisessa');
    const { body: cases } = await app.get('/v1/registers/ip-produkter/requests?limit=200', clerk).expect(200);
    const customers = (cases as { data: { customerId: string }[] }).data.map(({ customerId }) => customerId);
    expect(customers).not.toContain((other.body as { id: string }).id);
    const found = await caseOf(app, clerk, register, asked.id);
    for (const part of ['', '/plan', '/timeline', '/letters'])
      await app.get(`/v1/registers/ip-produkter/requests/${found.id}${part}`, clerk).expect(404);
  });
});

describe('the package', () => {
  async function given(): Promise<{ person: GivenPerson; token: string }> {
    const person = await givenCustomer(app, clerk, register);
    await askAndVerify(app, register, person, ['access']);
    return { person, token: await packageToken(app, person.email) };
  }
  const opening = (token: string, code: string) => app.post('/v1/public/packages/openings', { token, code });
  const wrongFor = (code: string) => (code === '00000000' ? '11111111' : '00000000');

  it('needs the code and opens with it until its minutes are over', async () => {
    const { person, token } = await given();
    await opening(token, '12345678').expect(403);
    const code = await freshCode(app, person.email, token);
    const [page, data, archive] = [...(await openPackage(app, token, code)).keys()];
    expect([page, data]).toEqual(['copy.html', 'copy.json']);
    expect(archive).toMatch(/^UMA-2026-\w+-access\.zip$/);
    await opening(token, code).expect(200);
    app.clock.travelTo('2026-11-20T09:30:00+02:00');
    const answer = await opening(token, code).expect(403);
    expect(answer.body).toMatchObject({ code: 'CODE_WRONG' });
    app.clock.travelTo(TODAY);
  });

  it('locks after five wrong codes, also when they come at once, until a new code is asked for', async () => {
    const { person, token } = await given();
    const code = await freshCode(app, person.email, token);
    const wrong = await Promise.all(Array.from({ length: 5 }, () => opening(token, wrongFor(code))));
    expect(wrong.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    await opening(token, code).expect(403);
    const again = await freshCode(app, person.email, token);
    await opening(token, again).expect(200);
    if (again !== code) await opening(token, code).expect(403);
  });

  it('does not open with the code of another package', async () => {
    const mine = await given();
    const theirs = await given();
    const code = await freshCode(app, theirs.person.email, theirs.token);
    await freshCode(app, mine.person.email, mine.token);
    await opening(mine.token, code).expect(403);
    await opening(theirs.token, code).expect(200);
  });

  it('is gone with its link after thirty days', async () => {
    const { person, token } = await given();
    const code = await freshCode(app, person.email, token);
    app.clock.travelTo('2026-12-20T09:30:00+02:00');
    for (const path of ['codes', 'openings']) {
      const answer = await app.post(
        `/v1/public/packages/${path}`,
        path === 'codes' ? { token } : { token, code },
      );
      expect(answer.status).toBe(410);
    }
    app.clock.travelTo(TODAY);
  });

  it('is not opened by the token of another kind of link', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['access']).expect(202);
    const token = await verificationToken(app, person.email);
    await app.post('/v1/public/packages/codes', { token }).expect(404);
    await opening(token, '12345678').expect(404);
  });

  it('lies sealed, and neither code nor token is kept', async () => {
    const { person, token } = await given();
    const code = await freshCode(app, person.email, token);
    const [{ all }] = (await app.owner.query(
      `select string_agg(row_to_json(p)::text, '') || (select string_agg(row_to_json(l)::text, '') from link l)
       || (select string_agg(row_to_json(m)::text, '') from outgoing_mail m)
       || (select string_agg(row_to_json(c)::text, '') from package_page c) as all from package p`,
    )) as [{ all: string }];
    const bytes = all.replaceAll(/\\\\x([0-9a-f]*)/g, (_, hex: string) =>
      Buffer.from(hex, 'hex').toString('latin1'),
    );
    for (const secret of [person.email, person.name, token, code, 'copy.json']) {
      expect(all).not.toContain(secret);
      expect(bytes).not.toContain(secret);
    }
  });

  it('can be fetched with the page behind the link, and every opening is noted', async () => {
    const { person, token } = await given();
    const code = await freshCode(app, person.email, token);
    const page = await app
      .post(`/package/${token}`, { code: `${code.slice(0, 4)} ${code.slice(4)}` })
      .expect(200);
    expect(page.text).toContain('copy.html');
    // The archive stands first, and every file keeps its number.
    expect([...page.text.matchAll(/files\/(\d)\?/g)].map(([, number]) => number)).toEqual(['3', '1', '2']);
    const file = await app.post(`/package/${token}/files/2`, { code }).expect(200);
    expect(JSON.stringify(file.body)).toContain(person.email);
    const whole = await app
      .post(`/package/${token}/files/3`, { code })
      .buffer(true)
      .parse(asBytes)
      .expect(200);
    expect(whole.headers['content-type']).toBe('application/zip');
    expect(whole.headers['content-disposition']).toMatch(/^attachment; filename="UMA-2026-\w+-access\.zip"$/);
    const streamed = await app
      .post('/v1/public/packages/archives', { token, code })
      .buffer(true)
      .parse(asBytes)
      .expect(200);
    expect(streamed.headers['content-type']).toBe('application/zip');
    expect((streamed.body as Buffer).equals(whole.body as Buffer)).toBe(true);
    await app.post('/v1/public/packages/archives', { token, code: '00000000' }).expect(403);
    const inside = zippedTexts(whole.body as Buffer);
    expect(inside.get('data.json')).toContain(person.email);
    expect([...inside.keys()]).toEqual(
      expect.arrayContaining(['index.html', 'schema.json', 'email.csv', 'letter.pdf']),
    );
    await app.post(`/package/${token}/files/9`, { code }).expect(404);
    const found = await caseOf(app, clerk, register, person.id);
    const { text } = await app
      .get(`/v1/registers/${register}/requests/${found.id}/timeline`, clerk)
      .expect(200);
    expect(text).toContain('package.opened');
  });
});

describe('S20: access where nothing is held', () => {
  it('asked by letter is answered too', async () => {
    const email = 'kirjeella@vieras.example';
    await record(app, clerk, register, ['access'], { person: { name: 'Ei Kukaan Täällä', email } });
    await mailTo(app, email, 'Emme käsittele sinua koskevia');
    expect(await mailsTo(app, email, '/package/')).toBe(0);
  });
});

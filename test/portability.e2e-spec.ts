import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessCopy } from '../src/answers/copy-document.js';
import type { PortableData } from '../src/answers/portable-data.js';
import { Reconciler } from '../src/jobs/reconciler.js';
import type { RequestDto } from '../src/requests/dto/request.dto.js';
import type { TaskPageDto } from '../src/tasks/dto/task.dto.js';
import { fetchPackage, mailsTo } from './support/cases.js';
import {
  approve,
  askAndVerify,
  caseOf,
  type GivenPerson,
  givenCustomer,
  givenRecord,
  mailTo,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';
import { startWebhookReceiver, type WebhookReceiver } from './support/webhook-receiver.js';

let app: TestApp;
let clerk: Login;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
});
afterAll(() => app.stop());

describe('S27: a consumer moves on', () => {
  const register = 'umacon';
  let person: GivenPerson;
  let files: Map<string, string>;

  beforeAll(async () => {
    person = await givenCustomer(app, clerk, register, {
      data: [
        { category: 'ip-address', value: '192.0.2.5', providedBy: 'observed' },
        { category: 'note', value: 'Luottoluokka C', providedBy: 'derived' },
        { category: 'marketing-profile', value: 'kahvinystävä', basis: 'legitimate-interest' },
        { category: 'manual-material', value: 'messukortti' },
      ],
    });
    await givenRecord(app, clerk, register, person, 'orders', {
      date: '2026-05-05',
      reference: 'TILAUS-27',
      data: [{ category: 'order', value: { reference: 'TILAUS-27', rows: '=cmd|"/c calc"; tuoli' } }],
    });
    await askAndVerify(app, register, person, ['portability']);
    files = await fetchPackage(app, person.email);
  });

  it('gets what they provided, and nothing derived, weighed or on paper', () => {
    const { data } = JSON.parse(files.get('data.json')!) as PortableData;
    expect(data.map(({ category }) => category).sort()).toEqual(
      ['name', 'email', 'phone', 'postal-address', 'ip-address', 'order'].sort(),
    );
    const everything = [...files.values()].join('\n');
    for (const own of [person.name, person.email, '192.0.2.5', 'TILAUS-27'])
      expect(everything).toContain(own);
    for (const other of ['Luottoluokka', 'kahvinystävä', 'messukortti'])
      expect(everything).not.toContain(other);
  });

  it('as JSON that fits its schema, and as CSV that a spreadsheet does not run', () => {
    const schema = JSON.parse(files.get('schema.json')!) as object;
    const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect(fits(JSON.parse(files.get('data.json')!))).toBe(true);
    expect(fits({})).toBe(false);
    const [email] = parse(files.get('email.csv')!, { columns: true, bom: true, delimiter: ';' }) as Record<
      string,
      string
    >[];
    expect(Object.values(email!)).toContain(person.email);
    const cells = (parse(files.get('order.csv')!, { bom: true, delimiter: ';' }) as string[][]).flat();
    for (const cell of cells) expect(cell).not.toMatch(/^[=+@]/);
  });

  it('with a list of the files by which a loss or change shows', () => {
    const { files: listed } = JSON.parse(files.get('manifest.json')!) as {
      files: { name: string; bytes: number; sha256: string }[];
    };
    const single = [...files.keys()].filter((name) => !name.endsWith('.zip'));
    expect(single).toHaveLength(files.size - 1);
    expect([...listed.map(({ name }) => name), 'manifest.json'].sort()).toEqual(single.sort());
    for (const { name, bytes, sha256 } of listed) {
      const content = Buffer.from(files.get(name)!);
      expect(content.length).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
  });

  it('is a part of what access gives, and deletes nothing', async () => {
    const { data } = JSON.parse(files.get('data.json')!) as PortableData;
    await askAndVerify(app, register, person, ['access']);
    await copyThePaper(register);
    const copy = JSON.parse(
      await until('the copy', async () => (await fetchPackage(app, person.email)).get('copy.json')),
    ) as AccessCopy;
    const values = copy.data.map(({ value }) => JSON.stringify(value));
    for (const { value } of data) expect(values).toContain(JSON.stringify(value));
    expect(copy.data.length).toBeGreaterThan(data.length);
  });
});

/** Access waits for the paper, which no portability asks for. */
async function copyThePaper(register: string): Promise<void> {
  const path = `/v1/registers/${register}/tasks?state=open`;
  const task = await until('the task', async () => {
    const { body } = await app.get(path, clerk).expect(200);
    return (body as TaskPageDto).data[0];
  });
  const done = { outcome: 'enclosed', completedOn: app.clock.today() };
  const deed = `/v1/registers/${register}/requests/${task.requestId}/tasks/${task.id}/complete`;
  await app.post(deed, done, clerk).expect(200);
}

describe('S27: a contact person', () => {
  it('is refused, told why, and offered a copy', async () => {
    const register = 'umacon';
    const person = await givenCustomer(app, clerk, register, {
      personType: 'contact-person',
      data: [{ category: 'organisation', value: 'Esimerkkiyhtiö Oy' }],
    });
    await askAndVerify(app, register, person, ['portability']);
    const found = await caseOf(app, clerk, register, person.id);
    await untilState(app, clerk, register, found.id, 'portability', 'refused');
    const letter = await mailTo(app, person.email, 'Voit kuitenkin pyytää tiedoistasi jäljennöksen');
    expect(letter.text).toContain('20 artiklan');
    expect(letter.text).toContain('Lintulahdenkuja 4');
    expect(await mailsTo(app, person.email, '/package/')).toBe(0);
  });
});

describe('S27: a register whose notice does not name the right', () => {
  it('gives it all the same', async () => {
    const person = await givenCustomer(app, clerk, 'nummek');
    await askAndVerify(app, 'nummek', person, ['portability']);
    expect((await fetchPackage(app, person.email)).get('data.json')).toContain(person.email);
  });
});

describe('a person who wants the copy sent to another controller', () => {
  const register = 'umacon';
  let receiver: WebhookReceiver;

  beforeAll(async () => (receiver = await startWebhookReceiver()));
  afterAll(() => receiver.stop());

  async function asked(to: object = { url: receiver.url, name: 'Toinen Oy' }) {
    const person = await givenCustomer(app, clerk, register);
    await askAndVerify(app, register, person, ['portability'], { transmitTo: to });
    const { id } = await caseOf(app, clerk, register, person.id);
    const request = await untilState(app, clerk, register, id, 'portability', 'awaiting-approval');
    return { person, request };
  }
  const transmissionOf = async ({ id }: { id: string }) =>
    (await app.get(`/v1/registers/${register}/requests/${id}/transmission`, clerk).expect(200))
      .body as object;
  const approved = async (request: RequestDto, also: object = {}) =>
    approve(app, await app.login('supervisor'), register, request, 'portability', also);

  it('has it sent once staff have seen where to, and is told when; their own copy comes all the same', async () => {
    const { person, request } = await asked();
    expect(await transmissionOf(request)).toMatchObject({ url: receiver.url, state: 'asked', attempts: 0 });
    expect(receiver.received).toHaveLength(0);
    receiver.answer = { status: 200, body: 'mitä sattuu' };
    await approved(request);
    const letter = await mailTo(app, person.email, 'suoraan vastaanottajalle Toinen Oy');
    expect(letter.text).toContain('20.11.2026');
    const [{ headers }] = receiver.received as [(typeof receiver.received)[number]];
    expect(headers['content-type']).toBe('application/zip');
    expect(headers['content-digest']).toMatch(/^sha-256=:/);
    await untilState(app, clerk, register, request.id, 'portability', 'fulfilled');
    expect(await transmissionOf(request)).toMatchObject({ state: 'sent', attempts: 1 });
    expect((await fetchPackage(app, person.email)).get('data.json')).toContain(person.email);
    await app.service.app.get(Reconciler).sweep();
    expect(receiver.received).toHaveLength(1);
    const [{ all }] = (await app.owner.query(
      `select string_agg(row_to_json(t)::text, '') || (select string_agg(details::text, '') from audit_entry) as all
       from transmission t`,
    )) as [{ all: string }];
    expect(all).not.toContain('koukku');
  });

  it('is told that it was not feasible when nobody takes it, and gets their own copy', async () => {
    receiver.received.length = 0;
    receiver.answer = { status: 302, headers: { location: 'http://169.254.169.254/' } };
    const { person, request } = await asked();
    await approved(request);
    await until('the first attempt', async () => {
      const { attempts, reason } = (await transmissionOf(request)) as { attempts: number; reason: string };
      return attempts === 1 && reason === 'STATUS_302';
    });
    expect(await mailsTo(app, person.email, '/package/')).toBe(0);
    const last = "update transmission set attempts = 9, not_before = '2026-01-01' where request_id = $1";
    await app.owner.query(last, [request.id]);
    await app.service.app.get(Reconciler).sweep();
    await mailTo(app, person.email, 'Se ei ollut teknisesti mahdollista');
    expect(receiver.received).toHaveLength(2);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    expect((await fetchPackage(app, person.email)).get('data.json')).toContain(person.email);
  });

  it('is told why staff do not let it go there', async () => {
    receiver.received.length = 0;
    const { person, request } = await asked();
    await approved(request, { transmissionDeclined: 'Osoite ei ole vastaanottajan oma.' });
    const letter = await mailTo(app, person.email, 'Syy: Osoite ei ole vastaanottajan oma.');
    expect(letter.text).toContain('Saat tiedot itse');
    expect(receiver.received).toHaveLength(0);
    expect(await transmissionOf(request)).toMatchObject({ state: 'declined' });
  });

  it('cannot have it sent into a private network, in the clear or without the right itself', async () => {
    const body = { name: 'Testi', email: 'testi@posti.example', language: 'fi', rights: ['portability'] };
    const send = (also: object) =>
      app.post(`/v1/public/registers/${register}/requests`, { ...body, ...also });
    for (const url of [
      'https://10.1.2.3/',
      'http://toinen.example/',
      'https://a:b@toinen.example/',
      'siirto',
    ]) {
      const answer = await send({ transmitTo: { url } }).expect(400);
      expect(answer.body).toMatchObject({ errors: [{ pointer: '/transmitTo/url' }] });
      expect(JSON.stringify(answer.body)).not.toContain('10.1.2.3');
    }
    await send({ rights: ['access'], transmitTo: { url: 'https://toinen.example/' } }).expect(400);
  });
});

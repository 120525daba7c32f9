import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Category, Right } from '../src/domain/category.js';
import type { NotificationDto, NotificationsDto } from '../src/recipients/dto/notification.dto.js';
import { NotificationCourier } from '../src/recipients/notification-courier.js';
import type { RequestDto } from '../src/requests/dto/request.dto.js';
import type { ReviewPageDto } from '../src/retention/dto/review.dto.js';
import { DailySweep } from '../src/retention/daily-sweep.js';
import { act, answerLetter, notedActions, record } from './support/cases.js';
import { policiesTelling } from './support/edited-policies.js';
import {
  approve,
  type GivenPerson,
  givenCustomer,
  givenInvoice,
  mailTo,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';
import { isSigned, startWebhookReceiver, type WebhookReceiver } from './support/webhook-receiver.js';

const register = 'umacon';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const AGENCY = 'tietosuoja@perinta-vaahteramaa.example';
const SOURCE = 'korjaukset@alihankkija.example';

let app: TestApp;
let clerk: Login;
let supervisor: Login;
let accounting: WebhookReceiver;
let redirecting: WebhookReceiver;
let folder: string;

beforeAll(async () => {
  [accounting, redirecting] = await Promise.all([startWebhookReceiver(), startWebhookReceiver()]);
  const hook = ({ url }: WebhookReceiver) => ({ webhook: { url, secret: 'ACCOUNTING' } });
  folder = policiesTelling(register, {
    recipients: { accounting: hook(accounting), 'credit-information': hook(redirecting), hosting: {} },
    sources: { subcontractor: { email: SOURCE } },
  });
  app = await startTestApp({ POLICIES_DIR: folder, WEBHOOK_SECRETS: `ACCOUNTING=${SECRET}` });
  await login();
});
afterAll(async () => {
  await app.stop();
  await Promise.all([accounting.stop(), redirecting.stop()]);
  rmSync(folder, { recursive: true });
});

async function login(): Promise<void> {
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
}

async function disclosed({ id }: GivenPerson, recipient: string, categories: Category[]): Promise<void> {
  const disclosure = { recipient, categories, ground: 'billing', disclosedOn: '2026-10-01' };
  await app.post(`/v1/registers/${register}/customers/${id}/disclosures`, disclosure, clerk).expect(201);
}

/** Asks for one right, says yes to the plan where that is needed, and waits for the end. */
async function carriedOut(
  person: GivenPerson,
  right: Right,
  state: string,
  also: object = {},
): Promise<RequestDto> {
  const asked = await record(app, clerk, register, [right], { person: { customerId: person.id }, ...also });
  if (right !== 'restriction') {
    const planned = await untilState(app, clerk, register, asked.id, right, 'awaiting-approval');
    await approve(app, supervisor, register, planned, right);
  }
  return untilState(app, clerk, register, asked.id, right, state);
}

async function notificationsOf({ id }: { id: string }): Promise<NotificationDto[]> {
  const { body } = await app.get(`/v1/registers/${register}/requests/${id}/notifications`, clerk).expect(200);
  return (body as NotificationsDto).data;
}

const told = (request: RequestDto, recipient: string, state: string) =>
  until(`${recipient} ${state}`, async () =>
    (await notificationsOf(request)).find((each) => each.recipient === recipient && each.state === state),
  );

const of = (receiver: WebhookReceiver, { id }: { id: string }) =>
  receiver.received.filter(({ headers }) => headers['webhook-id'] === id);

const mailsAbout = async (email: string, { reference }: NotificationDto) =>
  (await app.mailbox.messages()).filter(({ to, text }) => to.includes(email) && text.includes(reference));

const later = (seconds: number) =>
  app.clock.travelTo(new Date(app.clock.now().getTime() + seconds * 1000).toISOString());

const wherever = (request: RequestDto, { id }: NotificationDto, deed: string, inRegister = register) =>
  `/v1/registers/${inRegister}/requests/${request.id}/notifications/${id}/${deed}`;

async function reviewOf({ id }: NotificationDto, at: string) {
  const path = `/v1/registers/${register}/reviews?at=${at}&limit=200`;
  const { body } = await app.get(path, supervisor).expect(200);
  return (body as ReviewPageDto).data.find((review) => review.id === id);
}

describe('an erasure', () => {
  it('is told to each recipient of what was erased: one that is down is tried again, none is told twice', async () => {
    const person = await givenCustomer(app, clerk, register);
    await disclosed(person, 'accounting', ['email', 'phone']);
    await disclosed(person, 'accounting', ['phone']);
    await disclosed(person, 'collection-agency', ['name', 'postal-address']);
    await disclosed(person, 'credit-information', ['bank-account']);
    accounting.answer = { status: 503, body: 'x'.repeat(200_000) };
    const request = await carriedOut(person, 'erasure', 'fulfilled');

    const agency = await told(request, 'collection-agency', 'delivered');
    const down = (await notificationsOf(request)).find(({ recipient }) => recipient === 'accounting')!;
    expect(down).toMatchObject({ state: 'queued', categories: ['email', 'phone'], right: 'erasure' });
    expect(await notificationsOf(request)).toHaveLength(2);

    await until('an attempt', async () => of(accounting, down).length === 1);
    later(130);
    await until('another', async () => of(accounting, down).length === 2);
    accounting.answer = { status: 200, body: 'this is not JSON' };
    later(130);
    // Taken, whatever it said; that it was acted on needs an act of its own, and until then it comes up for review.
    const taken = await told(request, 'accounting', 'delivered');
    expect(taken).toMatchObject({ attempts: 3, acknowledgedAt: null, failure: null });
    expect(await reviewOf(taken, taken.escalateOn)).toBeDefined();

    const courier = app.service.app.get(NotificationCourier, { strict: false });
    await Promise.all([agency, agency, down, down].map(({ id }) => courier.send(register, id)));
    const attempts = of(accounting, down);
    expect(attempts).toHaveLength(3);
    expect(attempts.every((attempt) => isSigned(attempt, SECRET))).toBe(true);
    expect(attempts.every((attempt) => isSigned(attempt, `${SECRET.slice(0, -1)}A`))).toBe(false);
    expect(new Set(attempts.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(attempts[0]!.body)).toEqual({
      type: 'recipient.notification',
      timestamp: down.createdAt,
      data: {
        register,
        reference: down.reference,
        right: 'erasure',
        person: [{ kind: 'email', value: person.email }],
        changes: [
          { category: 'email', change: 'erased' },
          { category: 'phone', change: 'erased' },
        ],
      },
    });

    const mails = await mailsAbout(AGENCY, agency);
    expect(mails).toHaveLength(1);
    expect(mails[0]!.messageId).toContain(agency.id);
    expect(mails[0]!.text).toContain('Poistettu rekisteristämme.');
    expect(mails[0]!.text).toContain(person.name);
    expect(mails[0]!.text).not.toContain(person.email);
    expect(mails[0]!.subject).not.toContain(person.name);
    expect(await notedActions(app, request.id)).toEqual(
      expect.arrayContaining(['notification.written', 'notification.delivered']),
    );
  });

  it('tells who knows the person by the customer number that number and nothing else', async () => {
    const person = await givenCustomer(app, clerk, register);
    await givenInvoice(app, clerk, register, person, { bookedOn: '2026-10-15', dueOn: '2026-11-14' });
    await disclosed(person, 'accounting', ['name', 'email', 'phone', 'invoice']);
    accounting.answer = { status: 204 };
    const request = await carriedOut(person, 'erasure', 'partly-fulfilled');
    const row = await told(request, 'accounting', 'delivered');
    const { data } = JSON.parse(of(accounting, row)[0]!.body) as {
      data: { person: object[]; changes: { category: string; change: string }[] };
    };
    expect(data.person).toEqual([{ kind: 'customer-number', value: person.customerNumber }]);
    // What an open invoice keeps is only stored now (S04).
    expect(data.changes.map(({ category, change }) => `${category} ${change}`).sort()).toEqual([
      'email restricted',
      'invoice restricted',
      'name restricted',
      'phone erased',
    ]);
  });

  it('is not told to who received another record, and the letter says to whom it is', async () => {
    const [person, other] = [
      await givenCustomer(app, clerk, register),
      await givenCustomer(app, clerk, register),
    ];
    const paid = { status: 'paid', balance: '0.00' };
    const kept = await givenInvoice(app, clerk, register, person, { ...paid, bookedOn: '2026-03-10' });
    await givenInvoice(app, clerk, register, person, { ...paid, bookedOn: '2015-03-10' });
    const foreign = await givenInvoice(app, clerk, register, other, { ...paid, bookedOn: '2026-03-10' });
    const path = `/v1/registers/${register}/customers/${person.id}/disclosures`;
    const given = { ground: 'collection', disclosedOn: '2026-11-02', recipient: 'collection-agency' };
    const wrong = { ...given, categories: ['order'], recordIds: [kept, foreign] };
    const refused = await app.post(path, wrong, clerk).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/recordIds/1' }] });
    await app.post(path, { ...wrong, recordIds: [kept] }, clerk).expect(201);
    await disclosed(person, 'accounting', ['phone']);
    accounting.answer = { status: 204 };
    const request = await carriedOut(person, 'erasure', 'partly-fulfilled');
    await told(request, 'accounting', 'delivered');
    expect((await notificationsOf(request)).map(({ recipient }) => recipient)).toEqual(['accounting']);
    const { text } = await answerLetter(app, clerk, register, request);
    const [before, after] = text.split('Ilmoitamme heille poistosta');
    expect(before).toBeDefined();
    const [toldThem, others] = after!.split('Tietojasi on luovutettu seuraaville vastaanottajille.');
    expect(toldThem).toContain('Tilipesä');
    expect(toldThem).not.toContain('Perintä');
    expect(others).toContain('Perintä');
  });

  it('names the collector of an open case, who is told of what is only stored now', async () => {
    const person = await givenCustomer(app, clerk, register);
    const handedOver = { bookedOn: '2026-08-03', status: 'in-collection' };
    await givenInvoice(app, clerk, register, person, handedOver);
    await disclosed(person, 'collection-agency', ['name', 'postal-address', 'invoice', 'phone']);
    const request = await carriedOut(person, 'erasure', 'partly-fulfilled');
    const { categories } = await told(request, 'collection-agency', 'delivered');
    expect([...categories].sort()).toEqual(['invoice', 'name', 'phone', 'postal-address']);
    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toMatch(/Ilmoitamme heille poistosta[^]*Perintä Vaahteramaa Oy/);
    expect(text).toContain('17 artiklan 3 kohdan e alakohta');
  });

  it('tells of its postponed part when that has run', async () => {
    const person = await givenCustomer(app, clerk, register);
    const invoice = await givenInvoice(app, clerk, register, person, {
      bookedOn: '2019-10-15',
      dueOn: '2019-11-14',
    });
    await disclosed(person, 'collection-agency', ['phone', 'invoice']);
    const request = await carriedOut(person, 'erasure', 'partly-fulfilled');
    await told(request, 'collection-agency', 'delivered');
    const paid = { status: 'paid', balance: '0.00' };
    const path = `/v1/registers/${register}/customers/${person.id}/invoices/${invoice}`;
    await app.patch(path, paid, clerk).expect(200);
    const both = await until('the second notification', async () => {
      const rows = await notificationsOf(request);
      return rows.length === 2 && rows.every(({ state }) => state === 'delivered') && rows;
    });
    expect(both.map(({ categories }) => categories)).toEqual([['phone', 'invoice'], ['invoice']]);
    const [mail, ...others] = await mailsAbout(AGENCY, both[1]!);
    expect(others).toEqual([]);
    expect(mail!.text).toContain('Laskun tiedot: Poistettu rekisteristämme.');
    expect(mail!.text).toContain(person.customerNumber);
  });
});

describe('a webhook', () => {
  it('that redirects is not followed, and counts as not delivered', async () => {
    const person = await givenCustomer(app, clerk, register);
    await disclosed(person, 'credit-information', ['name']);
    const elsewhere = await startWebhookReceiver();
    redirecting.answer = { status: 307, headers: { location: elsewhere.url } };
    const request = await carriedOut(person, 'restriction', 'fulfilled');
    const [row] = await notificationsOf(request);
    await until('two attempts', async () => {
      later(130);
      return of(redirecting, row!).length >= 2;
    });
    await until('the reason', async () => (await notificationsOf(request))[0]!.failure === 'STATUS_307');
    expect(await notificationsOf(request)).toMatchObject([{ state: 'queued' }]);
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });
});

describe('a restriction', () => {
  it('is told to those who have the data', async () => {
    const person = await givenCustomer(app, clerk, register);
    await disclosed(person, 'collection-agency', ['phone']);
    const request = await carriedOut(person, 'restriction', 'fulfilled');
    const row = await told(request, 'collection-agency', 'delivered');
    expect(row).toMatchObject({ right: 'restriction', categories: ['phone'] });
    const [mail] = await mailsAbout(AGENCY, row);
    expect(mail!.text).toContain('Käsittelyä on rajoitettu rekisterissämme.');
  });
});

describe('S21: a rectification', () => {
  it('is told to the recipients and the source of the datum, with the new value of that datum only', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'www-address', value: 'https://vanha.example', source: 'subcontractor' }],
    });
    await disclosed(person, 'accounting', ['email']);
    await disclosed(person, 'collection-agency', ['phone']);
    accounting.answer = { status: 204 };
    const corrections = [
      { category: 'email', value: 'uusi@posti.example', grounds: 'Vaihtui' },
      { category: 'www-address', value: 'https://uusi.example', grounds: 'Vaihtui' },
    ];
    const request = await carriedOut(person, 'rectification', 'fulfilled', { corrections });
    const row = await told(request, 'accounting', 'delivered');
    const { data } = JSON.parse(of(accounting, row)[0]!.body) as { data: object };
    // They know the person by the old address.
    expect(data).toMatchObject({
      right: 'rectification',
      person: [{ kind: 'email', value: person.email }],
      changes: [{ category: 'email', change: 'corrected', value: 'uusi@posti.example' }],
    });
    const source = await told(request, 'subcontractor', 'delivered');
    const mail = await mailTo(app, SOURCE, source.reference);
    expect(mail.text).toContain('Oikaistu rekisterissämme. Oikea tieto: https://uusi.example');
    expect(mail.text).not.toContain('uusi@posti.example');
    expect(await notificationsOf(request)).toHaveLength(2);
  });

  it('that is refused is told to nobody', async () => {
    const person = await givenCustomer(app, clerk, register);
    await disclosed(person, 'collection-agency', ['phone']);
    const asked = await record(app, clerk, register, ['rectification'], {
      person: { customerId: person.id },
      corrections: [{ category: 'phone', value: '+358501112223', grounds: 'Vaihtui' }],
    });
    const { items } = await untilState(app, clerk, register, asked.id, 'rectification', 'awaiting-approval');
    const refusal = { itemId: items[0]!.id, reasons: ['data-correct'], text: 'Numero on oikea.' };
    await act(app, supervisor, register, asked, 'refuse', refusal);
    await untilState(app, clerk, register, asked.id, 'rectification', 'refused');
    expect(await notificationsOf(asked)).toEqual([]);
  });
});

describe('staff', () => {
  async function givenTold(recipient: string): Promise<{ request: RequestDto; row: NotificationDto }> {
    const person = await givenCustomer(app, clerk, register);
    await disclosed(person, recipient, ['phone']);
    const request = await carriedOut(person, 'restriction', 'fulfilled');
    return { request, row: (await notificationsOf(request))[0]! };
  }

  it('are asked after fourteen days without a confirmation, until they note one', async () => {
    const { request } = await givenTold('collection-agency');
    const row = await told(request, 'collection-agency', 'delivered');
    expect(row.escalateOn).toBe('2026-12-04');
    expect(await reviewOf(row, '2026-12-03')).toBeUndefined();
    expect(await reviewOf(row, '2026-12-04')).toMatchObject({
      kind: 'notification-unacknowledged',
      requestId: request.id,
      customerId: request.customerId,
    });
    const path = wherever(request, row, 'acknowledge');
    for (const _ of [1, 2]) {
      const { body } = await app.post(path, {}, clerk).expect(200);
      expect(body).toMatchObject({ state: 'acknowledged', acknowledgedAt: expect.any(String) });
    }
    const noted = (await notedActions(app, request.id)).filter((action) => action.endsWith('.acknowledged'));
    expect(noted).toHaveLength(1);
    expect(await reviewOf(row, '2026-12-04')).toBeUndefined();
    const reason = 'Vastaanottaja on lopettanut toimintansa.';
    await app.post(wherever(request, row, 'excuse'), { reason }, clerk).expect(409);
  });

  it('are asked at once where there is no way to tell, and may say why it is not done', async () => {
    const { request, row } = await givenTold('hosting');
    expect(row).toMatchObject({ state: 'failed', attempts: 0 });
    expect(await reviewOf(row, '2026-11-20')).toMatchObject({ kind: 'notification-failed' });
    const path = wherever(request, row, 'excuse');
    for (const body of [{}, { reason: 'lyhyt' }, { reason: `lyhyt${' '.repeat(20)}` }]) {
      const refused = await app.post(path, body, clerk).expect(400);
      expect(refused.headers['content-type']).toContain('application/problem+json');
      const { errors } = refused.body as { errors: { pointer: string }[] };
      expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set(['/reason']));
    }
    const reason = 'Vastaanottaja on lopettanut toimintansa.';
    const { body } = await app.post(path, { reason }, clerk).expect(200);
    expect(body).toMatchObject({ state: 'excused', reason });
    expect(await notificationsOf(request)).toMatchObject([{ state: 'excused', reason }]);
    expect(await reviewOf(row, '2026-12-31')).toBeUndefined();
    const stored = await app.owner.query<object[]>('select details from audit_entry where request_id = $1', [
      request.id,
    ]);
    expect(JSON.stringify(stored)).not.toContain(reason);
  });

  it('are asked when the last try was in vain', async () => {
    redirecting.answer = { status: 500 };
    const { request, row } = await givenTold('credit-information');
    await until('the first try', async () => of(redirecting, row).length === 1);
    await app.owner.query('update recipient_notification set attempts = 9 where id = $1', [row.id]);
    later(130);
    const failed = await told(request, 'credit-information', 'failed');
    expect(failed).toMatchObject({ attempts: 10 });
    expect(await reviewOf(row, '2026-11-20')).toMatchObject({ kind: 'notification-failed' });
    expect(await notedActions(app, request.id)).toContain('notification.failed');
  });

  it('of another register find nothing', async () => {
    const { request, row } = await givenTold('hosting');
    await app.get(`/v1/registers/nokopa/requests/${request.id}/notifications`, clerk).expect(404);
    for (const deed of ['acknowledge', 'excuse']) {
      const reason = 'Vastaanottaja on lopettanut toimintansa.';
      const body = deed === 'excuse' ? { reason } : {};
      await app.post(wherever(request, row, deed, 'nokopa'), body, clerk).expect(404);
      await app.post(wherever(row as never, row, deed), body, clerk).expect(404);
    }
    await app.post(wherever(request, row, 'acknowledge'), {}).expect(401);
  });
});

describe('what no request caused', () => {
  const customers = `/v1/registers/${register}/customers`;
  const unasked = async ({ id }: GivenPerson): Promise<NotificationDto[]> => {
    const { body } = await app.get(`/v1/registers/${register}/notifications?limit=200`, clerk).expect(200);
    return (body as NotificationsDto).data.filter(({ customerId }) => customerId === id);
  };
  const toldUnasked = (person: GivenPerson, recipient: string, right: Right) =>
    until(`${recipient} told`, async () =>
      (await unasked(person)).find(
        (each) => each.recipient === recipient && each.right === right && each.state === 'delivered',
      ),
    );

  it('a correction by staff is told to recipients and source, once, with the new value', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'www-address', value: 'https://vanha.example', source: 'subcontractor' }],
    });
    await disclosed(person, 'accounting', ['email', 'www-address']);
    await disclosed(person, 'collection-agency', ['phone']);
    accounting.answer = { status: 204 };
    const { body } = await app.get(`${customers}/${person.id}/data`, clerk).expect(200);
    const { data } = body as { data: { id: string; category: string }[] };
    const { id } = data.find(({ category }) => category === 'www-address')!;
    await app
      .patch(`${customers}/${person.id}/data/${id}`, { value: 'https://uusi.example' }, clerk)
      .expect(200);
    const row = await toldUnasked(person, 'accounting', 'rectification');
    expect(row).toMatchObject({ itemId: null, categories: ['www-address'] });
    expect((JSON.parse(of(accounting, row)[0]!.body) as { data: object }).data).toMatchObject({
      person: [{ kind: 'email', value: person.email }],
      changes: [{ category: 'www-address', change: 'corrected', value: 'https://uusi.example' }],
    });
    const source = await toldUnasked(person, 'subcontractor', 'rectification');
    expect((await mailTo(app, SOURCE, source.reference)).text).toContain('https://uusi.example');
    expect(await unasked(person)).toHaveLength(2);
    const path = `/v1/registers/${register}/notifications/${row.id}`;
    await app.post(`${path}/acknowledge`, {}, clerk).expect(200);
    await app.post(`/v1/registers/nokopa/notifications/${row.id}/acknowledge`, {}, clerk).expect(404);
    expect(await reviewOf(source, '2026-12-04')).toMatchObject({ requestId: null, customerId: person.id });
    expect(await reviewOf(row, '2026-12-04')).toBeUndefined();
  });

  it('a restriction by staff is told to those who have what it covers', async () => {
    const person = await givenCustomer(app, clerk, register);
    await disclosed(person, 'collection-agency', ['phone', 'name']);
    await disclosed(person, 'accounting', ['email']);
    const restriction = { ground: '18(1)(a)', categories: ['phone'] };
    await app.post(`${customers}/${person.id}/restrictions`, restriction, clerk).expect(201);
    const row = await toldUnasked(person, 'collection-agency', 'restriction');
    expect(row.categories).toEqual(['phone']);
    expect(await unasked(person)).toHaveLength(1);
  });

  it('the restriction of the weighing time is told with its case', async () => {
    const person = await givenCustomer(app, clerk, register, { personType: 'contact-person' });
    await disclosed(person, 'collection-agency', ['phone']);
    const asked = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    await untilState(app, clerk, register, asked.id, 'erasure', 'awaiting-approval');
    const row = await told(asked, 'collection-agency', 'delivered');
    expect(row).toMatchObject({ right: 'restriction', categories: ['phone'] });
  });

  it('what the purge erases is told under a key of its own, which ends as a case file would', async () => {
    const person = await givenCustomer(app, clerk, register, { relationshipEnd: '2016-11-01' });
    const alone = await givenCustomer(app, clerk, register, { relationshipEnd: '2016-11-01' });
    await disclosed(person, 'collection-agency', ['phone', 'name']);
    for (const _ of [1, 2])
      await app.post(`/v1/registers/${register}/purges`, { dryRun: false }, supervisor).expect(202);
    const row = await toldUnasked(person, 'collection-agency', 'erasure');
    expect(row.categories.sort()).toEqual(['name', 'phone']);
    expect((await mailsAbout(AGENCY, row))[0]!.text).toContain('Poistettu rekisteristämme.');
    await app.get(`${customers}/${person.id}`, clerk).expect(404);
    expect(await unasked(person)).toHaveLength(1);
    expect(await unasked(alone)).toEqual([]);
    const keys = () =>
      app.owner.query<object[]>(
        `select 1 from recipient_notification told join vault.data_key on data_key.id = told.key_id where told.id = $1`,
        [row.id],
      );
    expect(await keys()).toHaveLength(1);
    const [{ keyId }] = await app.owner.query<[{ keyId: string }]>(
      'select key_id as "keyId" from recipient_notification where id = $1',
      [row.id],
    );
    const now = app.clock.now().toISOString();
    app.clock.travelTo('2029-11-22T12:00:00+02:00');
    await app.service.app.get(DailySweep).run();
    expect(await app.owner.query<object[]>('select 1 from vault.data_key where id = $1', [keyId])).toEqual(
      [],
    );
    app.clock.travelTo(now);
    await login();
    expect(await unasked(person)).toEqual([]);
  });
});

describe('the file of the case', () => {
  it('takes its notifications along, and what is told after it goes as long after', async () => {
    const person = await givenCustomer(app, clerk, register);
    const invoice = { bookedOn: '2024-03-01', status: 'paid', balance: '0.00' };
    await givenInvoice(app, clerk, register, person, invoice);
    await disclosed(person, 'collection-agency', ['phone', 'invoice']);
    const request = await carriedOut(person, 'erasure', 'partly-fulfilled');
    await told(request, 'collection-agency', 'delivered');
    const sweepOn = async (day: string) => {
      app.clock.travelTo(`${day}T12:00:00+02:00`);
      await login();
      await app.service.app.get(DailySweep).run();
    };
    await sweepOn('2029-12-01');
    await app.get(`/v1/registers/${register}/requests/${request.id}/notifications`, clerk).expect(404);
    await sweepOn('2031-01-01');
    const late = await told(request, 'collection-agency', 'delivered');
    expect(late.categories).toEqual(['invoice']);
    expect((await mailsAbout(AGENCY, late))[0]!.text).toContain(person.customerNumber);
    const keys = () =>
      app.owner.query<object[]>(
        `select 1 from vault.data_key where id = (select key_id from recipient_notification where id = $1)`,
        [late.id],
      );
    expect(await keys()).toHaveLength(1);
    await sweepOn('2034-01-02');
    expect(await keys()).toHaveLength(0);
    await app.get(`/v1/registers/${register}/requests/${request.id}/notifications`, clerk).expect(404);
  });
});

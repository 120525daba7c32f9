import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccessCopy } from '../src/answers/copy-document.js';
import type { Right } from '../src/domain/category.js';
import type { ConnectedSystem } from '../src/domain/register-policy.js';
import type { RequestDto } from '../src/requests/dto/request.dto.js';
import type { ReviewPageDto } from '../src/retention/dto/review.dto.js';
import type { TaskDto, TaskPageDto } from '../src/tasks/dto/task.dto.js';
import type { TaskMessage } from '../src/tasks/task-content.js';
import {
  act,
  answerLetter,
  categoriesOf,
  fetchPackage,
  itemOf,
  lettersOf,
  notedActions,
  record,
} from './support/cases.js';
import { policiesAsking } from './support/edited-policies.js';
import { approve, type GivenPerson, givenCustomer, givenRecord, untilState } from './support/given.js';
import { ReferenceSystem } from './support/reference-system.js';
import { type Login, startTestApp, type TestApp, TODAY, until } from './support/test-app.js';

const register = 'umacon';
const NEWSLETTER = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SHOP = 'whsec_NfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['subscriptions'],
  properties: { subscriptions: { type: 'array', items: { type: 'string' } } },
};

let app: TestApp;
let clerk: Login;
let supervisor: Login;
let newsletter: ReferenceSystem;
let shop: ReferenceSystem;
let folder: string;

beforeAll(async () => {
  [newsletter, shop] = await Promise.all([ReferenceSystem.start(NEWSLETTER), ReferenceSystem.start(SHOP)]);
  const common = { text: { fi: 'järjestelmä', sv: 'system', en: 'system' }, cite: 'Art. 28(3)(e) GDPR' };
  const systems: ConnectedSystem[] = [
    {
      ...common,
      code: 'newsletter',
      name: 'Uutiskirje Oy',
      rights: ['access', 'erasure', 'objection', 'rectification', 'restriction'],
      reach: { webhook: { url: newsletter.url, secret: 'NEWSLETTER' } },
      identifiers: ['email'],
      returns: { schema: SCHEMA },
      answerWithin: 'P7D',
    },
    {
      ...common,
      code: 'shop',
      name: 'Verkkokauppa',
      rights: ['access', 'erasure'],
      reach: { polling: true, secret: 'SHOP' },
      identifiers: ['customerNumber', 'phone'],
      returns: { schema: SCHEMA },
      answerWithin: 'P7D',
    },
  ];
  folder = policiesAsking(register, systems);
  app = await startTestApp({
    POLICIES_DIR: folder,
    WEBHOOK_SECRETS: `NEWSLETTER=${NEWSLETTER} SHOP=${SHOP}`,
  });
  for (const system of [newsletter, shop]) system.tellTime(() => app.clock.now());
  await login();
});
afterAll(async () => {
  await app.stop();
  await Promise.all([newsletter.stop(), shop.stop()]);
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  newsletter.play = 'honest';
  if (app.clock.today() !== '2026-11-20') {
    app.clock.travelTo(TODAY);
    await login();
  }
});

async function login(): Promise<void> {
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
}

async function travelTo(instant: string): Promise<void> {
  app.clock.travelTo(instant);
  await login();
}

async function asks(person: GivenPerson, right: Right, also: object = {}): Promise<RequestDto> {
  const asked = await record(app, clerk, register, [right], { person: { customerId: person.id }, ...also });
  if (right !== 'erasure') return asked;
  const planned = await untilState(app, clerk, register, asked.id, right, 'awaiting-approval');
  await approve(app, supervisor, register, planned, right);
  return asked;
}

async function tasksOf({ id }: { id: string }): Promise<TaskDto[]> {
  const { body } = await app.get(`/v1/registers/${register}/requests/${id}/tasks`, clerk).expect(200);
  return (body as TaskPageDto).data;
}

const taskOf = (request: RequestDto, system: string | null) =>
  until(`a task for ${system ?? 'paper'}`, async () =>
    (await tasksOf(request)).find((task) => task.system === system),
  );

const asking = (email: string) => until('the webhook', async () => newsletter.askedFor(email).at(-1));

const finish = (request: RequestDto, { id }: TaskDto, deed: string, body: object, as = clerk) =>
  app.post(`/v1/registers/${register}/requests/${request.id}/tasks/${id}/${deed}`, body, as);

const inbox = `/v1/systems/${register}/shop/tasks`;
const fetchTasks = (path = inbox, secret = SHOP) => app.get(path).set(shop.sign(path, secret));

/** The answer of the shop to one task, signed. */
function shopSays(id: string, answer: object): Promise<number> {
  return shop.callBack({ callback_url: `${app.url}${inbox}/${id}/results` }, answer);
}

async function shopSaysTruly(id: string, also: object = {}): Promise<void> {
  expect(await shopSays(id, { request_id: id, request_status: 'completed', ...also })).toBe(200);
}
const shopDone = (id: string) => shopSaysTruly(id);
const shopHasNothing = (id: string) => shopSaysTruly(id, { data: null });

async function reviewOf({ id }: TaskDto, at: string) {
  const { body } = await app
    .get(`/v1/registers/${register}/reviews?at=${at}&limit=200`, supervisor)
    .expect(200);
  return (body as ReviewPageDto).data.find((review) => review.id === id);
}

describe('access', () => {
  it('waits for the systems and gives what they return as a part of its own', async () => {
    const person = await givenCustomer(app, clerk, register);
    newsletter.holds.set(person.email, { subscriptions: ['kevätkirje'] });
    const request = await asks(person, 'access');

    const asked = await asking(person.email);
    expect(newsletter.wasSignedRightly(asked)).toBe(true);
    expect(asked.message).toMatchObject({
      request_type: 'access',
      identities: [{ identity_type: 'email', identity_value: person.email }],
    });
    const task = await taskOf(request, 'shop');
    expect(await app.get(`/v1/registers/${register}/requests/${request.id}`, clerk)).toMatchObject({
      body: {
        items: [{ state: 'in-progress' }],
        waitingFor: [{ taskId: task.id, kind: 'system', system: 'shop', due: '2026-11-27' }],
        nextActions: [expect.stringContaining('has not answered')],
      },
    });
    const { body } = await fetchTasks().expect(200);
    const [fetched] = (body as { data: TaskMessage[] }).data;
    expect(fetched).toMatchObject({ request_id: task.id, request_status: 'in_progress' });
    expect(fetched!.identities.map(({ identity_type }) => identity_type)).toEqual([
      'customerNumber',
      'phone',
    ]);
    const returned = { subscriptions: ['tilaus 1'] };
    await shopSaysTruly(task.id, { data: returned });
    expect((await fetchTasks().expect(200)).body).toMatchObject({ data: [] });

    await untilState(app, clerk, register, request.id, 'access', 'fulfilled');
    const letter = await answerLetter(app, clerk, register, request);
    expect(letter.text).toContain('Uutiskirje Oy: saimme tiedot 20.11.2026.');
    const files = await fetchPackage(app, person.email);
    const { fromSystems } = JSON.parse(files.get('copy.json')!) as AccessCopy;
    const filed = fromSystems.map(({ system, file }) => {
      const { data } = JSON.parse(files.get(file)!) as { data: unknown };
      return [system.text, data];
    });
    expect(filed).toEqual([
      ['Uutiskirje Oy', { subscriptions: ['kevätkirje'] }],
      ['Verkkokauppa', returned],
    ]);
    expect(files.get('copy.html')).toMatch(/Uutiskirje Oy[^]*kevätkirje[^]*Verkkokauppa[^]*tilaus 1/);
  });

  it('goes on at the target without a dead system, names it and what is missing, and follows up when it answers', async () => {
    newsletter.play = 'dead';
    const person = await givenCustomer(app, clerk, register);
    newsletter.holds.set(person.email, { subscriptions: ['syyskirje'] });
    const request = await asks(person, 'access');
    await shopHasNothing((await taskOf(request, 'shop')).id);
    const dead = await taskOf(request, 'newsletter');
    expect(await reviewOf(dead, '2026-11-26')).toBeUndefined();
    expect(await reviewOf(dead, '2026-11-27')).toMatchObject({ kind: 'system-unanswered' });

    await travelTo('2026-12-17T20:00:00+02:00');
    expect(await taskOf(request, 'newsletter')).toMatchObject({ passedOn: null });
    await travelTo('2026-12-18T09:00:00+02:00');
    await untilState(app, clerk, register, request.id, 'access', 'partly-fulfilled');
    const letter = await answerLetter(app, clerk, register, request);
    expect(letter.text).toContain('Uutiskirje Oy: tiedot, joita siinä voi olla sinusta');
    expect(letter.text).toContain('kirjoitamme sinulle, kun se on valmis');
    expect(letter.text).toContain('Verkkokauppa: tietojasi ei löytynyt');
    expect(letter.text).toMatch(/tietosuojavaltuutet/i);

    newsletter.play = 'honest';
    await finish(request, dead, 'ask-again', {}).expect(200);
    const late = await until('the supplement', async () =>
      (await lettersOf(app, clerk, register, request)).find(({ kind }) => kind === 'late-answer'),
    );
    expect(late.text).toContain('Uutiskirje Oy: saimme tiedot 18.12.2026.');
    expect(late.text).toContain('/package/');
    expect(await taskOf(request, 'newsletter')).toMatchObject({ state: 'completed', passedOn: '2026-12-18' });
    expect(await reviewOf(dead, '2026-12-30')).toBeUndefined();
  });

  it('is never completed by a lie: garbage, another task, an old signature, a used or an expired token', async () => {
    newsletter.play = 'lying';
    const [person, other] = [
      await givenCustomer(app, clerk, register),
      await givenCustomer(app, clerk, register),
    ];
    const request = await asks(person, 'access');
    const { message } = await asking(person.email);
    await until('the lie', async () => newsletter.answers.at(-1) === 400);
    const refused = await until('the refusal noted', async () =>
      (await tasksOf(request)).find(({ refusedAnswers }) => refusedAnswers === 1),
    );
    expect(refused).toMatchObject({ outcome: null, due: '2026-11-20' });
    expect(await reviewOf(refused, '2026-11-20')).toMatchObject({ kind: 'system-unanswered' });

    newsletter.play = 'silent';
    await asks(other, 'access');
    const { message: another } = await asking(other.email);
    const data = { subscriptions: [] };
    const done = { request_id: message.request_id, request_status: 'completed', data };
    expect(await newsletter.callBack(another, done)).toBe(409);
    const someoneElse = [{ identity_type: 'email', identity_value: other.email }];
    expect(await newsletter.callBack(message, { ...done, identities: someoneElse })).toBe(409);
    expect(await newsletter.callBack(message, done, SHOP)).toBe(401);
    expect(await newsletter.callBack(message, { ...done, request_status: 'erased' })).toBe(400);
    expect(
      await newsletter.callBack(message, { request_id: done.request_id, request_status: 'completed' }),
    ).toBe(400);
    const wrong = { ...message, callback_url: `${message.callback_url!.slice(0, -4)}AAAA` };
    expect(await newsletter.callBack(wrong, done)).toBe(404);
    const now = app.clock.now();
    newsletter.tellTime(() => new Date(now.getTime() - 600_000));
    expect(await newsletter.callBack(message, done)).toBe(401);
    newsletter.tellTime(() => app.clock.now());

    expect(await newsletter.callBack(message, done)).toBe(200);
    expect(await newsletter.callBack(message, done)).toBe(410);
    await travelTo('2027-06-01T09:00:00+03:00');
    expect(await newsletter.callBack(another, { ...done, request_id: another.request_id })).toBe(410);
  });

  it('takes up to ten megabytes of one system, and no more', async () => {
    newsletter.play = 'silent';
    const person = await givenCustomer(app, clerk, register);
    await asks(person, 'access');
    const { message } = await asking(person.email);
    const of = (bytes: number) => ({
      request_id: message.request_id,
      request_status: 'completed',
      data: { subscriptions: ['x'.repeat(bytes)] },
    });
    expect(await newsletter.callBack(message, of(11 * 1024 * 1024)).catch(() => 413)).toBe(413);
    expect(await newsletter.callBack(message, of(9 * 1024 * 1024))).toBe(200);
  });
});

describe('the inbox of a system behind a firewall', () => {
  it('opens to its own signature alone', async () => {
    await fetchTasks(inbox, NEWSLETTER).expect(401);
    await app.get(inbox).expect(401);
    await app
      .get(inbox)
      .set(shop.sign(`${inbox}?limit=1`))
      .expect(401);
    await app.get(inbox, clerk).expect(401);
    const elsewhere = '/v1/systems/konttorimix/shop/tasks';
    await app.get(elsewhere).set(shop.sign(elsewhere)).expect(401);
    const person = await givenCustomer(app, clerk, register);
    const task = await taskOf(await asks(person, 'access'), 'newsletter');
    expect(await shopSays(task.id, { request_id: task.id, request_status: 'completed', data: null })).toBe(
      404,
    );
    const paged = `${inbox}?limit=1`;
    const { body } = await fetchTasks(paged).expect(200);
    expect((body as TaskPageDto).data).toHaveLength(1);
  });
});

describe('erasure', () => {
  it('is asked of other systems after the approval, and confirmed by them before the answer', async () => {
    newsletter.play = 'twice';
    const person = await givenCustomer(app, clerk, register);
    const asked = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const planned = await untilState(app, clerk, register, asked.id, 'erasure', 'awaiting-approval');
    expect(await tasksOf(asked)).toEqual([]);
    expect(newsletter.askedFor(person.email)).toEqual([]);
    await approve(app, supervisor, register, planned, 'erasure');

    const { message } = await asking(person.email);
    expect(message).toMatchObject({ request_type: 'erasure', categories: expect.arrayContaining(['email']) });
    const task = await taskOf(asked, 'shop');
    expect(await categoriesOf(app, person)).toContain('email');
    await shopDone(task.id);
    await untilState(app, clerk, register, asked.id, 'erasure', 'fulfilled');
    expect(await categoriesOf(app, person)).toEqual([]);
    await until('the second answer', async () => newsletter.answers.at(-1) === 410);
    const letter = await answerLetter(app, clerk, register, asked);
    expect(letter.text).toContain('Verkkokauppa: tiedot on poistettu 20.11.2026.');
    const actions = await notedActions(app, asked.id);
    expect(actions.filter((action) => action === 'task.completed')).toHaveLength(2);
  });

  it('that a system could not confirm is partial, and the letter gives the reason', async () => {
    newsletter.play = 'silent';
    const person = await givenCustomer(app, clerk, register);
    const request = await asks(person, 'erasure');
    await shopDone((await taskOf(request, 'shop')).id);
    const task = await taskOf(request, 'newsletter');
    await finish(request, task, 'complete', { outcome: 'enclosed', completedOn: '2026-11-20' }).expect(400);
    await finish(request, task, 'complete', { outcome: 'done-otherwise', completedOn: '2026-11-21' }).expect(
      400,
    );
    await finish(request, task, 'excuse', { reason: 'Palvelu on lopetettu.' }).expect(200);
    await untilState(app, clerk, register, request.id, 'erasure', 'partly-fulfilled');
    const letter = await answerLetter(app, clerk, register, request);
    expect(letter.text).toContain('Olemme poistaneet tietosi tästä rekisteristä.');
    expect(letter.text).toContain('Uutiskirje Oy: tietojen poisto. Palvelu on lopetettu.');
    await finish(request, task, 'excuse', { reason: 'Palvelu on lopetettu.' }).expect(409);
  });

  it('that is withdrawn asks nobody any more', async () => {
    newsletter.play = 'silent';
    const person = await givenCustomer(app, clerk, register);
    const request = await asks(person, 'erasure');
    const task = await taskOf(request, 'shop');
    await act(app, clerk, register, request, 'withdraw', {});
    expect((await tasksOf(request)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(await shopSays(task.id, { request_id: task.id, request_status: 'completed' })).toBe(409);
  });
});

describe('a restriction', () => {
  it('is in force at once; only its answer waits for the others', async () => {
    newsletter.play = 'silent';
    const person = await givenCustomer(app, clerk, register);
    const request = await asks(person, 'restriction');
    const { message } = await asking(person.email);
    const customer = `/v1/registers/${register}/customers/${person.id}`;
    const { body } = await app.get(`${customer}/restrictions`, clerk);
    expect((body as { data: object[] }).data).toHaveLength(1);
    expect(await lettersOf(app, clerk, register, request)).toSatisfy((letters: { kind: string }[]) =>
      letters.every(({ kind }) => kind !== 'answer'),
    );
    await app.post(`/v1/registers/${register}/requests/${request.id}/withdraw`, {}, clerk).expect(409);
    expect(await newsletter.callBack(message, newsletter.truth(message))).toBe(200);
    await untilState(app, clerk, register, request.id, 'restriction', 'fulfilled');
    const rows = (await app.get(`${customer}/restrictions`, clerk)).body as { data: object[] };
    expect(rows.data).toHaveLength(1);
  });
});

describe('paper', () => {
  const FOLDER = { date: '2024-03-01' };
  const content = { place: 'arkisto, hylly 3', custodian: 'Kaisa Keksitty' };

  async function withFolder(): Promise<GivenPerson> {
    const person = await givenCustomer(app, clerk, register);
    const data = [{ category: 'manual-material', value: content }];
    await givenRecord(app, clerk, register, person, 'manual-material', { ...FOLDER, data });
    return person;
  }

  it('is destroyed before the letter says so, by whoever is bound by a commitment', async () => {
    const person = await withFolder();
    const request = await asks(person, 'erasure');
    await shopDone((await taskOf(request, 'shop')).id);
    const task = await taskOf(request, null);
    expect(task).toMatchObject({ kind: 'paper', deed: 'destroy', ...content, due: '2026-12-15' });
    const path = `/v1/registers/${register}/requests/${request.id}/tasks`;
    await app.get(path, await app.login('clerk', register, null)).expect(403);
    await app.get(path, await app.login('auditor')).expect(403);
    await finish(request, task, 'assign', { assignee: supervisor.id }).expect(200);
    const { body } = await app.get(`/v1/registers/${register}/tasks?state=open&limit=200`, clerk).expect(200);
    const open = (body as TaskPageDto).data;
    expect(open.find(({ id }) => id === task.id)).toMatchObject({ assignee: supervisor.id });
    expect(open.map(({ due }) => due)).toEqual(open.map(({ due }) => due).sort());
    expect((await lettersOf(app, clerk, register, request)).map(({ kind }) => kind)).not.toContain('answer');

    await finish(request, task, 'complete', { outcome: 'destroyed', completedOn: '2026-11-20' }).expect(200);
    await untilState(app, clerk, register, request.id, 'erasure', 'fulfilled');
    const letter = await answerLetter(app, clerk, register, request);
    expect(letter.text).toContain('aineisto on tuhottu 20.11.2026');
  });

  it('that nobody destroyed by the target leaves the erasure partial, and the second letter follows', async () => {
    const person = await withFolder();
    const request = await asks(person, 'erasure');
    await shopDone((await taskOf(request, 'shop')).id);
    const task = await taskOf(request, null);
    // Only the paper is missing by then.
    await until('the newsletter', async () => (await taskOf(request, 'newsletter')).state === 'completed');
    await travelTo('2026-12-18T09:00:00+02:00');
    await untilState(app, clerk, register, request.id, 'erasure', 'partly-fulfilled');
    expect((await answerLetter(app, clerk, register, request)).text).toContain('aineiston tuhoaminen');
    await finish(request, task, 'complete', { outcome: 'destroyed', completedOn: '2026-12-18' }).expect(200);
    const late = (await lettersOf(app, clerk, register, request)).find(({ kind }) => kind === 'late-answer');
    expect(late!.text).toContain('aineisto on tuhottu 18.12.2026');
  });

  it('is copied for access without naming who keeps it, and never asked for under portability', async () => {
    const person = await withFolder();
    const request = await asks(person, 'access');
    await shopHasNothing((await taskOf(request, 'shop')).id);
    const task = await taskOf(request, null);
    expect(task).toMatchObject({ deed: 'enclose' });
    await finish(request, task, 'complete', { outcome: 'enclosed', completedOn: '2026-11-20' }).expect(200);
    await untilState(app, clerk, register, request.id, 'access', 'fulfilled');
    const letter = await answerLetter(app, clerk, register, request);
    expect(letter.text).toContain('jäljennös on tehty');
    expect(letter.text).not.toContain('Keksitty');
    const portable = await record(app, clerk, register, ['portability'], {
      person: { customerId: person.id },
    });
    await until(
      'the end',
      async () => itemOf(portable, 'portability').state !== 'received' || tasksOf(portable),
    );
    expect(await tasksOf(portable)).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClockDto, LettersDto, RequestDto } from '../src/requests/dto/request.dto.js';
import { Reconciler } from '../src/jobs/reconciler.js';
import { Processing } from '../src/requests/processing.js';
import { givenCustomer, givenRecord, mailTo, untilState } from './support/given.js';
import { type Login, startTestApp, type TestApp, TODAY } from './support/test-app.js';

let app: TestApp;
let supervisor: Login;
const register = 'umacon';
const requests = `/v1/registers/${register}/requests`;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.travelTo(TODAY);
  supervisor = await app.login('supervisor');
});

/** A rectification waits for approval, so its clock can be watched. */
async function recorded(receivedOn: string, also: object = {}): Promise<RequestDto> {
  const person = await givenCustomer(app, supervisor, register);
  await givenRecord(app, supervisor, register, person, 'orders', { date: '2026-01-01' });
  const { body } = await app
    .post(
      requests,
      {
        receivedOn,
        channel: 'phone',
        language: 'fi',
        rights: ['rectification'],
        person: { customerId: person.id },
        corrections: [{ category: 'phone', value: '+358500009999', grounds: 'numero vaihtui' }],
        evidence: [{ kind: 'call-back', value: 'soitettu takaisin' }],
        ...also,
      },
      supervisor,
    )
    .expect(201);
  return body as RequestDto;
}

const clockOf = async ({ id }: RequestDto) =>
  (await app.get(`${requests}/${id}/clock`, supervisor).expect(200)).body as ClockDto;
const reason = 'Pyyntö on poikkeuksellisen laaja.';

describe('S14: extension', () => {
  it('within the first month gives one period of three months from receipt, once', async () => {
    app.clock.travelTo('2026-11-12T15:00:00+02:00');
    const request = await recorded('2026-10-12');
    expect(request.items[0]!.due).toBe('2026-11-12');
    const path = `${requests}/${request.id}/extend`;
    await app.post(path, { reason, reasons: ['hostility'] }, supervisor).expect(400);
    await app.post(path, { reason, reasons: [] }, supervisor).expect(400);
    const { body } = await app.post(path, { reason, reasons: ['complexity'] }, supervisor).expect(200);
    expect(body).toMatchObject({ extended: true, items: [{ due: '2027-01-12' }] });
    const { data } = (await app.get(`${requests}/${request.id}/letters`, supervisor)).body as LettersDto;
    const { text } = data.find(({ kind }) => kind === 'extension')!;
    for (const part of [
      '12.1.2027',
      `Pyyntö on monimutkainen. ${reason}`,
      '12 artiklan 3',
      'Lintulahdenkuja',
      'käräjäoikeu',
    ])
      expect(text).toContain(part);
    await app.post(`${requests}/${request.id}/extend`, { reason }, supervisor).expect(409);
  });

  it('does not count when its notice goes out after the month, or never', async () => {
    app.clock.travelTo('2026-11-12T15:00:00+02:00');
    const reachedByPost = { person: { name: 'Testi Postitse' }, rights: ['access'] };
    const request = await recorded('2026-10-12', { ...reachedByPost, corrections: undefined });
    const path = `${requests}/${request.id}`;
    const { body } = await app.post(`${path}/extend`, { reason }, supervisor).expect(200);
    expect(body).toMatchObject({ extended: true, overdue: false, items: [{ due: '2027-01-12' }] });

    app.clock.travelTo('2026-11-13T08:00:00+02:00');
    supervisor = await app.login('supervisor');
    expect((await app.get(path, supervisor).expect(200)).body).toMatchObject({
      overdue: true,
      items: [{ due: '2026-11-12' }],
    });
    expect(await clockOf(request)).toMatchObject({ extensionValid: false, extendedDue: null });

    const { data } = (await app.get(`${path}/letters`, supervisor).expect(200)).body as LettersDto;
    const letter = data.find(({ kind }) => kind === 'extension')!;
    const posted = (postedOn: string) => ({ letterId: letter.id, postedOn });
    await app.post(`${path}/posted`, posted('2026-11-13'), supervisor).expect(200);
    expect(await clockOf(request)).toMatchObject({ extensionValid: false });
  });

  it('counts when the notice was posted within the month', async () => {
    app.clock.travelTo('2026-11-12T15:00:00+02:00');
    supervisor = await app.login('supervisor');
    const reachedByPost = { person: { name: 'Testi Ajoissa' }, rights: ['access'] };
    const request = await recorded('2026-10-12', { ...reachedByPost, corrections: undefined });
    const path = `${requests}/${request.id}`;
    await app.post(`${path}/extend`, { reason }, supervisor).expect(200);
    const { data } = (await app.get(`${path}/letters`, supervisor).expect(200)).body as LettersDto;
    const letter = data.find(({ kind }) => kind === 'extension')!;
    app.clock.travelTo('2026-11-16T08:00:00+02:00');
    supervisor = await app.login('supervisor');
    await app.post(`${path}/posted`, { letterId: letter.id, postedOn: '2026-11-12' }, supervisor).expect(200);
    expect(await clockOf(request)).toMatchObject({ extensionValid: true, extendedDue: '2027-01-12' });
  });

  it('after the first month is refused, and the request is overdue', async () => {
    app.clock.travelTo('2026-11-13T08:00:00+02:00');
    const request = await recorded('2026-10-12');
    const answer = await app.post(`${requests}/${request.id}/extend`, { reason }, supervisor).expect(409);
    expect(answer.body).toMatchObject({ code: 'EXTENSION_TOO_LATE' });
    const { body } = await app.get(`${requests}/${request.id}`, supervisor).expect(200);
    expect(body).toMatchObject({ extended: false, overdue: true });
  });

  it('without a reason is refused', async () => {
    app.clock.travelTo('2026-11-12T15:00:00+02:00');
    const request = await recorded('2026-10-12');
    await app.post(`${requests}/${request.id}/extend`, {}, supervisor).expect(400);
  });
});

describe('S15: a question suspends the clock when asked in time', () => {
  it.each([
    ['two days later', '2026-11-04', '2026-11-11', 7, '2026-12-09'],
    ['ten working days later', '2026-11-16', '2026-11-20', 0, '2026-12-02'],
  ])('%s', async (_, asked, answered, days, due) => {
    app.clock.travelTo(`${asked}T10:00:00+02:00`);
    const request = await recorded('2026-11-02');
    await app
      .post(
        `${requests}/${request.id}/questions`,
        { about: 'clarification', text: 'Mitä numeroa tarkoitatte?' },
        supervisor,
      )
      .expect(200);
    app.clock.travelTo(`${answered}T10:00:00+02:00`);
    await app.post(`${requests}/${request.id}/answers`, { answeredOn: answered }, supervisor).expect(200);
    expect(await clockOf(request)).toMatchObject({ nominal: '2026-12-02', suspendedDays: days, due });
  });
});

describe('S15: a question that nobody answers', () => {
  const asker = 'hiljainen@vieras.example';

  async function unknown(email: string): Promise<RequestDto> {
    app.clock.travelTo('2026-11-02T10:00:00+02:00');
    supervisor = await app.login('supervisor');
    const { name } = await givenCustomer(app, supervisor, register);
    return recorded('2026-11-02', {
      channel: 'letter',
      rights: ['access'],
      person: { name, email },
      corrections: undefined,
      evidence: undefined,
    });
  }

  it('ends as not identifiable on the last day, told to whoever asked and disclosing nothing', async () => {
    const request = await unknown(asker);
    await mailTo(app, asker, 'Älä lähetä henkilötunnusta');
    app.clock.travelTo('2026-12-01T23:00:00+02:00');
    supervisor = await app.login('supervisor');
    await app.service.app.get(Reconciler).sweep();
    await app.service.app.get(Processing).process(register, request.id);
    await untilState(app, supervisor, register, request.id, 'access', 'awaiting-identification');
    app.clock.travelTo('2026-12-02T00:10:00+02:00');
    await untilState(app, supervisor, register, request.id, 'access', 'not-identifiable');
    const { text } = await mailTo(app, asker, 'emme ole saaneet vastausta');
    for (const part of ['12 artiklan 2 kohta', 'käräjäoikeu', 'Lintulahdenkuja', 'Voit täydentää'])
      expect(text).toContain(part);
    expect(text).not.toContain('Luovutuspäivät');
  });

  it('is left to staff when it never went out', async () => {
    const request = await unknown('matkalla@vieras.example');
    await mailTo(app, 'matkalla@vieras.example', 'Älä lähetä henkilötunnusta');
    await app.owner.query(
      `update outgoing_mail set state = 'bounced' where request_id = $1 and kind = 'question'`,
      [request.id],
    );
    app.clock.travelTo('2026-12-03T10:00:00+02:00');
    supervisor = await app.login('supervisor');
    await app.service.app.get(Processing).process(register, request.id);
    const { body } = await app.get(`${requests}/${request.id}`, supervisor).expect(200);
    expect(body).toMatchObject({ overdue: true, items: [{ state: 'awaiting-identification' }] });
  });
});

describe('a fee', () => {
  const given = { amount: '25.00', basis: 'manifestly-unfounded', reason: 'Pyyntö on tehty vain haitaksi.' };

  async function asked(body: object = {}) {
    app.clock.travelTo('2026-11-20T09:00:00+02:00');
    supervisor = await app.login('supervisor');
    const person = await givenCustomer(app, supervisor, register);
    const about = { person: { customerId: person.id } };
    const { id } = await recorded('2026-11-20', { ...about, channel: 'letter' });
    const request = await untilState(app, supervisor, register, id, 'rectification', 'awaiting-approval');
    const itemId = request.items[0]!.id;
    const path = `${requests}/${id}`;
    await app.post(`${path}/fee`, { itemId, ...given, ...body }, supervisor).expect(200);
    const { text } = await mailTo(app, person.email, given.reason);
    return { person, request, itemId, path, text, token: /\/fee\/([\w-]+)/.exec(text)![1]! };
  }
  const inState = (request: RequestDto, state: string) =>
    untilState(app, supervisor, register, request.id, 'rectification', state);

  it('is asked before anything is done, stops no clock, and is accepted with one of two buttons', async () => {
    const { request, itemId, path, text, token } = await asked();
    expect(text).toContain('25,00\u00a0€');
    expect(text).toContain('20.12.2026');
    expect((await app.get(path, supervisor)).body).toMatchObject({
      items: [
        {
          state: 'awaiting-clarification',
          due: '2026-12-21',
          fee: { amount: '25.00', answerBy: '2026-12-20', acceptedOn: null },
        },
      ],
      nextActions: [expect.stringContaining('fee')],
    });
    expect(await clockOf(request)).toMatchObject({ suspendedDays: 0, due: '2026-12-21' });
    // Neither a second fee nor an answer to a question that was not asked takes its place.
    await app.post(`${path}/fee`, { itemId, ...given }, supervisor).expect(409);
    await app.post(`${path}/answers`, { answeredOn: '2026-11-20' }, supervisor).expect(404);
    await app.service.app.get(Processing).process(register, request.id);
    const { data } = (await app.get(`${path}/letters`, supervisor)).body as LettersDto;
    expect(data.map(({ kind }) => kind)).not.toContain('question');

    const page = await app.get(`/fee/${token}?lang=sv`).expect(200);
    expect(page.text).toContain('Jag godkänner avgiften');
    await inState(request, 'awaiting-clarification');
    await app.post(`/fee/${token}/accept?lang=sv`, {}).expect(200);
    await inState(request, 'awaiting-approval');
    await app.post('/v1/public/fees', { token, answer: 'withdraw' }).expect(410);
    await app.get(`/fee/${token}`).expect(410);
  });

  it('is avoided by withdrawing, which costs nothing', async () => {
    const { request, token } = await asked();
    await app.post('/v1/public/fees', { token, answer: 'perhaps' }).expect(400);
    await app.post('/v1/public/fees', { token: 'x', answer: 'accept' }).expect(404);
    await app.post('/v1/public/fees', { token, answer: 'withdraw' }).expect(200, { status: 'withdrawn' });
    expect(await inState(request, 'withdrawn')).toMatchObject({ closedAt: expect.any(String) });
  });

  it('is noted as accepted by staff, when the person calls', async () => {
    const { request, itemId, path } = await asked();
    await app.post(`${path}/fee-accepted`, { itemId }, supervisor).expect(200);
    await inState(request, 'awaiting-approval');
    await app.post(`${path}/fee-accepted`, { itemId }, supervisor).expect(409);
  });

  it('that nobody answers ends in a refusal with its reasons, before the deadline', async () => {
    const { person, request, token } = await asked({ withdrawBy: '2026-12-04' });
    app.clock.travelTo('2026-12-04T23:30:00+02:00');
    await app.get(`/fee/${token}`).expect(200);
    app.clock.travelTo('2026-12-05T00:30:00+02:00');
    supervisor = await app.login('supervisor');
    await inState(request, 'refused');
    await app.post('/v1/public/fees', { token, answer: 'accept' }).expect(410);
    const { text } = await mailTo(app, person.email, 'etkä ole hyväksynyt maksua');
    for (const part of [given.reason, 'käräjäoikeu', 'Todistus korjauspyynnön epäämisestä'])
      expect(text).toContain(part);
  });

  it('is not asked without a lawful basis, an amount, a reason or time to answer', async () => {
    app.clock.travelTo('2026-11-20T09:00:00+02:00');
    supervisor = await app.login('supervisor');
    const request = await recorded('2026-11-20');
    const { items } = await inState(request, 'awaiting-approval');
    const path = `${requests}/${request.id}/fee`;
    const body = { itemId: items[0]!.id, ...given };
    const wrong: [object, string][] = [
      [{ amount: '25' }, '/amount'],
      [{ amount: '1000.00' }, '/amount'],
      [{ amount: 25 }, '/amount'],
      [{ basis: 'too-much-work' }, '/basis'],
      [{ basis: 'excessive' }, '/basis'],
      [{ basis: 'further-copy' }, '/basis'],
      [{ reason: undefined }, '/reason'],
      [{ withdrawBy: '2026-12-21' }, '/withdrawBy'],
      [{ withdrawBy: '2026-11-19' }, '/withdrawBy'],
    ];
    for (const [change, pointer] of wrong) {
      const answer = await app.post(path, { ...body, ...change }, supervisor).expect(400);
      expect((answer.body as { errors: unknown[] }).errors).toContainEqual(
        expect.objectContaining({ pointer }),
      );
    }
    const clerk = await app.login('clerk');
    await app.post(path, body, clerk).expect(403);
    app.clock.travelTo('2026-12-21T09:00:00+02:00');
    supervisor = await app.login('supervisor');
    const late = await app.post(path, body, supervisor).expect(409);
    expect(late.body).toMatchObject({ code: 'FEE_TOO_LATE' });
    await inState(request, 'awaiting-approval');
  });
});

describe('the day of receipt', () => {
  it('is the true one, but never one to come', async () => {
    app.clock.travelTo('2026-11-20T09:00:00+02:00');
    const person = await givenCustomer(app, supervisor, register);
    const body = { channel: 'letter', language: 'fi', rights: ['access'], person: { customerId: person.id } };
    await app.post(requests, { ...body, receivedOn: '2026-11-21' }, supervisor).expect(400);
    await app.post(requests, { ...body, receivedOn: '2026-02-30' }, supervisor).expect(400);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClockDto, LettersDto, RequestDto } from '../src/requests/dto/request.dto.js';
import { givenCustomer, givenRecord } from './support/given.js';
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
    const { body } = await app.post(`${requests}/${request.id}/extend`, { reason }, supervisor).expect(200);
    expect(body).toMatchObject({ extended: true, items: [{ due: '2027-01-12' }] });
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

describe('the day of receipt', () => {
  it('is the true one, but never one to come', async () => {
    app.clock.travelTo('2026-11-20T09:00:00+02:00');
    const person = await givenCustomer(app, supervisor, register);
    const body = { channel: 'letter', language: 'fi', rights: ['access'], person: { customerId: person.id } };
    await app.post(requests, { ...body, receivedOn: '2026-11-21' }, supervisor).expect(400);
    await app.post(requests, { ...body, receivedOn: '2026-02-30' }, supervisor).expect(400);
  });
});

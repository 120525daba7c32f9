import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClockDto, RequestDto } from '../src/requests/dto/request.dto.js';
import { givenCustomer, givenRecord } from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

let app: TestApp;
let supervisor: Login;
const register = 'umacon';
const requests = `/v1/registers/${register}/requests`;

beforeAll(async () => {
  app = await startTestApp();
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

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

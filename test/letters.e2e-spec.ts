import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerLetter, freshCode, packageToken, record } from './support/cases.js';
import { askAndVerify, caseOf, type GivenPerson, givenCustomer, untilState } from './support/given.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';
import { asBytes } from './support/zip.js';

let app: TestApp;
let clerk: Login;
const register = 'umacon';
const requests = `/v1/registers/${register}/requests`;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
});
afterAll(() => app.stop());

async function accessByPost(person: GivenPerson, language = 'fi') {
  const about = { person: { customerId: person.id, name: person.name }, language };
  const request = await record(app, clerk, register, ['access'], about);
  return { request, letter: await answerLetter(app, clerk, register, request) };
}

describe('a letter of a case', () => {
  it('is printed on the paper of the controller, under a name that tells nothing of the person', async () => {
    const person = { ...(await givenCustomer(app, clerk, register)), name: 'Åsa Žödquist-Näätä' };
    const { request, letter } = await accessByPost(person, 'sv');
    const path = `${requests}/${request.id}/letters/${letter.id}/pdf`;
    const { headers, body } = await app.get(path, clerk).buffer(true).parse(asBytes).expect(200);
    expect(headers['content-type']).toBe('application/pdf');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-disposition']).toBe(`inline; filename="${request.reference}-answer.pdf"`);
    const pdf = await getDocumentProxy(new Uint8Array(body as Buffer));
    const { text } = await extractText(pdf, { mergePages: true });
    for (const part of ['Umacon Oy', 'Åsa Žödquist-Näätä', request.reference, 'Dataombudsmannens byrå'])
      expect(text).toContain(part);
    const again = await app.get(path, clerk).buffer(true).parse(asBytes).expect(200);
    expect((again.body as Buffer).equals(body as Buffer)).toBe(true);
  });

  it('opens to those who may read the case, and with its own case only', async () => {
    const { request, letter } = await accessByPost(await givenCustomer(app, clerk, register));
    const other = await accessByPost(await givenCustomer(app, clerk, register));
    const auditor = await app.login('auditor');
    await app.get(`${requests}/${request.id}/letters/${letter.id}/pdf`, auditor).expect(403);
    await app.get(`${requests}/${request.id}/letters/${letter.id}/pdf`).expect(401);
    await app.get(`${requests}/${other.request.id}/letters/${letter.id}/pdf`, clerk).expect(404);
    await app.get(`${requests}/${request.id}/letters/nothing/pdf`, clerk).expect(404);
    const elsewhere = `/v1/registers/nokopa/requests/${request.id}/letters/${letter.id}/pdf`;
    await app.get(elsewhere, clerk).expect(404);
  });

  it('is not printed where its code or link is for the person alone', async () => {
    const person = await givenCustomer(app, clerk, register);
    await askAndVerify(app, register, person, ['access']);
    await freshCode(app, person.email, await packageToken(app, person.email));
    const { id } = await caseOf(app, clerk, register, person.id);
    await untilState(app, clerk, register, id, 'access', 'fulfilled');
    const mails = await app.owner.query<{ id: string; kind: string }[]>(
      `select id, kind from outgoing_mail where request_id = $1 and kind in ('verification', 'package-code')`,
      [id],
    );
    expect(mails.map(({ kind }) => kind).sort()).toEqual(['package-code', 'verification']);
    for (const mail of mails) await app.get(`${requests}/${id}/letters/${mail.id}/pdf`, clerk).expect(404);
  });
});

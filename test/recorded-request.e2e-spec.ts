import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Right } from '../src/domain/category.js';
import { Processing } from '../src/requests/processing.js';
import type { RequestDto } from '../src/requests/dto/request.dto.js';
import {
  act,
  answerLetter,
  categoriesOf,
  itemOf,
  lettersOf,
  mailsTo,
  notedActions,
  record,
} from './support/cases.js';
import {
  approve,
  askAndVerify,
  caseOf,
  type GivenPerson,
  givenCustomer,
  givenInvoice,
  givenRecord,
  mailTo,
  planOf,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;
const register = 'umacon';
const requests = `/v1/registers/${register}/requests`;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

/** Somebody the register knows by street and name only. */
async function givenPersonWithoutMail(): Promise<GivenPerson> {
  const person = await givenCustomer(app, clerk, register);
  await app.owner.query(`delete from datum where customer_id = $1 and category in ('email', 'phone')`, [
    person.id,
  ]);
  return person;
}

const settled = (request: RequestDto, right: Right, state: string) =>
  untilState(app, clerk, register, request.id, right, state);

describe('a signed letter', () => {
  it('counts from the day it truly arrived, and is answered to the address on record only', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['access'], {
      receivedOn: '2026-10-31',
      person: { customerId: person.id, name: person.name, email: 'muualle@vieras.example' },
      evidence: [{ kind: 'signature', value: 'allekirjoitus kirjeessä' }],
    });
    expect(request).toMatchObject({ receivedOn: '2026-10-31', items: [{ due: '2026-11-30' }] });
    await mailTo(app, person.email, /\/package\//);
    await settled(request, 'access', 'fulfilled');
    expect(await mailsTo(app, 'muualle@vieras.example', '')).toBe(0);
  });

  it('gives staff the copy to print for a letter they post, and for no other', async () => {
    const person = await givenPersonWithoutMail();
    const byPost = await record(app, clerk, register, ['access'], { person: { customerId: person.id } });
    const letter = await answerLetter(app, clerk, register, byPost);
    expect(letter.text).toContain('Tiedot ovat tämän kirjeen liitteenä.');
    expect(letter.text).not.toContain('/package/');
    const copy = `${requests}/${byPost.id}/packages/${byPost.items[0]!.id}`;
    const { body } = await app.get(copy, clerk).expect(200);
    expect((body as { files: { name: string }[] }).files.map(({ name }) => name)).toContain('copy.json');

    const mailed = await givenCustomer(app, clerk, register);
    const byMail = await record(app, clerk, register, ['access'], { person: { customerId: mailed.id } });
    await settled(byMail, 'access', 'fulfilled');
    await app.get(`${requests}/${byMail.id}/packages/${byMail.items[0]!.id}`, clerk).expect(404);
  });

  it('is answered by post when there is no e-mail address, and closed when the letter is in the post', async () => {
    const person = await givenPersonWithoutMail();
    const request = await record(app, clerk, register, ['erasure'], {
      person: { customerId: person.id, name: person.name },
    });
    await approve(
      app,
      supervisor,
      register,
      await settled(request, 'erasure', 'awaiting-approval'),
      'erasure',
    );
    const letter = await answerLetter(app, clerk, register, request);
    expect(letter.state).toBe('to-post');
    // The register has forgotten the street by now, so it must stand on the letter.
    expect(await categoriesOf(app, person)).toEqual([]);
    expect(letter.text).toContain(person.name);
    expect(letter.text).toContain('Kuvitteellinen tie');
    expect(letter.html).toContain('00100 Helsinki');

    const open = await settled(request, 'erasure', 'in-progress');
    expect(open.closedAt).toBeNull();
    await app
      .post(`${requests}/${request.id}/posted`, { letterId: letter.id, postedOn: '2026-11-21' }, clerk)
      .expect(400);
    app.clock.travelTo('2026-11-24T12:00:00+02:00');
    clerk = await app.login('clerk');
    supervisor = await app.login('supervisor');
    const closed = await act(app, clerk, register, request, 'posted', {
      letterId: letter.id,
      postedOn: '2026-11-23',
    });
    expect(closed).toMatchObject({ items: [{ state: 'fulfilled' }] });
    expect(closed.closedAt).not.toBeNull();
    // Answered on the day of posting, not on the day somebody found the time to say so.
    const [item] = await app.owner.query<{ on: string }[]>(
      `select to_char(answered_at at time zone 'Europe/Helsinki', 'YYYY-MM-DD') as on from request_item where request_id = $1`,
      [request.id],
    );
    expect(item!.on).toBe('2026-11-23');
    await app
      .post(`${requests}/${request.id}/posted`, { letterId: letter.id, postedOn: '2026-11-23' }, clerk)
      .expect(404);
  });

  it('is not recorded for a customer of another register', async () => {
    const other = await givenCustomer(app, clerk, 'nokopa');
    const body = {
      receivedOn: '2026-11-20',
      channel: 'letter',
      language: 'fi',
      rights: ['access'],
      person: { customerId: other.id },
    };
    await app.post(requests, body, clerk).expect(404);
  });

  it('with a name only is not believed until staff say what they saw', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['access'], {
      person: { name: person.name },
      evidence: [{ kind: 'signature', value: 'nimikirjoitus' }],
    });
    await settled(request, 'access', 'awaiting-identification');
    const other = await givenCustomer(app, clerk, 'nokopa');
    const evidence = [{ kind: 'call-back', value: 'soitettu tunnettuun numeroon' }];
    await app
      .post(`${requests}/${request.id}/identify`, { customerId: other.id, evidence }, clerk)
      .expect(404);
    await act(app, clerk, register, request, 'identify', { customerId: person.id, evidence });
    await mailTo(app, person.email, /\/package\//);
    await settled(request, 'access', 'fulfilled');
    await app
      .post(`${requests}/${request.id}/identify`, { customerId: person.id, evidence }, clerk)
      .expect(409);
  });

  it('does not get past the identification by a question about something else', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['access'], { person: { name: person.name } });
    await settled(request, 'access', 'awaiting-identification');
    await until(
      'the question of the house',
      async () => (await lettersOf(app, clerk, register, request)).length === 1,
    );
    await act(app, clerk, register, request, 'questions', {
      about: 'clarification',
      text: 'Mitä tietoja tarkoitatte?',
    });
    // First the question of the house about the person, then the one of staff.
    for (let question = 0; question < 2; question++)
      await act(app, clerk, register, request, 'answers', { answeredOn: app.clock.today() });
    await app.service.app.get(Processing).process(register, request.id);
    await settled(request, 'access', 'awaiting-identification');
    expect(await mailsTo(app, person.email, '/package/')).toBe(0);
  });
});

describe('a refusal', () => {
  it('needs reasons and words, and its letter names the remedies', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const { id: itemId } = itemOf(await settled(request, 'erasure', 'awaiting-approval'), 'erasure');
    const refuse = `${requests}/${request.id}/refuse`;
    const reasons = ['manifestly-unfounded'];
    const text = 'Pyyntö on esitetty pelkästään haittaamistarkoituksessa.';
    await app.post(refuse, { itemId, reasons }, supervisor).expect(400);
    await app.post(refuse, { itemId, reasons: [], text }, supervisor).expect(400);
    const blank = ' '.repeat(20);
    await app.post(refuse, { itemId, reasons, text: blank }, supervisor).expect(400);
    await app.post(`${requests}/${request.id}/extend`, { reason: blank }, supervisor).expect(400);
    const question = { about: 'clarification', text: blank };
    await app.post(`${requests}/${request.id}/questions`, question, supervisor).expect(400);
    await app.post(refuse, { itemId, reasons, text }, clerk).expect(403);
    await app.post(refuse, { itemId, reasons, text }, supervisor).expect(200);
    const letter = await mailTo(app, person.email, text);
    expect(letter.text).toContain('Lintulahdenkuja 4');
    expect(letter.text).toContain('käräjäoikeu');
    await settled(request, 'erasure', 'refused');
    expect(await categoriesOf(app, person)).toContain('email');
    await app.post(refuse, { itemId, reasons, text }, supervisor).expect(409);
  });

  it('of somebody nobody proved tells them nothing of the person they name', async () => {
    const person = await givenCustomer(app, clerk, register);
    const disclosure = { recipient: 'accounting', ground: 'billing', disclosedOn: '2026-10-01' };
    await app
      .post(
        `/v1/registers/${register}/customers/${person.id}/disclosures`,
        { ...disclosure, categories: ['name'] },
        clerk,
      )
      .expect(201);
    const stranger = { name: person.name, email: 'utelias@vieras.example' };
    const corrections = [{ category: 'phone', value: '+358501112223', grounds: 'Vaihtui' }];
    await askAndVerify(app, register, stranger, ['rectification'], { corrections });
    const found = await caseOf(app, clerk, register, person.id);
    const { items } = await untilState(
      app,
      clerk,
      register,
      found.id,
      'rectification',
      'awaiting-identification',
    );
    const text = 'Emme oikaise tietoja näillä perusteilla.';
    await act(app, supervisor, register, found, 'refuse', {
      itemId: items[0]!.id,
      reasons: ['manifestly-unfounded'],
      text,
    });
    const letter = await mailTo(app, stranger.email, text);
    for (const theirs of ['Tilipesä Havurinne', '+35850000', person.email])
      expect(letter.text).not.toContain(theirs);
  });

  it('as not identifiable ends a case nobody proved', async () => {
    const person = await givenCustomer(app, clerk, register);
    const stranger = 'epaselva@vieras.example';
    const request = await record(app, clerk, register, ['access'], {
      person: { name: person.name, email: stranger },
    });
    const { items } = await settled(request, 'access', 'awaiting-identification');
    await act(app, supervisor, register, request, 'refuse', {
      itemId: items[0]!.id,
      reasons: ['not-identifiable'],
      text: 'Emme saaneet vastausta kysymykseemme.',
    });
    const letter = await mailTo(app, stranger, 'Emme saaneet vastausta');
    expect(letter.text).not.toContain(person.email);
    await settled(request, 'access', 'not-identifiable');
  });
});

describe('S28: the third request for the same within sixty days', () => {
  it('waits for somebody to decide, and is refused with the days as proof, or answered all the same', async () => {
    app.clock.travelTo('2026-09-01T09:00:00+03:00');
    clerk = await app.login('clerk');
    const person = await givenCustomer(app, clerk, register);
    app.clock.travelTo('2026-11-24T13:00:00+02:00');
    clerk = await app.login('clerk');
    supervisor = await app.login('supervisor');
    const asked = (receivedOn: string, language = 'fi') =>
      record(app, clerk, register, ['access'], { receivedOn, language, person: { customerId: person.id } });
    for (const day of ['2026-10-05', '2026-10-20']) await settled(await asked(day), 'access', 'fulfilled');
    const other = await asked('2026-11-02', 'sv');
    await settled(other, 'access', 'fulfilled');
    const third = await settled(await asked('2026-11-10'), 'access', 'awaiting-approval');
    const refusal = { itemId: third.items[0]!.id, reasons: ['excessive'], text: 'Mikään ei ole muuttunut.' };
    await act(app, supervisor, register, third, 'refuse', refusal);
    const { text } = await answerLetter(app, clerk, register, third);
    expect(text).toContain('5.10.2026, 20.10.2026, 10.11.2026');
    expect(text).toContain(refusal.text);
    await settled(third, 'access', 'refused');

    const fourth = await settled(await asked('2026-11-23'), 'access', 'awaiting-approval');
    await approve(app, supervisor, register, fourth, 'access');
    await settled(fourth, 'access', 'fulfilled');

    await givenRecord(app, clerk, register, person, 'orders', { date: '2026-11-20' });
    const fresh = await settled(await asked('2026-11-24'), 'access', 'fulfilled');
    const body = { ...refusal, itemId: fresh.items[0]!.id };
    await app.post(`${requests}/${fresh.id}/refuse`, body, supervisor).expect(409);
  });

  it('is what excessive means: the first one is not', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const { items } = await settled(request, 'erasure', 'awaiting-approval');
    const body = { itemId: items[0]!.id, reasons: ['excessive'], text: 'Näitä pyyntöjä on liikaa.' };
    const answer = await app.post(`${requests}/${request.id}/refuse`, body, supervisor).expect(400);
    expect(answer.body).toMatchObject({
      code: 'REASON_NOT_LAWFUL',
      errors: [{ pointer: '/reasons/0' }],
      context: { because: 'NOT_REPEATED' },
    });
  });
});

describe('a withdrawal', () => {
  it('closes the case and leaves the data as they were', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const { items } = await settled(request, 'erasure', 'awaiting-approval');
    const withdrawn = await act(app, clerk, register, request, 'withdraw', {});
    expect(withdrawn).toMatchObject({ items: [{ state: 'withdrawn' }] });
    expect(withdrawn.closedAt).not.toBeNull();
    await app
      .post(
        `${requests}/${request.id}/approve`,
        { itemId: items[0]!.id, planHash: items[0]!.planHash },
        supervisor,
      )
      .expect(409);
    expect(await categoriesOf(app, person)).toContain('email');
  });
});

describe('an approval', () => {
  async function givenErasure() {
    const person = await givenCustomer(app, clerk, register);
    const invoice = await givenInvoice(app, clerk, register, person, { bookedOn: '2024-03-01' });
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    return { person, invoice, request: await settled(request, 'erasure', 'awaiting-approval') };
  }
  const pay = ({ id }: GivenPerson, invoice: string) =>
    app
      .patch(
        `/v1/registers/${register}/customers/${id}/invoices/${invoice}`,
        { status: 'paid', balance: '0.00' },
        clerk,
      )
      .expect(200);

  it('of a plan that no longer holds destroys nothing and tells the difference', async () => {
    const { person, invoice, request } = await givenErasure();
    const plan = await planOf(app, supervisor, register, request, 'erasure');
    const before = await categoriesOf(app, person);
    await pay(person, invoice);
    const answer = await app
      .post(
        `${requests}/${request.id}/approve`,
        { itemId: itemOf(request, 'erasure').id, planHash: plan.planHash },
        supervisor,
      )
      .expect(409);
    expect(answer.body).toMatchObject({ code: 'STALE_PLAN' });
    const { context } = answer.body as { context: { planHash: string; difference: string[] } };
    const kept = plan.data.filter(({ outcome, category }) => outcome === 'keep' && category !== 'invoice');
    for (const { datum } of kept) expect(context.difference).toContain(`${datum}: keep → erase`);
    expect(context.planHash).not.toBe(plan.planHash);
    expect(await categoriesOf(app, person)).toEqual(before);
    await settled(request, 'erasure', 'awaiting-approval');
  });

  it('is asked for again when the plan changes before it is carried out', async () => {
    const { person, invoice, request } = await givenErasure();
    const access = await record(app, clerk, register, ['rectification'], {
      person: { customerId: person.id },
    });
    // The other request is still open, so the erasure waits although it is approved.
    await untilState(app, clerk, register, access.id, 'rectification', 'awaiting-clarification');
    await approve(app, supervisor, register, request, 'erasure');
    await settled(request, 'erasure', 'in-progress');
    const before = await categoriesOf(app, person);
    await pay(person, invoice);
    await act(app, clerk, register, access, 'withdraw', {});
    const again = await settled(request, 'erasure', 'awaiting-approval');
    expect(await categoriesOf(app, person)).toEqual(before);
    expect(await notedActions(app, request.id)).toContain('request.approval-asked-again');
    await approve(app, supervisor, register, again, 'erasure');
    await settled(request, 'erasure', 'partly-fulfilled');
    expect(await categoriesOf(app, person)).toEqual(['invoice']);
  });

  it('given twice at once is carried out once and answered with one letter', async () => {
    const { person, request } = await givenErasure();
    const { planHash } = await planOf(app, supervisor, register, request, 'erasure');
    const body = { itemId: itemOf(request, 'erasure').id, planHash };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => app.post(`${requests}/${request.id}/approve`, body, supervisor)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    await settled(request, 'erasure', 'partly-fulfilled');
    const erased = (await notedActions(app, request.id)).filter((action) => action.startsWith('person.'));
    expect(erased).toEqual(['person.partly-erased']);
    const answersSent = (await lettersOf(app, clerk, register, request)).filter(
      ({ kind }) => kind === 'answer',
    );
    expect(answersSent).toHaveLength(1);
    expect(answersSent[0]!.state).toBe('sent');
    // The receipt and the answer, and nothing twice.
    expect(await mailsTo(app, person.email, request.reference)).toBe(2);
  });

  it('is not for clerks', async () => {
    const { request } = await givenErasure();
    const { id: itemId, planHash } = itemOf(request, 'erasure');
    await app.post(`${requests}/${request.id}/approve`, { itemId, planHash }, clerk).expect(403);
  });
});

describe('S19: access and erasure in one letter', () => {
  it('hands the copy over before anything is erased, and it opens afterwards', async () => {
    const person = await givenCustomer(app, clerk, register);
    await givenRecord(app, clerk, register, person, 'orders', { date: '2026-01-01' });
    const request = await record(app, clerk, register, ['access', 'erasure'], {
      person: { customerId: person.id, name: person.name },
    });
    expect(new Set(request.items.map(({ due }) => due)).size).toBe(1);
    await approve(
      app,
      supervisor,
      register,
      await settled(request, 'erasure', 'awaiting-approval'),
      'erasure',
    );
    await settled(request, 'erasure', 'fulfilled');
    expect(await categoriesOf(app, person)).toEqual([]);

    const [times] = await app.owner.query<{ first: boolean }[]>(
      `select (select answered_at from request_item where request_id = $1 and "right" = 'access')
            < (select at from audit_entry where request_id = $1 and action = 'person.erased') as first`,
      [request.id],
    );
    expect(times!.first).toBe(true);

    const mail = await mailTo(app, person.email, /\/package\//);
    const token = /\/package\/([\w-]+)/.exec(mail.text)![1]!;
    await app.post('/v1/public/packages/codes', { token }).expect(202);
    const code = await until('the code', async () => {
      const mails = await app.mailbox.messages();
      return mails
        .filter(({ to }) => to.includes(person.email))
        .map(({ text }) => /^\s*(\d{8})\s*$/m.exec(text)?.[1])
        .find(Boolean);
    });
    const { body } = await app.post('/v1/public/packages/openings', { token, code }).expect(200);
    const files = (body as { files: { name: string; content: string }[] }).files;
    const copy = Buffer.from(files.find(({ name }) => name === 'copy.json')!.content, 'base64').toString();
    expect(copy).toContain(person.email);
  });
});

describe('what cannot be', () => {
  it('is an answer that arrives tomorrow: the clock stays as it was', async () => {
    const person = await givenCustomer(app, clerk, register);
    const evidence = [{ kind: 'call-back', value: 'soitettu takaisin' }];
    const request = await record(app, clerk, register, ['rectification'], {
      person: { customerId: person.id },
      evidence,
    });
    await settled(request, 'rectification', 'awaiting-clarification');
    const path = `${requests}/${request.id}/answers`;
    const answer = await app.post(path, { answeredOn: '2027-06-01' }, clerk).expect(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer: '/answeredOn' }] });
    const empty = await app.post(path, { answeredOn: app.clock.today() }, clerk).expect(400);
    expect(empty.body).toMatchObject({ errors: [{ pointer: '/corrections' }] });
    const corrections = [{ category: 'phone', value: '+358500001234', grounds: 'numero vaihtui' }];
    await app.post(path, { answeredOn: app.clock.today(), corrections }, clerk).expect(200);
  });

  it('is a case about nobody', async () => {
    const body = {
      receivedOn: '2026-11-20',
      channel: 'letter',
      language: 'fi',
      rights: ['erasure'],
      person: {},
    };
    const answer = await app.post(requests, body, clerk).expect(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer: '/person' }] });
  });
});

describe('an item that waits for approval', () => {
  it('shows the hash that an approval has to carry, also after the facts have changed', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const asked = await settled(request, 'erasure', 'awaiting-approval');
    await app
      .post(
        `/v1/registers/${register}/customers/${person.id}/data`,
        { category: 'note', value: 'uusi' },
        clerk,
      )
      .expect(201);
    const { id: itemId, planHash: before } = asked.items[0]!;
    await app.post(`${requests}/${request.id}/approve`, { itemId, planHash: before }, supervisor).expect(409);
    const { body } = await app.get(`${requests}/${request.id}`, clerk).expect(200);
    const { planHash } = (body as RequestDto).items[0]!;
    expect(planHash).not.toBe(before);
    await app.post(`${requests}/${request.id}/approve`, { itemId, planHash }, supervisor).expect(200);
  });

  it('is named where a case has several', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['erasure', 'access'], {
      person: { customerId: person.id },
    });
    const answer = await app.get(`${requests}/${request.id}/plan`, clerk).expect(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer: '/itemId' }] });
  });
});

describe('an erasure refused by hand', () => {
  const refusal = { reasons: ['legal-claims'], text: 'Tietoja tarvitaan vireillä olevassa riidassa.' };
  const claim = ({ id: customerId }: GivenPerson, categories: string[]) => {
    const dates = { from: '2026-11-01', reviewOn: '2027-05-01' };
    const hold = {
      customerId,
      code: 'LEGAL_CLAIM',
      categories,
      recordIds: [],
      ...dates,
      reason: 'Riita vireillä',
    };
    return app.post(`/v1/registers/${register}/holds`, hold, supervisor).expect(201);
  };

  it('does not keep as a whole what is to be decided datum by datum', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const { items } = await settled(request, 'erasure', 'awaiting-approval');
    const path = `${requests}/${request.id}/refuse`;
    const body = { itemId: items[0]!.id, ...refusal };
    const unproven = await app.post(path, body, supervisor).expect(400);
    expect(unproven.body).toMatchObject({
      code: 'REASON_NOT_LAWFUL',
      errors: [{ pointer: '/reasons/0' }],
      context: { because: 'NO_SUCH_HOLD' },
    });
    await claim(person, ['name', 'email']);
    const wide = await app.post(path, body, supervisor).expect(409);
    expect(wide.body).toMatchObject({ code: 'REFUSAL_TOO_WIDE' });
    await settled(request, 'erasure', 'awaiting-approval');
    await claim(person, ['phone', 'postal-address']);
    await app.post(path, body, supervisor).expect(200);
    const { text } = await answerLetter(app, clerk, register, request);
    for (const part of [
      refusal.text,
      'Säilytetään: Kunnes oikeusvaade on ratkaistu',
      'käsittely on rajoitettu',
    ])
      expect(text).toContain(part);
    await settled(request, 'erasure', 'refused');
    const held = await app.get(`/v1/registers/${register}/customers/${person.id}`, clerk);
    expect(held.status).toBe(423);
  });

  it('names the data it is about and promises nothing that the letter does not say', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['erasure'], { person: { customerId: person.id } });
    const { items } = await settled(request, 'erasure', 'awaiting-approval');
    await act(app, supervisor, register, request, 'refuse', {
      itemId: items[0]!.id,
      reasons: ['manifestly-unfounded'],
      text: 'Pyyntö on esitetty pelkästään haittaamistarkoituksessa.',
    });
    const { text } = await answerLetter(app, clerk, register, request);
    expect(text).toContain('Tiedot, joita päätös koskee');
    expect(text).toContain('sähköpostiosoite');
    expect(text).not.toContain('kuinka kauan');
  });
});

describe('the source of a datum', () => {
  it('is who gave it, where nobody said', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'marketing-profile', value: 'puutarha' }],
    });
    const { body } = await app
      .get(`/v1/registers/${register}/customers/${person.id}/data`, clerk)
      .expect(200);
    const sourceOf = (category: string) =>
      (body as { data: { category: string; source: string }[] }).data.find(
        (datum) => datum.category === category,
      )?.source;
    expect(sourceOf('marketing-profile')).toBe('derived');
    expect(sourceOf('email')).not.toBe('derived');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessCopy } from '../src/answers/copy-document.js';
import type { DataDto } from '../src/customers/dto/datum.dto.js';
import type { ProposalsDto } from '../src/requests/dto/proposal.dto.js';
import {
  act,
  answerLetter,
  categoriesOf,
  fetchPackage,
  itemOf,
  notedActions,
  record,
} from './support/cases.js';
import {
  approve,
  ask,
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
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

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

interface Asked {
  readonly category: string;
  readonly value?: string;
  readonly grounds: string;
  readonly kind?: string;
  readonly statement?: string;
}

const street = { category: 'postal-address', value: 'Uusi katu 2, 00200 Helsinki', grounds: 'Muutin' };
const phone = { category: 'phone', value: '+358501112223', grounds: 'Numero vaihtui' };

async function contested(person: GivenPerson, corrections: Asked[]) {
  const request = await record(app, clerk, register, ['rectification'], {
    person: { customerId: person.id, name: person.name },
    corrections,
  });
  return untilState(app, clerk, register, request.id, 'rectification', 'awaiting-approval');
}

async function valuesOf({ id }: GivenPerson, category: string): Promise<unknown[]> {
  const { body } = await app.get(`/v1/registers/${register}/customers/${id}/data`, clerk).expect(200);
  return (body as { data: { category: string; recordId: string | null; value: unknown }[] }).data
    .filter((datum) => datum.category === category)
    .map(({ value }) => value);
}

const done = (id: string, state: string) => untilState(app, clerk, register, id, 'rectification', state);

describe('S21: an accepted correction', () => {
  it('is made, told old and new, and due within five working days', async () => {
    const person = await givenCustomer(app, clerk, register);
    const [before] = await valuesOf(person, 'postal-address');
    const request = await contested(person, [street]);
    expect(itemOf(request, 'rectification')).toMatchObject({ due: '2026-12-21', target: '2026-11-27' });
    await approve(app, supervisor, register, request, 'rectification');
    await done(request.id, 'fulfilled');
    expect(await valuesOf(person, 'postal-address')).toEqual([street.value]);
    const letter = await mailTo(app, person.email, street.value);
    expect(letter.text).toContain(before as string);
    expect(letter.text).not.toContain('Todistus');
  });

  it('names the recipients who have the old value', async () => {
    const person = await givenCustomer(app, clerk, register);
    const disclosure = { recipient: 'accounting', ground: 'billing', disclosedOn: '2026-10-01' };
    await app
      .post(
        `/v1/registers/${register}/customers/${person.id}/disclosures`,
        { ...disclosure, categories: ['postal-address'] },
        clerk,
      )
      .expect(201);
    const request = await contested(person, [street]);
    await approve(app, supervisor, register, request, 'rectification');
    await done(request.id, 'fulfilled');
    expect((await mailTo(app, person.email, street.value)).text).toContain('Tilipesä Havurinne Oy');
  });

  it('keeps the old value as history, which is the person’s own', async () => {
    const person = await givenCustomer(app, clerk, register);
    const [before] = await valuesOf(person, 'phone');
    await askAndVerify(app, register, person, ['rectification'], { corrections: [phone] });
    const found = await caseOf(app, clerk, register, person.id);
    await approve(app, supervisor, register, await done(found.id, 'awaiting-approval'), 'rectification');
    await done(found.id, 'fulfilled');
    await record(app, clerk, register, ['access'], { person: { customerId: person.id } });
    const copy = JSON.parse((await fetchPackage(app, person.email)).get('copy.json')!) as AccessCopy;
    const phones = copy.data.filter(({ category }) => category === 'phone');
    expect(phones.map(({ value, replacedAt }) => [value, replacedAt === null]).sort()).toEqual(
      [
        [phone.value, true],
        [before, false],
      ].sort(),
    );
  });

  it('completes what was not there', async () => {
    const person = await givenCustomer(app, clerk, register);
    const www = { category: 'www-address', value: 'https://kotisivu.example', grounds: 'Puuttuu' };
    const request = await contested(person, [www]);
    await approve(app, supervisor, register, request, 'rectification');
    await done(request.id, 'fulfilled');
    expect(await valuesOf(person, 'www-address')).toEqual([www.value]);
  });

  it('adds the statement of the person to a record, and loses nothing of it', async () => {
    const person = await givenCustomer(app, clerk, register);
    const id = await givenRecord(app, clerk, register, person, 'orders', {
      date: '2026-05-05',
      reference: 'TILAUS-21',
      data: [{ category: 'order', value: { reference: 'TILAUS-21', rows: '2 tuolia' } }],
    });
    const request = await contested(person, [
      { category: 'order', value: 'Tilasin yhden', grounds: 'Muistan' },
    ]);
    await approve(app, supervisor, register, request, 'rectification');
    await done(request.id, 'fulfilled');
    const { body } = await app
      .get(`/v1/registers/${register}/customers/${person.id}/orders/${id}`, clerk)
      .expect(200);
    expect((body as { data: { value: object }[] }).data.map(({ value }) => value)).toContainEqual({
      reference: 'TILAUS-21',
      rows: '2 tuolia',
      statement: 'Tilasin yhden',
    });
  });

  it('is found by its new value, and by its old one no more', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await contested(person, [
      { category: 'email', value: 'uusi.osoite@posti.example', grounds: 'Vaihdoin' },
    ]);
    await approve(app, supervisor, register, request, 'rectification');
    await done(request.id, 'fulfilled');
    const found = async (email: string) => {
      const { body } = await app
        .post(`/v1/registers/${register}/customers/search`, { email }, clerk)
        .expect(200);
      return (body as { data: { id: string }[] }).data.map(({ id }) => id);
    };
    expect(await found('uusi.osoite@posti.example')).toEqual([person.id]);
    expect(await found(person.email)).toEqual([]);
  });
});

describe('S22: a correction of a voucher of a closed year', () => {
  it('changes the register, leaves the voucher and certifies the refusal', async () => {
    const person = await givenCustomer(app, clerk, register);
    const invoice = await givenInvoice(app, clerk, register, person, {
      bookedOn: '2024-06-06',
      status: 'paid',
      balance: '0.00',
      data: [{ category: 'postal-address', value: 'Vanha katu 1, 00100 Helsinki' }],
    });
    const request = await contested(person, [street]);
    const plan = await planOf(app, supervisor, register, request, 'rectification');
    const addresses = plan.data.filter(({ category }) => category === 'postal-address');
    expect(addresses.map(({ outcome }) => outcome).sort()).toEqual(['correct', 'keep']);
    await approve(app, supervisor, register, request, 'rectification');
    await done(request.id, 'partly-fulfilled');
    expect(await valuesOf(person, 'postal-address')).toEqual([street.value]);
    const { body } = await app
      .get(`/v1/registers/${register}/customers/${person.id}/invoices/${invoice}`, clerk)
      .expect(200);
    expect(JSON.stringify(body)).toContain('Vanha katu 1');

    const letter = await mailTo(app, person.email, 'Todistus korjauspyynnön epäämisestä');
    const certificate = letter.text.slice(letter.text.indexOf('Todistus korjauspyynnön'));
    expect(certificate).toContain('Vanha katu 1');
    expect(certificate).toContain(person.name);
    expect(certificate).toMatch(/kirjanpito/i);
    expect(certificate).toContain('tietosuojavaltuutetu');
    expect(certificate).toContain('Rekisterin vastuuhenkilö');
  });
});

describe('a refused correction', () => {
  it('needs a reason for each, and the letter certifies each', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await contested(person, [street, phone]);
    const { planHash } = await planOf(app, supervisor, register, request, 'rectification');
    const path = `${requests}/${request.id}/approve`;
    const yes = { itemId: itemOf(request, 'rectification').id, planHash };
    const refused = [{ category: 'phone', accepted: false }];
    const answer = await app.post(path, { ...yes, corrections: refused }, supervisor).expect(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer: '/corrections/0/reason' }] });
    const reason = 'Numero on toisen henkilön.';
    await app.post(path, { ...yes, corrections: [{ ...refused[0], reason }] }, supervisor).expect(200);
    await done(request.id, 'partly-fulfilled');
    expect(await valuesOf(person, 'postal-address')).toEqual([street.value]);
    expect(await valuesOf(person, 'phone')).not.toContain(phone.value);
    const letter = await mailTo(app, person.email, 'Todistus korjauspyynnön epäämisestä');
    expect(letter.text).toContain(reason);
    expect(letter.text).toContain(street.value);
  });

  it('as a whole is certified too', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await contested(person, [phone]);
    const text = 'Tarkistimme numeron, ja nykyinen on oikea.';
    await act(app, supervisor, register, request, 'refuse', {
      itemId: itemOf(request, 'rectification').id,
      reasons: ['data-correct'],
      text,
    });
    const letter = await mailTo(app, person.email, text);
    expect(letter.text).toContain('Todistus korjauspyynnön epäämisestä');
    expect(letter.text).toContain(`Rekisteröity: ${person.name}`);
    expect(letter.text).toContain(phone.value);
    await done(request.id, 'refused');
    expect(await valuesOf(person, 'phone')).not.toContain(phone.value);
  });
});

describe('proposals, datum by datum', () => {
  const statement = 'Numero on naapurin.';
  const proposalsOf = async (id: string) =>
    (await app.get(`${requests}/${id}/corrections`, supervisor).expect(200)).body as ProposalsDto;
  const data = async ({ id }: GivenPerson) =>
    ((await app.get(`/v1/registers/${register}/customers/${id}/data`, clerk).expect(200)).body as DataDto)
      .data;

  it('are corrected in part, stated beside and erased, and staff see each before and after', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await contested(person, [
      { category: 'postal-address', kind: 'delete', grounds: 'En asu siellä' },
      { ...phone, statement },
    ]);
    const before = (await proposalsOf(request.id)).data;
    expect(before.map(({ kind, after, alterable }) => [kind, after, alterable])).toEqual([
      ['delete', null, true],
      ['correct', phone.value, true],
    ]);
    const plan = await planOf(app, supervisor, register, request, 'rectification');
    expect(plan.data.filter(({ outcome }) => outcome === 'erase')).toHaveLength(1);
    const inPart = {
      category: 'phone',
      accepted: true,
      value: '+358509998887',
      reason: 'Numero oli toinen.',
    };
    const foreign = [{ ...inPart, datumId: request.id }];
    const yes = { itemId: itemOf(request, 'rectification').id, planHash: plan.planHash };
    const path = `${requests}/${request.id}/approve`;
    const wrong = await app.post(path, { ...yes, corrections: foreign }, supervisor).expect(400);
    expect(wrong.body).toMatchObject({ errors: [{ pointer: '/corrections/0/datumId' }] });
    await app.post(path, { ...yes, corrections: [inPart] }, supervisor).expect(200);
    await done(request.id, 'partly-fulfilled');
    expect(await categoriesOf(app, person)).not.toContain('postal-address');
    expect((await data(person)).find(({ category }) => category === 'phone')).toMatchObject({
      value: inPart.value,
      statement,
    });
    const { data: after, certificate } = await proposalsOf(request.id);
    expect(after.map(({ decision }) => decision!.accepted)).toEqual(['whole', 'part']);
    expect(certificate).toMatchObject({ signedBy: expect.any(String) });
    expect(await notedActions(app, request.id)).toContain('certificate.issued');
    const { text } = await answerLetter(app, clerk, register, request);
    for (const part of [inPart.value, inPart.reason, 'Poistettu', statement]) expect(text).toContain(part);
  });

  it('that are refused together leave the statement the person wished for', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await contested(person, [{ ...phone, statement }]);
    await act(app, supervisor, register, request, 'refuse', {
      itemId: itemOf(request, 'rectification').id,
      reasons: ['data-correct'],
      text: 'Tarkistimme numeron.',
    });
    await done(request.id, 'refused');
    expect((await data(person)).find(({ category }) => category === 'phone')).toMatchObject({ statement });
    expect((await answerLetter(app, clerk, register, request)).text).toContain(
      'Lisäselvityksesi on kirjattu',
    );
  });

  it('name a datum of this person only', async () => {
    const [person, other] = [
      await givenCustomer(app, clerk, register),
      await givenCustomer(app, clerk, register),
    ];
    const datumId = (await data(other)).find(({ category }) => category === 'phone')!.id;
    const body = { receivedOn: '2026-11-20', channel: 'letter', language: 'fi', rights: ['rectification'] };
    const corrections = [street, { ...phone, datumId }];
    const asked = { ...body, person: { customerId: person.id }, corrections };
    const { body: problem } = await app.post(requests, asked, clerk).expect(400);
    expect(problem).toMatchObject({ errors: [{ pointer: '/corrections/1/datumId' }] });
    const long = { ...asked, corrections: [{ ...phone, statement: 'x'.repeat(1001) }] };
    const tooLong = await app.post(requests, long, clerk).expect(400);
    expect(tooLong.body).toMatchObject({ errors: [{ pointer: '/corrections/0/statement' }] });
  });
});

describe('what is to be corrected', () => {
  it('is asked when it was not said, and taken from the answer', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['rectification'], {
      person: { customerId: person.id },
    });
    await done(request.id, 'awaiting-clarification');
    await mailTo(app, person.email, request.reference);
    await act(app, clerk, register, request, 'answers', { answeredOn: '2026-11-20', corrections: [street] });
    await approve(app, supervisor, register, await done(request.id, 'awaiting-approval'), 'rectification');
    await done(request.id, 'fulfilled');
    expect(await valuesOf(person, 'postal-address')).toEqual([street.value]);
  });

  it.each([
    ['an address that is none', { category: 'email', value: 'ei osoite', grounds: 'Vaihtui' }],
    ['a number that is none', { category: 'phone', value: 'soita', grounds: 'Vaihtui' }],
    ['nothing', { category: 'name', value: ' ', grounds: 'Vaihtui' }],
  ])('is not %s', async (_, correction) => {
    const person = await givenCustomer(app, clerk, register);
    const also = { corrections: [street, correction] };
    const online = await ask(app, register, person, ['rectification'], also).expect(400);
    expect(online.body).toMatchObject({ errors: [{ pointer: '/corrections/1/value' }] });
    const body = { receivedOn: '2026-11-20', channel: 'letter', language: 'fi', rights: ['rectification'] };
    await app.post(requests, { ...body, person: { customerId: person.id }, ...also }, clerk).expect(400);
  });
});

describe('a restricted person', () => {
  it('is corrected all the same: restriction protects, it does not petrify', async () => {
    const person = await givenCustomer(app, clerk, register);
    await app
      .post(`/v1/registers/${register}/customers/${person.id}/restrictions`, { ground: '18(1)(a)' }, clerk)
      .expect(201);
    const request = await contested(person, [street]);
    await approve(app, supervisor, register, request, 'rectification');
    await done(request.id, 'fulfilled');
    expect((await answerLetter(app, clerk, register, request)).text).toContain(street.value);
    expect(await categoriesOf(app, person)).toContain('postal-address');
  });
});

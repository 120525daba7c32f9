import type { Response } from 'supertest';
import type { Language, Right } from '../../src/domain/category.js';
import type { MailboxMessage } from '../../src/embedded/local-mailbox.js';
import type { PlanDto, RequestDto } from '../../src/requests/dto/request.dto.js';
import { type Login, type TestApp, until } from './test-app.js';

let people = 0;

export interface GivenPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly customerNumber: string;
}

interface DatumInput {
  readonly category: string;
  readonly value: unknown;
  readonly basis?: string;
  readonly providedBy?: string;
  readonly source?: string;
}

/** An invented customer with name, e-mail, phone and address, entered by staff over HTTP. */
export async function givenCustomer(
  app: TestApp,
  staff: Login,
  register: string,
  also: { personType?: string; data?: DatumInput[]; [fact: string]: unknown } = {},
): Promise<GivenPerson> {
  const number = ++people;
  const name = `Testi Henkilö${number}`;
  const email = `henkilo${number}@posti.example`;
  const { data = [], personType = 'consumer', ...facts } = also;
  const customerNumber = `T-${number}`;
  const answer = await app
    .post(
      `/v1/registers/${register}/customers`,
      {
        customerNumber,
        personType,
        ...facts,
        data: [
          { category: 'name', value: name },
          { category: 'email', value: email },
          { category: 'phone', value: `+35850000${String(1000 + number)}` },
          { category: 'postal-address', value: `Kuvitteellinen tie ${number}, 00100 Helsinki` },
          ...data,
        ],
      },
      staff,
    )
    .expect(201);
  return { id: idOf(answer), name, email, customerNumber };
}

/** A record with one datum of content. */
export async function givenRecord(
  app: TestApp,
  staff: Login,
  register: string,
  customer: GivenPerson,
  segment: string,
  record: Record<string, unknown>,
): Promise<string> {
  const path = `/v1/registers/${register}/customers/${customer.id}/${segment}`;
  const answer = await app.post(path, { reference: `R-${++people}`, data: [], ...record }, staff).expect(201);
  return idOf(answer);
}

export const givenInvoice = (
  app: TestApp,
  staff: Login,
  register: string,
  customer: GivenPerson,
  invoice: Record<string, unknown>,
) =>
  givenRecord(app, staff, register, customer, 'invoices', {
    status: 'open',
    balance: '120.00',
    dueOn: invoice['bookedOn'],
    date: invoice['bookedOn'],
    ...invoice,
  });

/** Sends a request through the public endpoint. */
export function ask(
  app: TestApp,
  register: string,
  person: { name: string; email: string },
  rights: Right[],
  also: { language?: Language; [field: string]: unknown } = {},
) {
  const { language = 'fi', ...rest } = also;
  return app.post(`/v1/public/registers/${register}/requests`, {
    name: person.name,
    email: person.email,
    language,
    rights,
    ...rest,
  });
}

/** The newest mail to an address whose text has this in it. */
export function mailTo(app: TestApp, email: string, containing: string | RegExp): Promise<MailboxMessage> {
  return until(`a mail with ${String(containing)}`, async () => {
    const mails = await app.mailbox.messages();
    return mails.find(
      (mail) =>
        mail.to.includes(email) &&
        (typeof containing === 'string' ? mail.text.includes(containing) : containing.test(mail.text)),
    );
  });
}

/** Takes the token out of the verification mail that is none of these. */
export function verificationToken(
  app: TestApp,
  email: string,
  earlier: readonly string[] = [],
): Promise<string> {
  return until('a verification mail', async () =>
    (await verificationTokens(app, email)).find((token) => !earlier.includes(token)),
  );
}

async function verificationTokens(app: TestApp, email: string): Promise<string[]> {
  const mails = (await app.mailbox.messages()).filter((mail) => mail.to.includes(email));
  return mails.flatMap(({ text }) => /\/verify\/([\w-]+)/.exec(text)?.[1] ?? []);
}

/** Asks, opens the mail, confirms. */
export async function askAndVerify(
  ...[app, register, person, rights, also]: Parameters<typeof ask>
): Promise<void> {
  const earlier = await verificationTokens(app, person.email);
  await ask(app, register, person, rights, also).expect(202);
  const token = await verificationToken(app, person.email, earlier);
  await app.post('/v1/public/verifications', { token }).expect(200, { status: 'verified' });
}

/** The case about a customer, newest first. */
export async function caseOf(
  app: TestApp,
  staff: Login,
  register: string,
  customerId: string,
): Promise<RequestDto> {
  return until('the case', async () => {
    const { body } = await app.get(`/v1/registers/${register}/requests?limit=200`, staff).expect(200);
    return (body as { data: RequestDto[] }).data
      .reverse()
      .find((request) => request.customerId === customerId);
  });
}

/** Waits until the item of the right is in the state, and gives the case. */
export async function untilState(
  app: TestApp,
  staff: Login,
  register: string,
  requestId: string,
  right: Right,
  state: string,
): Promise<RequestDto> {
  return until(`${right} ${state}`, async () => {
    const { body } = await app.get(`/v1/registers/${register}/requests/${requestId}`, staff).expect(200);
    return (
      (body as RequestDto).items.some((item) => item.right === right && item.state === state) &&
      (body as RequestDto)
    );
  });
}

export async function planOf(
  app: TestApp,
  staff: Login,
  register: string,
  request: RequestDto,
  right: Right,
): Promise<PlanDto> {
  const { id } = request.items.find((item) => item.right === right)!;
  const { body } = await app
    .get(`/v1/registers/${register}/requests/${request.id}/plan?itemId=${id}`, staff)
    .expect(200);
  return body as PlanDto;
}

/** A supervisor reads the plan and says yes to it. */
export async function approve(
  app: TestApp,
  staff: Login,
  register: string,
  request: RequestDto,
  right: Right,
  also: object = {},
): Promise<void> {
  const { id: itemId } = request.items.find((item) => item.right === right)!;
  const { planHash } = await planOf(app, staff, register, request, right);
  await app
    .post(`/v1/registers/${register}/requests/${request.id}/approve`, { itemId, planHash, ...also }, staff)
    .expect(200);
}

const idOf = (answer: Response) => (answer.body as { id: string }).id;

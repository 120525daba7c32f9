import type { Right } from '../../src/domain/category.js';
import type { LetterDto, RequestDto } from '../../src/requests/dto/request.dto.js';
import type { GivenPerson } from './given.js';
import { type Login, type TestApp, until } from './test-app.js';

/** A request that reached the company by letter, on the day of the scenarios unless told otherwise. */
export async function record(
  app: TestApp,
  staff: Login,
  register: string,
  rights: Right[],
  also: { person?: object; [field: string]: unknown },
): Promise<RequestDto> {
  const body = { receivedOn: '2026-11-20', channel: 'letter', language: 'fi', rights, ...also };
  const answer = await app.post(`/v1/registers/${register}/requests`, body, staff).expect(201);
  return answer.body as RequestDto;
}

/** Does something to a case and gives it as it stands afterwards. */
export async function act(
  app: TestApp,
  staff: Login,
  register: string,
  { id }: { id: string },
  deed: string,
  body: object,
): Promise<RequestDto> {
  const answer = await app.post(`/v1/registers/${register}/requests/${id}/${deed}`, body, staff).expect(200);
  return answer.body as RequestDto;
}

export const itemOf = ({ items }: RequestDto, right: Right) => items.find((item) => item.right === right)!;

export async function lettersOf(
  app: TestApp,
  staff: Login,
  register: string,
  { id }: { id: string },
): Promise<LetterDto[]> {
  const { body } = await app.get(`/v1/registers/${register}/requests/${id}/letters`, staff).expect(200);
  return (body as { data: LetterDto[] }).data;
}

/** Waits for the letter of a decision. */
export const answerLetter = (
  ...[app, staff, register, request]: Parameters<typeof lettersOf>
): Promise<LetterDto> =>
  until('the answer', async () =>
    (await lettersOf(app, staff, register, request)).find(({ kind }) => kind === 'answer'),
  );

/** What the register still holds of a person, by category, one line for each datum that is in force. */
export async function categoriesOf(app: TestApp, { id }: GivenPerson): Promise<string[]> {
  const rows = await app.owner.query<{ category: string }[]>(
    'select category from datum where customer_id = $1 and superseded_at is null order by category',
    [id],
  );
  return rows.map(({ category }) => category);
}

/** What was noted about a customer or a case, in order. */
export async function notedActions(app: TestApp, id: string): Promise<string[]> {
  const rows = await app.owner.query<{ action: string }[]>(
    'select action from audit_entry where customer_id = $1 or request_id = $1 order by id',
    [id],
  );
  return rows.map(({ action }) => action);
}

/** The text of the first mail to a person that has this in it. */
export async function mailsTo(app: TestApp, email: string, containing: string): Promise<number> {
  const mails = await app.mailbox.messages();
  return mails.filter((mail) => mail.to.includes(email) && mail.text.includes(containing)).length;
}

const PACKAGE_LINK = /\/package\/([\w-]+)/;

/** The token of the newest package link mailed to a person. */
export async function packageToken(app: TestApp, email: string): Promise<string> {
  return until('a package link', async () => {
    const mails = (await app.mailbox.messages()).filter((mail) => mail.to.includes(email));
    return mails.map(({ text }) => PACKAGE_LINK.exec(text)?.[1]).find((token) => token !== undefined);
  });
}

/** Asks for a one-time code and waits for the mail it comes in. */
export async function freshCode(app: TestApp, email: string, token: string): Promise<string> {
  const codes = async () =>
    (await app.mailbox.messages())
      .filter((mail) => mail.to.includes(email))
      .flatMap(({ text }) => /^\s*(\d{8})\s*$/m.exec(text)?.[1] ?? []);
  const before = (await codes()).length;
  await app.post('/v1/public/packages/codes', { token }).expect(202);
  return until('a code', async () => {
    const [newest, ...others] = await codes();
    return others.length >= before && newest;
  });
}

/** The files of a package by name, as text. */
export async function openPackage(app: TestApp, token: string, code: string): Promise<Map<string, string>> {
  const { body } = await app.post('/v1/public/packages/openings', { token, code }).expect(200);
  const { files } = body as { files: { name: string; content: string }[] };
  return new Map(files.map(({ name, content }) => [name, Buffer.from(content, 'base64').toString('utf8')]));
}

/** Fetches the newest package of a person the way the letter tells. */
export async function fetchPackage(app: TestApp, email: string): Promise<Map<string, string>> {
  const token = await packageToken(app, email);
  return openPackage(app, token, await freshCode(app, email, token));
}

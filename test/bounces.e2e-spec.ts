import { createHash } from 'node:crypto';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../src/embedded/free-port.js';
import { Bounces } from '../src/mail/bounces.js';
import type { LetterDto, RequestDto } from '../src/requests/dto/request.dto.js';
import type { ReviewPageDto } from '../src/retention/dto/review.dto.js';
import { act, answerLetter, categoriesOf, lettersOf, notedActions, record } from './support/cases.js';
import { approve, ask, type GivenPerson, givenCustomer, untilState } from './support/given.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;
let server: SMTPServer;
/** What the mail server took, by address. */
const taken: { to: string; raw: string }[] = [];
const register = 'umacon';
const requests = `/v1/registers/${register}/requests`;

/** A mail server that knows nobody called gone, and has no room for whoever is called full. */
function mailServer(): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, answer) => {
      const code = address.startsWith('gone') ? 550 : address.startsWith('full') ? 452 : null;
      answer(code === null ? null : Object.assign(new Error('no'), { responseCode: code }));
    },
    onData: (stream, session, answer) => {
      let raw = '';
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString('latin1')));
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) taken.push({ to: address, raw });
        answer();
      });
    },
  });
}

beforeAll(async () => {
  server = mailServer();
  const port = await freePort();
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  app = await startTestApp({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(async () => {
  await app?.stop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

let people = 0;
async function givenPerson(mailbox: string): Promise<GivenPerson> {
  const email = `${mailbox}${++people}@posti.example`;
  const person = await givenCustomer(app, clerk, register, { personType: 'consumer' });
  const path = `/v1/registers/${register}/customers/${person.id}/data`;
  const { body } = await app.get(path, clerk).expect(200);
  const { id } = (body as { data: { id: string; category: string }[] }).data.find(
    ({ category }) => category === 'email',
  )!;
  await app.patch(`${path}/${id}`, { value: email }, clerk).expect(200);
  return { ...person, email };
}

const read = async ({ id }: { id: string }) =>
  (await app.get(`${requests}/${id}`, clerk).expect(200)).body as RequestDto;
const letterIn = (request: RequestDto, state: string): Promise<LetterDto> =>
  until(`an answer ${state}`, async () =>
    (await lettersOf(app, clerk, register, request)).find(
      (each) => each.kind === 'answer' && each.state === state,
    ),
  );
const reviewOf = async (id: string) => {
  const { body } = await app.get(`/v1/registers/${register}/reviews?limit=200`, clerk).expect(200);
  return (body as ReviewPageDto).data.find((each) => each.id === id);
};
const access = (person: GivenPerson) =>
  record(app, clerk, register, ['access'], { person: { customerId: person.id, name: person.name } });
const answered = (request: RequestDto, state = 'fulfilled', right: 'access' | 'erasure' = 'access') =>
  untilState(app, clerk, register, request.id, right, state);
const readdress = (request: RequestDto, letter: { id: string }, body: object, as = supervisor) =>
  app.post(`${requests}/${request.id}/letters/${letter.id}/readdress`, body, as);
const bounced = (request: RequestDto, letter: { id: string }, body: object) =>
  app.post(`${requests}/${request.id}/letters/${letter.id}/bounced`, body, clerk);
const messageOf = (email: string) =>
  until('the message', () => Promise.resolve(taken.find(({ to }) => to === email)));
const messageIdOf = (raw: string) => /^message-id:\s*<([^>]+)>/im.exec(raw)![1]!;
const linkIn = ({ text }: LetterDto) => /\/package\/([\w-]+)/.exec(text)?.[1];

function report(
  messageId: string,
  recipient: string,
  also: { action?: string; status?: string } = {},
): Buffer {
  const { action = 'failed', status = '5.1.1' } = also;
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mx.example',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
      '',
      '--B',
      'Content-Type: text/plain',
      '',
      'I am sorry.',
      '--B',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      '',
      '--B',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${messageId}>`,
      'Subject: x',
      '',
      '--B--',
      '',
    ].join('\r\n'),
  );
}
const take = (raw: Buffer) => app.service.app.get(Bounces, { strict: false }).take(raw);

describe('an address that takes no mail', () => {
  it('leaves the case open and staff a task, and another address gets the same answer with a link of its own', async () => {
    const person = await givenPerson('gone');
    const request = await access(person);
    const failed = await letterIn(request, 'failed');
    expect(failed).toMatchObject({ failure: 'refused', sentAt: null, replacedBy: null });
    const open = await read(request);
    expect(open).toMatchObject({ closedAt: null, items: [{ state: 'in-progress' }] });
    expect(open.nextActions[0]).toContain('readdress');
    expect(await notedActions(app, request.id)).toContain('mail.refused');
    expect(await reviewOf(failed.id)).toMatchObject({ kind: 'letter-undelivered', requestId: request.id });

    for (const body of [{}, { email: 'a@b.example', post: true }, { post: false }, { email: 'ei osoite' }])
      await readdress(request, failed, body).expect(400);
    const email = `uusi${++people}@posti.example`;
    await readdress(request, failed, { email }, clerk).expect(403);
    await readdress(request, { id: request.id }, { email }).expect(404);
    await readdress(request, failed, { email }).expect(200);
    await answered(request);
    expect((await read(request)).closedAt).not.toBeNull();
    const sent = await letterIn(request, 'sent');
    expect(linkIn(sent)).not.toBe(linkIn(failed));
    expect(sent.text).toContain(person.name);
    await app.post('/v1/public/packages/codes', { token: linkIn(sent)! }).expect(202);
    await until('the code', () => Promise.resolve(taken.filter(({ to }) => to === email).length === 2));
    await readdress(request, failed, { email }).expect(409);
    await readdress(request, sent, { email }).expect(409);
    expect(await reviewOf(failed.id)).toBeUndefined();
  });

  it('may be answered by post, with the street the register has forgotten and the copy enclosed', async () => {
    const person = await givenPerson('gone');
    const request = await record(app, clerk, register, ['access', 'erasure'], {
      person: { customerId: person.id, name: person.name },
    });
    const copy = await letterIn(request, 'failed');
    await readdress(request, copy, { post: true }).expect(200);
    const printed = await letterIn(request, 'to-post');
    expect(printed.text).toContain('Tiedot ovat tämän kirjeen liitteenä.');
    expect(printed.text).toContain('Kuvitteellinen tie');
    expect(linkIn(printed)).toBeUndefined();
    expect((await read(request)).nextActions[0]).toMatch(/^access: post/);
    const item = (await read(request)).items.find(({ right }) => right === 'access')!;
    await app.get(`${requests}/${request.id}/packages/${item.id}`, clerk).expect(200);
    await act(app, clerk, register, request, 'posted', { letterId: printed.id, postedOn: app.clock.today() });
    await answered(request);
    // Later letters of the case go by post too.
    await approve(
      app,
      supervisor,
      register,
      await answered(request, 'awaiting-approval', 'erasure'),
      'erasure',
    );
    const second = await letterIn(request, 'to-post');
    expect(await categoriesOf(app, person)).toEqual([]);
    expect(second.text).toContain('Kuvitteellinen tie');
  });

  it('that only has no room for now is tried again, and nobody is bothered', async () => {
    const request = await access(await givenPerson('full'));
    await until('an attempt', async () => {
      const [mail] = await app.owner.query<{ attempts: number }[]>(
        `select attempts from outgoing_mail where request_id = $1 and kind = 'answer'`,
        [request.id],
      );
      return mail && mail.attempts > 0;
    });
    const letter = await answerLetter(app, clerk, register, request);
    expect(letter.state).toBe('queued');
    expect(await reviewOf(letter.id)).toBeUndefined();
  });
});

describe('an answer that came back', () => {
  it('opens its case again with the time it had, and closes it with the next one', async () => {
    const person = await givenPerson('lomalla');
    const request = await access(person);
    const before = await answered(request);
    const letter = await letterIn(request, 'sent');
    const today = app.clock.today();
    for (const bouncedOn of ['2026-11-19', '2026-11-22', '2026-13-01'])
      await bounced(request, letter, { bouncedOn, reason: 'other' }).expect(400);
    await bounced(request, letter, { bouncedOn: today, reason: 'because' }).expect(400);
    const { body } = await bounced(request, letter, { bouncedOn: today, reason: 'address-unknown' }).expect(
      200,
    );
    expect(body).toMatchObject({
      closedAt: null,
      items: [{ state: 'in-progress', due: before.items[0]!.due }],
      nextActions: [expect.stringContaining('the answer came back')],
    });
    await bounced(request, letter, { bouncedOn: today, reason: 'other' }).expect(409);
    const actions = await notedActions(app, request.id);
    expect(actions.slice(-2)).toEqual(['mail.bounced', 'request.reopened']);

    app.clock.travelTo('2026-12-22T09:00:00+02:00');
    clerk = await app.login('clerk');
    supervisor = await app.login('supervisor');
    expect(await read(request)).toMatchObject({ overdue: true });
    await readdress(request, letter, { email: `perilla${++people}@posti.example` }).expect(200);
    const after = await answered(request);
    expect(after.closedAt! > before.closedAt!).toBe(true);
    app.clock.travelTo('2026-11-20T09:00:00+02:00');
    clerk = await app.login('clerk');
    supervisor = await app.login('supervisor');
  });

  it('is known from the report of a mail server, once', async () => {
    const person = await givenPerson('muuttanut');
    const request = await access(person);
    await answered(request);
    const { raw } = await messageOf(person.email);
    const id = messageIdOf(raw);
    expect(await take(report(id, person.email.toUpperCase()))).toBe(true);
    expect(await take(report(id, person.email))).toBe(false);
    expect(await read(request)).toMatchObject({ closedAt: null, items: [{ state: 'in-progress' }] });
    expect(await letterIn(request, 'bounced')).toMatchObject({ failure: 'address-unknown' });
  });

  it('is not what a delay, a forged report or any other mail says', async () => {
    const person = await givenPerson('paikalla');
    const request = await access(person);
    await answered(request);
    const id = messageIdOf((await messageOf(person.email)).raw);
    const stranger = createHash('md5').update('x').digest('hex');
    const unknown = `${stranger.slice(0, 8)}-${stranger.slice(8, 12)}-7000-8000-${stranger.slice(12, 24)}@suoja.invalid`;
    for (const raw of [
      report(id, person.email, { action: 'delayed', status: '4.2.2' }),
      report(id, person.email, { status: '4.4.7' }),
      report(id, person.email, { action: 'delivered', status: '2.0.0' }),
      report(id, 'joku@muu.example'),
      report(unknown, person.email),
      report(`${id.split('@')[0]}@evil.example`, person.email),
      Buffer.from(
        `Content-Type: text/html\r\n\r\n<p>Message-ID: &lt;${id}&gt; Status: 5.1.1 Action: failed</p>`,
      ),
      Buffer.from('Content-Type: multipart/report; boundary="B"\r\n\r\n--B\r\n'.repeat(2000)),
      Buffer.alloc(0),
      Buffer.concat([report(id, person.email), Buffer.alloc(50 * 1024 * 1024, 120)]),
    ])
      expect(await take(raw)).toBe(false);
    expect(await read(request)).toMatchObject({ items: [{ state: 'fulfilled' }] });
  });

  it('does not reopen what the person ended, and a mail that answers nothing reopens nothing', async () => {
    const person = { name: 'Testi Kadonnut', email: `kadonnut${++people}@posti.example` };
    await ask(app, register, person, ['access']).expect(202);
    const id = messageIdOf((await messageOf(person.email)).raw);
    expect(await take(report(id, person.email))).toBe(true);
    const [mail] = await app.owner.query<{ state: string; request_id: string }[]>(
      `select state, request_id from outgoing_mail where message_id = $1`,
      [`<${id}>`],
    );
    expect(mail!.state).toBe('bounced');
    expect(await read({ id: mail!.request_id })).toMatchObject({ items: [{ state: 'unverified' }] });
    expect(await notedActions(app, mail!.request_id)).toEqual([
      'request.received',
      'mail.handed-over',
      'mail.bounced',
    ]);
    expect(await reviewOf(id.split('@')[0]!)).toBeUndefined();
  });
});

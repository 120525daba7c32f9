import { SMTPServer } from 'smtp-server';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../src/embedded/free-port.js';
import { startLocalMailbox } from '../src/embedded/local-mailbox.js';
import { Nudges } from '../src/jobs/nudges.js';
import { PostOffice } from '../src/mail/post-office.js';
import { Processing } from '../src/requests/processing.js';
import { itemOf, mailsTo, record } from './support/cases.js';
import { givenCustomer, untilState } from './support/given.js';
import { approved, expectDoneOnce, givenErasure } from './support/erasures.js';
import { cuttable, queueEngines } from './support/queue-engines.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';

const register = 'umacon';
const engines = queueEngines(5);

if (process.env['CI'] === 'true') {
  it('has a Redis to test with: TEST_REDIS_URL', () =>
    expect(process.env['TEST_REDIS_URL']).toMatch(/^redis:\/\//));
}

describe.each(engines)('queues on $engine.name', ({ engine, missing }) => {
  describe.skipIf(missing)(missing ? '(TEST_REDIS_URL is not set)' : 'with the service running', () => {
    let app: TestApp;
    let supervisor: Login;

    beforeAll(async () => {
      app = await startTestApp(engine.env);
      supervisor = await app.login('supervisor');
      await engine.wipe(app.owner);
    });
    afterAll(() => app.stop());

    it('an erasure runs to its letter', async () => {
      const asked = await givenErasure(app, supervisor);
      await approved(app, supervisor, asked);
      await expectDoneOnce(app, supervisor, asked);
      expect(await mailsTo(app, asked.person.email, asked.request.reference)).toBe(2);
    });

    it('everything is answered although the queues are lost again and again', async () => {
      let losing = true;
      const losses = (async () => {
        while (losing) {
          await engine.wipe(app.owner);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })();
      const all = await Promise.all(Array.from({ length: 3 }, () => givenErasure(app, supervisor)));
      await new Promise((resolve) => setTimeout(resolve, 300));
      losing = false;
      await losses;
      await engine.wipe(app.owner);
      for (const asked of all) await approved(app, supervisor, asked);
      await engine.wipe(app.owner);
      for (const asked of all) await expectDoneOnce(app, supervisor, asked);
    });

    it('the daily sweep is on its schedule again after the queues were lost', async () => {
      await engine.wipe(app.owner);
      await until('the schedule', async () => (await engine.contents(app.owner)).includes('0 0 1 1 *'), 5);
    });

    it('a job that comes five times at once does its work once', async () => {
      const asked = await givenErasure(app, supervisor);
      const { id } = asked.request;
      const fiveTimes = (work: () => Promise<void>) => Promise.all(Array.from({ length: 5 }, work));
      const processing = app.service.app.get(Processing, { strict: false });
      const postOffice = app.service.app.get(PostOffice, { strict: false });
      await fiveTimes(() => processing.process(register, id));
      await approved(app, supervisor, asked);
      await fiveTimes(() => processing.process(register, id));
      const mails = await app.owner.query<{ id: string }[]>(
        'select id from outgoing_mail where request_id = $1',
        [id],
      );
      expect(mails).toHaveLength(2);
      for (const mail of mails) await fiveTimes(() => postOffice.send(register, mail.id));
      await expectDoneOnce(app, supervisor, asked);
      expect(await mailsTo(app, asked.person.email, asked.request.reference)).toBe(2);
    });

    it('a nudge about nothing does no harm', async () => {
      const nudges = app.service.app.get(Nudges, { strict: false });
      const nobody = '019aa000-0000-7000-8000-000000000000';
      await nudges.sendMail(register, nobody);
      await nudges.processRequest(register, nobody);
      await nudges.resumeErasures(register, nobody);
      await nudges.purge(register, nobody);
      const asked = await givenErasure(app, supervisor);
      await untilState(app, supervisor, register, asked.request.id, 'erasure', 'awaiting-approval');
    });
  });
});

describe('a mail server', () => {
  it('that is away loses no letter, and gets it once when it is back', async () => {
    const port = await freePort();
    const app = await startTestApp({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    const person = await givenCustomer(app, await app.login('clerk'), register);
    const clerk = await app.login('clerk');
    const { id, reference } = await record(app, clerk, register, ['access'], {
      person: { customerId: person.id },
    });
    const tried = await until('an attempt', async () => {
      const rows = await app.owner.query<{ attempts: number; state: string }[]>(
        'select attempts, state from outgoing_mail where request_id = $1 and attempts > 0',
        [id],
      );
      return rows[0];
    });
    expect(tried).toEqual({ attempts: 1, state: 'queued' });
    // Decided, and not answered before somebody has taken the letter.
    const waiting = await untilState(app, clerk, register, id, 'access', 'in-progress');
    expect(waiting.closedAt).toBeNull();

    const mailbox = await startLocalMailbox({ dir: `${app.service.config.DATA_DIR}/late`, port });
    app.clock.travelTo('2026-11-20T09:03:00+02:00');
    await untilState(app, clerk, register, id, 'access', 'fulfilled');
    const mails = (await mailbox.messages()).filter(({ text }) => text.includes(reference));
    expect(mails.map(({ to }) => to)).toEqual([[person.email]]);
    await mailbox.stop();
    await app.stop();
  });

  it('that says "later" is asked again later, with the same id', async () => {
    const ids: string[] = [];
    let answers = 0;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onData: (stream, _session, answer) => {
        let text = '';
        stream.setEncoding('utf8').on('data', (part: string) => (text += part));
        stream.on('end', () => {
          ids.push(/^message-id: (.*)$/im.exec(text)![1]!);
          answer(++answers < 3 ? Object.assign(new Error('later'), { responseCode: 451 }) : null);
        });
      },
    });
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const app = await startTestApp({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    const clerk = await app.login('clerk');
    const person = await givenCustomer(app, clerk, register);
    const { id } = await record(app, clerk, register, ['access'], { person: { customerId: person.id } });
    for (const [attempts, then] of [
      [1, '2026-11-20T09:03:00+02:00'],
      [2, '2026-11-20T09:06:00+02:00'],
    ] as const) {
      await until('an attempt', async () => ids.length === attempts);
      app.clock.travelTo(then);
    }
    const request = await untilState(app, clerk, register, id, 'access', 'fulfilled');
    expect(itemOf(request, 'access').state).toBe('fulfilled');
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    await app.stop();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});

describe.skipIf(engines[1]!.missing)('a Redis that is away', () => {
  it('stops nobody from asking, and all is answered when it is back', async () => {
    const way = await cuttable(new URL(engines[1]!.engine.env['QUEUE_URL']!));
    const app = await startTestApp({ QUEUE_URL: way.url });
    const clerk = await app.login('clerk');
    const person = await givenCustomer(app, clerk, register);
    way.cut();
    const asked = Date.now();
    const { id } = await record(app, clerk, register, ['access'], { person: { customerId: person.id } });
    expect(Date.now() - asked).toBeLessThan(5_000);
    way.mend();
    await untilState(app, clerk, register, id, 'access', 'fulfilled');
    await app.stop();
    way.close();
  });

  it('keeps nobody from stopping the service', async () => {
    const way = await cuttable(new URL(engines[1]!.engine.env['QUEUE_URL']!));
    const app = await startTestApp({ QUEUE_URL: way.url });
    way.cut();
    await app.stop();
    way.close();
  });
});

describe('a connection that the database ends while somebody holds it', () => {
  it('fails the next query and nothing else', async () => {
    const app = await startTestApp();
    const { url, extra } = app.owner.options as unknown as { url: string; extra: object };
    const pool = new pg.Pool({ connectionString: url, ...extra });
    const faults: unknown[] = [];
    const note = (error: unknown) => void faults.push(error);
    process.on('uncaughtExceptionMonitor', note);
    const client = await pool.connect();
    const { rows } = await client.query<{ id: number }>('select pg_backend_pid() as id');
    await app.owner.query('select pg_terminate_backend($1)', [rows[0]!.id]);
    // Nobody asks anything meanwhile: then the loss has no query to fail.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await expect(client.query('select 1')).rejects.toThrow();
    expect(faults).toEqual([]);
    client.release(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
    process.off('uncaughtExceptionMonitor', note);
    await app.stop();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAFF_TASK_AFTER } from '../src/jobs/perseverance.js';
import type { ReviewPageDto } from '../src/retention/dto/review.dto.js';
import { mailsTo, record } from './support/cases.js';
import { givenCustomer, untilState } from './support/given.js';
import { queueEngines } from './support/queue-engines.js';
import { type Login, startTestApp, type TestApp, until } from './support/test-app.js';

const register = 'umacon';

let app: TestApp;
let clerk: Login;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
});
afterAll(() => app.stop());

const later = (seconds: number) =>
  app.clock.travelTo(new Date(app.clock.now().getTime() + seconds * 1000).toISOString());

async function failures(): Promise<number> {
  const [row] = await app.owner.query<{ attempts: number }[]>('select attempts from stuck_work');
  return row?.attempts ?? 0;
}

async function stuckReviews() {
  const { body } = await app.get(`/v1/registers/${register}/reviews?limit=200`, clerk).expect(200);
  return (body as ReviewPageDto).data.filter(({ kind }) => kind === 'work-stuck');
}

/** Answers to this customer are written in a way that nobody can open. */
const POISON = (customerId: string) => `
  create function spoil() returns trigger language plpgsql as $$
  begin
    if exists (select from request where id = new.request_id and customer_id = '${customerId}') then
      new.sealed := overlay(new.sealed placing '\\x00' from 1 for 1);
    end if;
    return new;
  end
  $$;
  create trigger spoil before insert on outgoing_mail for each row when (new.kind = 'answer') execute function spoil();`;

const CURE = `
  drop trigger spoil on outgoing_mail;
  update outgoing_mail set sealed = overlay(sealed placing '\\x01' from 1 for 1) where get_byte(sealed, 0) = 0;`;

describe('a letter that nobody can open', () => {
  it('becomes a task for staff although the queue is lost each time, keeps up nobody, and goes out once it is mended', async () => {
    const [{ engine }] = queueEngines(0) as [ReturnType<typeof queueEngines>[number]];
    const poisoned = await givenCustomer(app, clerk, register);
    const other = await givenCustomer(app, clerk, register);
    await app.owner.query(POISON(poisoned.id));
    const asked = await record(app, clerk, register, ['access'], { person: { customerId: poisoned.id } });
    const others = await record(app, clerk, register, ['access'], { person: { customerId: other.id } });
    for (let count = 1; ; count++) {
      await until(`failure ${count}`, async () => (await failures()) === count);
      if (count === STAFF_TASK_AFTER) break;
      expect(await stuckReviews()).toEqual([]);
      await engine.wipe(app.owner);
      later(301);
    }
    await untilState(app, clerk, register, others.id, 'access', 'fulfilled');
    expect(await stuckReviews()).toMatchObject([{ requestId: asked.id, customerId: poisoned.id }]);
    const noted = await app.owner.query(`select details from audit_entry where action = 'work.stuck'`);
    expect(noted).toMatchObject([{ details: { kind: 'send-mail', attempts: STAFF_TASK_AFTER } }]);

    await app.owner.query(CURE);
    later(901);
    await untilState(app, clerk, register, asked.id, 'access', 'fulfilled');
    await until('the end of it', async () => (await failures()) === 0);
    expect(await stuckReviews()).toEqual([]);
    expect(await mailsTo(app, poisoned.email, asked.reference)).toBe(1);
  });

  it('is no task when there is nothing left to do', async () => {
    const nobody = '019aa000-0000-7000-8000-000000000000';
    await app.owner.query(
      `insert into stuck_work values (gen_random_uuid(), $1, 'send-mail', $2, 9, 'Error', now(), '2026-01-01')`,
      [register, nobody],
    );
    await until('the row to go', async () => (await failures()) === 0);
  });
});

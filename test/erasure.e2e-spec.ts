import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approve,
  askAndVerify,
  caseOf,
  givenCustomer,
  givenInvoice,
  givenRecord,
  mailTo,
  planOf,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, TODAY, type TestApp, until } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
});
afterAll(() => app.stop());

describe('S01 and S02: erasure with an open invoice, then its payment', () => {
  const register = 'konttorimix';

  it('erases what no hold covers, keeps the rest with its dates, and finishes when the invoice is paid', async () => {
    const person = await givenCustomer(app, clerk, register, {
      data: [{ category: 'marketing-profile', value: 'kahvi' }],
    });
    const order = await givenRecord(app, clerk, register, person, 'orders', { date: '2026-10-10' });
    await givenRecord(app, clerk, register, person, 'orders', { date: '2025-05-05' });
    const open = await givenInvoice(app, clerk, register, person, {
      bookedOn: '2026-10-15',
      dueOn: '2026-11-14',
      orderId: order,
    });
    await givenInvoice(app, clerk, register, person, {
      bookedOn: '2020-05-03',
      status: 'paid',
      balance: '0.00',
    });
    await givenInvoice(app, clerk, register, person, {
      bookedOn: '2019-02-10',
      status: 'paid',
      balance: '0.00',
    });

    await askAndVerify(app, register, person, ['erasure']);
    const found = await caseOf(app, clerk, register, person.id);
    await untilState(app, clerk, register, found.id, 'erasure', 'awaiting-approval');
    expect(found.items[0]!.due).toBe('2026-12-21');

    const plan = await planOf(app, clerk, register, found, 'erasure');
    const fate = plan.data
      .map(({ category, outcome, keepUntil, holds }) =>
        [category, outcome, keepUntil, holds.join()].join(' '),
      )
      .sort();
    expect(fate).toEqual(
      [
        'email keep  OPEN_INVOICE',
        'invoice erase  ',
        'invoice keep  STATUTORY_VOUCHER,OPEN_INVOICE',
        'invoice keep 2026-12-31 STATUTORY_VOUCHER',
        'marketing-profile erase  ',
        'name keep  OPEN_INVOICE',
        'order erase  ',
        'order keep  OPEN_INVOICE',
        'phone erase  ',
        'postal-address keep  OPEN_INVOICE',
      ].sort(),
    );

    await approve(app, supervisor, register, found, 'erasure');
    await untilState(app, clerk, register, found.id, 'erasure', 'partly-fulfilled');
    const letter = await mailTo(app, person.email, found.reference);
    expect(letter.text).toContain('31.12.2026');
    expect(letter.text).toContain('Lintulahdenkuja 4');
    await app.get(`/v1/registers/${register}/customers/${person.id}`, clerk).expect(423);

    app.clock.travelTo('2026-12-10T10:00:00+02:00');
    clerk = await app.login('clerk');
    await app
      .patch(
        `/v1/registers/${register}/customers/${person.id}/invoices/${open}`,
        { status: 'paid', balance: '0.00' },
        clerk,
      )
      .expect(200);
    const left = await until('the rest of the erasure', async () => {
      const rows = await app.owner.query<{ category: string }[]>(
        'select category from datum where customer_id = $1',
        [person.id],
      );
      return rows.length < 6 && rows;
    });
    expect(left.map(({ category }) => category)).toEqual(['invoice', 'invoice']);
    const second = await until('the second letter', async () => {
      const [newest] = await app.mailbox.messages();
      return newest && newest.text !== letter.text && newest;
    });
    expect(second.to).toEqual([person.email]);
    expect(second.text).toContain(found.reference);
    expect(second.text).toContain('31.12.2032');
    app.clock.travelTo(TODAY);
  }, 60_000);
});

describe('an open end that closes while a dated hold keeps everything', () => {
  it('still brings the second letter that was promised, once', async () => {
    const register = 'umacon';
    const person = await givenCustomer(app, clerk, register);
    const open = await givenInvoice(app, clerk, register, person, { bookedOn: '2026-10-15' });
    const rows = () => app.owner.query<object[]>('select 1 from datum where customer_id = $1', [person.id]);
    await app.owner.query(`update datum set record_id = $1 where customer_id = $2 and record_id is null`, [
      open,
      person.id,
    ]);
    await askAndVerify(app, register, person, ['erasure', 'objection']);
    const found = await caseOf(app, clerk, register, person.id);
    await untilState(app, clerk, register, found.id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, found, 'erasure');
    await untilState(app, clerk, register, found.id, 'erasure', 'refused');
    const before = await rows();
    await app
      .patch(
        `/v1/registers/${register}/customers/${person.id}/invoices/${open}`,
        { status: 'paid', balance: '0.00' },
        clerk,
      )
      .expect(200);
    const seconds = () =>
      app.owner.query<object[]>(
        `select 1 from outgoing_mail where request_id = $1 and kind = 'second-letter'`,
        [found.id],
      );
    await until('the second letter', async () => (await seconds()).length > 0);
    const { DeferredErasures } = await import('../src/requests/deferred-erasures.js');
    await app.service.app.get(DeferredErasures).resume(register, person.id);
    expect(await seconds()).toHaveLength(1);
    expect(await rows()).toHaveLength(before.length);
  });
});

describe('S20: nobody is held', () => {
  it('answers that nothing is held', async () => {
    const stranger = { name: 'Outo Vieras', email: 'outo@vieras.example' };
    await askAndVerify(app, 'umacon', stranger, ['erasure', 'access'], { language: 'en' });
    const answer = await mailTo(app, stranger.email, 'We do not process personal data about you');
    expect(answer.text).toContain('Ombudsman');
  });
});

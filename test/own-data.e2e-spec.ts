import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../src/database/database.js';
import type { Right } from '../src/domain/category.js';
import { Cases } from '../src/requests/cases.js';
import type { RequestDto } from '../src/requests/dto/request.dto.js';
import { DailySweep } from '../src/retention/daily-sweep.js';
import type { OwnDataDto } from '../src/retention/dto/own-data.dto.js';
import { OwnData } from '../src/retention/own-data.js';
import { act, notedActions, record } from './support/cases.js';
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
  untilState,
} from './support/given.js';
import { type Login, startTestApp, TODAY, type TestApp, until } from './support/test-app.js';

let app: TestApp;
let clerk: Login;
let supervisor: Login;
/** It states no retention and so has no purge; the periods of its own data run all the same. */
const register = 'nummek';

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(() => travel(TODAY));

async function travel(instant: string): Promise<void> {
  app.clock.travelTo(instant);
  clerk = await app.login('clerk');
  supervisor = await app.login('supervisor');
}

/** The sweep at noon of a day. */
async function sweepOn(day: string): Promise<void> {
  await travel(`${day}T12:00:00+02:00`);
  await app.service.app.get(OwnData).purge(register);
}

async function reported(kind: string, at: string): Promise<OwnDataDto['kinds'][number]> {
  const { body } = await app.get(`/v1/registers/${register}/own-data?at=${at}`, supervisor).expect(200);
  return (body as OwnDataDto).kinds.find((each) => each.kind === kind)!;
}

/** How many rows of each table still belong to a case, and whether its key is there. */
async function left({ id }: { id: string }, keyId: string) {
  const [counts] = await app.owner.query<Record<string, number>[]>(
    `select (select count(*)::int from request where id = $1) as request,
            (select count(*)::int from request_item where request_id = $1) as items,
            (select count(*)::int from question where request_id = $1) as questions,
            (select count(*)::int from outgoing_mail where request_id = $1) as mails,
            (select count(*)::int from package where request_id = $1) as packages,
            (select count(*)::int from vault.data_key where id = $2) as keys`,
    [id, keyId],
  );
  return counts!;
}

const NOTHING = { request: 0, items: 0, questions: 0, mails: 0, packages: 0, keys: 0 };
const keyOf = async ({ id }: { id: string }) =>
  (await app.owner.query<{ key: string }[]>('select key_id as key from request where id = $1', [id]))[0]!.key;
const caseFileOf = ({ id }: { id: string }) =>
  app.service.app
    .get(Database)
    .inRegister(register, (tx) => app.service.app.get(Cases, { strict: false }).load(tx, id));

async function givenFulfilledAccess(person: GivenPerson, also = {}): Promise<RequestDto> {
  await askAndVerify(app, register, person, ['access'], also);
  const found = await caseOf(app, clerk, register, person.id);
  return untilState(app, clerk, register, found.id, 'access', 'fulfilled');
}

describe('a package', () => {
  it('is kept for sixty days and gone on the day after', async () => {
    const request = await givenFulfilledAccess(await givenCustomer(app, clerk, register));
    const key = await keyOf(request);
    await sweepOn('2027-01-19');
    expect(await left(request, key)).toMatchObject({ packages: 1 });
    expect(await reported('packages', '2027-01-20')).toMatchObject({ lapsed: 1, running: 0, period: 'P60D' });
    expect(await reported('packages', '2027-01-19')).toMatchObject({ lapsed: 0, nextOn: '2027-01-20' });
    await sweepOn('2027-01-20');
    expect(await left(request, key)).toMatchObject({ packages: 0, request: 1, keys: 1 });
  });
});

describe('evidence of identity', () => {
  it('leaves the case file thirty days after the decision; how the person was identified stays', async () => {
    const person = await givenCustomer(app, clerk, register);
    await givenRecord(app, clerk, register, person, 'orders', { date: '2026-10-10', reference: 'T-77' });
    const proofs = [{ kind: 'order-number', value: 'T-77' }];
    const request = await givenFulfilledAccess(person, { proofs });
    await sweepOn('2026-12-20');
    expect((await caseFileOf(request)).file.evidence).toMatchObject(proofs);
    await sweepOn('2026-12-21');
    const opened = await caseFileOf(request);
    expect(opened.file).toMatchObject({ evidence: [], name: person.name });
    expect(opened.request.identification).toMatchObject({
      kinds: ['known-channel', 'record-fact'],
      level: 2,
    });
    expect(await notedActions(app, request.id)).toContain('request.evidence-erased');
    expect(await reported('identityEvidence', '2026-12-22')).toMatchObject({ lapsed: 0 });
  });

  it('stays while nothing is decided', async () => {
    const { name } = await givenCustomer(app, clerk, register);
    const request = await record(app, clerk, register, ['access'], {
      person: { name, email: 'kysyja@vieras.example' },
      evidence: [{ kind: 'signature', value: 'kirje' }],
    });
    await untilState(app, clerk, register, request.id, 'access', 'awaiting-identification');
    await sweepOn('2027-06-01');
    expect((await caseFileOf(request)).file.evidence).toHaveLength(1);
  });
});

describe('a request nobody verified', () => {
  it('is gone with its mail and its key thirty days after it was sent', async () => {
    const stranger = { name: 'Vahvistamaton Kysyjä', email: 'vahvistamaton@vieras.example' };
    await ask(app, register, stranger, ['access']).expect(202);
    await mailTo(app, stranger.email, '/verify/');
    const [request] = await app.owner.query<{ id: string }[]>(
      'select id from request order by id desc limit 1',
    );
    const key = await keyOf(request!);
    await sweepOn('2026-12-20');
    expect(await left(request!, key)).toMatchObject({ request: 1, mails: 1, keys: 1 });
    await sweepOn('2026-12-21');
    expect(await left(request!, key)).toEqual(NOTHING);
    expect((await notedActions(app, request!.id)).at(-1)).toBe('request.file-destroyed');
  });

  it('lapses where the same case holds an objection in force, and the case is closed', async () => {
    const person = await givenCustomer(app, clerk, register);
    await ask(app, register, person, ['objection', 'access']).expect(202);
    await mailTo(app, person.email, '/undo/');
    const [request] = await app.owner.query<{ id: string }[]>(
      'select id from request order by id desc limit 1',
    );
    await untilState(app, clerk, register, request!.id, 'objection', 'fulfilled');
    await sweepOn('2026-12-21');
    const { body } = await app.get(`/v1/registers/${register}/requests/${request!.id}`, clerk).expect(200);
    const { items, closedAt } = body as RequestDto;
    expect(items.map(({ right, state }) => `${right} ${state}`).sort()).toEqual([
      'access withdrawn',
      'objection fulfilled',
    ]);
    expect(closedAt).not.toBeNull();
  });
});

describe('a case file', () => {
  const asked = (rights: Right[], person: object) => record(app, clerk, register, rights, { person });

  const ENDS: Record<string, () => Promise<RequestDto>> = {
    fulfilled: async () => givenFulfilledAccess(await givenCustomer(app, clerk, register)),
    refused: async () => {
      const person = await givenCustomer(app, clerk, register);
      const request = await asked(['erasure'], { customerId: person.id });
      const { items } = await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
      const refusal = {
        itemId: items[0]!.id,
        reasons: ['manifestly-unfounded'],
        text: 'Pyyntö on esitetty pelkästään haittaamistarkoituksessa.',
      };
      await act(app, supervisor, register, request, 'refuse', refusal);
      return untilState(app, clerk, register, request.id, 'erasure', 'refused');
    },
    withdrawn: async () => {
      const person = await givenCustomer(app, clerk, register);
      const request = await asked(['erasure'], { customerId: person.id });
      await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
      return act(app, clerk, register, request, 'withdraw', {});
    },
    'not-identifiable': async () => {
      const { name } = await givenCustomer(app, clerk, register);
      const request = await asked(['access'], { name, email: 'joku@vieras.example' });
      const { items } = await untilState(
        app,
        clerk,
        register,
        request.id,
        'access',
        'awaiting-identification',
      );
      const refusal = { itemId: items[0]!.id, reasons: ['not-identifiable'], text: 'Emme tunnistaneet.' };
      await act(app, supervisor, register, request, 'refuse', refusal);
      return untilState(app, clerk, register, request.id, 'access', 'not-identifiable');
    },
    'decided, but never handed over': async () => {
      const request = await givenFulfilledAccess(await givenCustomer(app, clerk, register));
      await app.owner.query(`update outgoing_mail set state = 'failed' where request_id = $1`, [request.id]);
      await app.owner.query(`update request set closed_at = null where id = $1`, [request.id]);
      await app.owner.query(
        `update request_item set state = 'in-progress', answered_at = null where request_id = $1`,
        [request.id],
      );
      return request;
    },
  };

  it.each(Object.entries(ENDS))('goes three years after its end: %s', async (_, givenCase) => {
    const request = await givenCase();
    const key = await keyOf(request);
    await sweepOn('2029-11-20');
    expect(await left(request, key)).toMatchObject({ request: 1, items: 1, keys: 1 });
    await sweepOn('2029-11-21');
    expect(await left(request, key)).toEqual(NOTHING);
    expect((await notedActions(app, request.id)).at(-1)).toBe('request.file-destroyed');
  });

  it('does not wait for a voucher whose end the letters have told; the voucher still goes when its years are over', async () => {
    const person = await givenCustomer(app, clerk, register);
    await givenInvoice(app, clerk, register, person, {
      bookedOn: '2026-10-15',
      status: 'paid',
      balance: '0.00',
      data: [{ category: 'invoice', value: { description: 'lasku' } }],
    });
    await askAndVerify(app, register, person, ['erasure']);
    const found = await caseOf(app, clerk, register, person.id);
    const planned = await untilState(app, clerk, register, found.id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, planned, 'erasure');
    await untilState(app, clerk, register, found.id, 'erasure', 'partly-fulfilled');
    const key = await keyOf(found);
    await sweepOn('2029-11-21');
    expect(await left(found, key)).toEqual(NOTHING);
    const exists = () => app.owner.query<object[]>('select 1 from customer where id = $1', [person.id]);
    await travel('2033-01-01T12:00:00+02:00');
    expect(await exists()).toHaveLength(1);
    await app.service.app.get(DailySweep).run();
    expect(await exists()).toHaveLength(0);
  });

  it('waits for the second letter of a postponed erasure', async () => {
    const person = await givenCustomer(app, clerk, register);
    const invoice = await givenInvoice(app, clerk, register, person, {
      bookedOn: '2019-10-15',
      dueOn: '2026-11-14',
    });
    await askAndVerify(app, register, person, ['erasure']);
    const found = await caseOf(app, clerk, register, person.id);
    const planned = await untilState(app, clerk, register, found.id, 'erasure', 'awaiting-approval');
    await approve(app, supervisor, register, planned, 'erasure');
    await untilState(app, clerk, register, found.id, 'erasure', 'partly-fulfilled');
    const key = await keyOf(found);

    await sweepOn('2031-01-01');
    expect(await left(found, key)).toMatchObject({ request: 1, keys: 1 });
    expect(await reported('caseFile', '2031-01-01')).toMatchObject({
      lapsed: 0,
      kept: { 'postponed-erasure': 1 },
    });
    await app
      .patch(
        `/v1/registers/${register}/customers/${person.id}/invoices/${invoice}`,
        { status: 'paid', balance: '0.00' },
        clerk,
      )
      .expect(200);
    await until('the second letter', async () => {
      const rows = await app.owner.query<object[]>(
        `select 1 from outgoing_mail where request_id = $1 and kind = 'second-letter' and state = 'sent'`,
        [found.id],
      );
      return rows.length === 1;
    });
    await sweepOn('2031-01-02');
    expect(await left(found, key)).toEqual(NOTHING);
  });

  it('stays while a legal claim of the person is held', async () => {
    const person = await givenCustomer(app, clerk, register);
    const request = await givenFulfilledAccess(person);
    const hold = { code: 'LEGAL_CLAIM', categories: ['name'], recordIds: [], reason: 'Riita vastauksesta.' };
    await app
      .post(
        `/v1/registers/${register}/holds`,
        { ...hold, customerId: person.id, from: '2026-11-20', reviewOn: '2027-11-20', until: '2029-12-31' },
        clerk,
      )
      .expect(201);
    const key = await keyOf(request);
    await sweepOn('2029-12-31');
    expect(await left(request, key)).toMatchObject({ request: 1, keys: 1 });
    expect(await reported('caseFile', '2029-12-31')).toMatchObject({ kept: { 'legal-claim': 1 } });
    await sweepOn('2030-01-01');
    expect(await left(request, key)).toEqual(NOTHING);
  });

  it('goes once, however many sweeps run at once', async () => {
    const request = await givenFulfilledAccess(await givenCustomer(app, clerk, register));
    await travel('2029-11-21T12:00:00+02:00');
    const own = app.service.app.get(OwnData);
    const ended = await Promise.all([own.purge(register), own.purge(register), own.purge(register)]);
    expect(ended.reduce((sum, { caseFile }) => sum + caseFile, 0)).toBe(1);
    const destroyed = (await notedActions(app, request.id)).filter((a) => a === 'request.file-destroyed');
    expect(destroyed).toHaveLength(1);
  });
});

describe('the daily sweep', () => {
  it('ends own data of every register, also where no purge may run', async () => {
    const request = await givenFulfilledAccess(await givenCustomer(app, clerk, register));
    const key = await keyOf(request);
    await travel('2029-11-21T03:00:00+02:00');
    await app.service.app.get(DailySweep).run();
    expect(await left(request, key)).toEqual(NOTHING);
  });

  it('says who may see what it will do', async () => {
    await app.get(`/v1/registers/${register}/own-data`, await app.login('auditor')).expect(200);
    await app.get(`/v1/registers/${register}/own-data`, clerk).expect(403);
  });
});

describe('the log', () => {
  const entries = (year: number) =>
    app.owner.query<object[]>(
      'select 1 from audit_entry where register = $1 and extract(year from at) = $2 limit 1',
      ['ip-produkter', year],
    );

  it('is kept for ten years', async () => {
    await travel('2026-11-20T09:00:00+02:00');
    await givenCustomer(app, clerk, 'ip-produkter');
    await travel('2036-11-20T09:00:00+02:00');
    await givenCustomer(app, clerk, 'ip-produkter');
    await app.service.app.get(OwnData).purge('ip-produkter');
    expect(await entries(2026)).toHaveLength(1);
    await travel('2036-11-21T09:00:00+02:00');
    await app.service.app.get(OwnData).purge('ip-produkter');
    expect(await entries(2026)).toHaveLength(0);
    expect(await entries(2036)).toHaveLength(1);
  });

  it('keeps its last year whoever asks, and is ended in no other way', async () => {
    const one = () =>
      app.owner.query<{ id: string }[]>(
        `select id from audit_entry where register = 'ip-produkter' order by id desc limit 1`,
      );
    const [newest] = await one();
    await app.service.app.get(Database).inRegister('ip-produkter', async (tx) => {
      await tx.query('select end_audit_entries($1)', [[newest!.id]]);
      await expect(
        tx.transaction((inner) => inner.query('delete from audit_entry where id = $1', [newest!.id])),
      ).rejects.toThrow();
    });
    expect(await one()).toEqual([newest]);
  });
});

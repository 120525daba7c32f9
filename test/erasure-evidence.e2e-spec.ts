import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/database/database.js';
import type { LedgerEntry } from '../src/ledger/ledger-line.js';
import { LedgerReader } from '../src/ledger/ledger-reader.js';
import type { CertificateDto } from '../src/requests/dto/certificate.dto.js';
import { Processing } from '../src/requests/processing.js';
import { act, answerLetter, categoriesOf, itemOf, lettersOf, notedActions, record } from './support/cases.js';
import { policiesWith } from './support/edited-policies.js';
import {
  approve,
  type GivenPerson,
  givenCustomer,
  givenInvoice,
  givenRecord,
  planOf,
  untilState,
} from './support/given.js';
import { type Login, startTestApp, type TestApp, TODAY, until } from './support/test-app.js';

const register = 'umacon';
const requests = `/v1/registers/${register}/requests`;
const policies = policiesWith(register, {
  erasureWaiting: { period: 'P3D', cite: 'decision of the controller' },
});

let app: TestApp;
let clerk: Login;

beforeAll(async () => {
  app = await startTestApp({ POLICIES_DIR: policies });
  clerk = await app.login('clerk');
});
afterAll(async () => {
  await app.stop();
  await rm(policies, { recursive: true });
});

const ask = (person: GivenPerson, also: object = {}, staff = clerk, where = register) =>
  record(app, staff, where, ['erasure'], { person: { customerId: person.id }, ...also });
const planned = (id: string, where = register) =>
  untilState(app, clerk, where, id, 'erasure', 'awaiting-approval');

async function ledger(where: string): Promise<LedgerEntry[]> {
  const { app: services } = app.service;
  return services.get(Database).inRegister(where, async (tx) => {
    const entries: LedgerEntry[] = [];
    for await (const { entry } of services.get(LedgerReader).entries(tx, where)) entries.push(entry);
    return entries;
  });
}

describe('two pairs of eyes', () => {
  it('lets the only one who can approve do so alone, and says so loudly', async () => {
    const supervisor = await app.login('supervisor', 'nokopa');
    const person = await givenCustomer(app, clerk, 'nokopa');
    const request = await ask(person, {}, supervisor, 'nokopa');
    const reason = 'Meillä ei ole muita hyväksyjiä.';
    await approve(app, supervisor, 'nokopa', await planned(request.id, 'nokopa'), 'erasure', {
      selfApproval: { reason },
    });
    const done = await untilState(app, clerk, 'nokopa', request.id, 'erasure', 'fulfilled');
    expect(itemOf(done, 'erasure').selfApproved).toBe(true);
    expect(await notedActions(app, request.id)).toContain('request.self-approved');
  });

  it('refuses the one who recorded the case while somebody else can approve it, and keeps the attempt', async () => {
    const [one, other] = [await app.login('supervisor'), await app.login('supervisor')];
    const person = await givenCustomer(app, clerk, register);
    const request = await ask(person, {}, one);
    const waiting = await planned(request.id);
    const { planHash } = await planOf(app, clerk, register, waiting, 'erasure');
    const { id: itemId } = itemOf(waiting, 'erasure');
    const refused = await app
      .post(`${requests}/${request.id}/approve`, { itemId, planHash }, one)
      .expect(403);
    expect(refused.body).toMatchObject({ code: 'SELF_APPROVAL' });
    expect(await notedActions(app, request.id)).toContain('request.self-approval-refused');
    await untilState(app, clerk, register, request.id, 'erasure', 'awaiting-approval');
    await approve(app, other, register, waiting, 'erasure');
    const approved = await untilState(app, clerk, register, request.id, 'erasure', 'in-progress');
    expect(itemOf(approved, 'erasure').selfApproved).toBe(false);
  });
});

describe('time for second thoughts', () => {
  it('waits after the approval, can be withdrawn meanwhile, and is carried out on its day', async () => {
    const supervisor = await app.login('supervisor');
    const [stays, goes] = [
      await givenCustomer(app, clerk, register),
      await givenCustomer(app, clerk, register),
    ];
    const [withdrawn, kept] = [await ask(stays), await ask(goes)];
    for (const { id } of [withdrawn, kept]) {
      const waiting = await planned(id);
      const { body } = await app.get(`${requests}/${id}/plan`, clerk).expect(200);
      expect(body).toMatchObject({ executesOn: '2026-11-23' });
      await approve(app, supervisor, register, waiting, 'erasure');
    }
    const processing = app.service.app.get(Processing);
    await processing.process(register, kept.id);
    expect(
      itemOf(await untilState(app, clerk, register, kept.id, 'erasure', 'in-progress'), 'erasure'),
    ).toMatchObject({ executesOn: '2026-11-23' });
    expect(await categoriesOf(app, goes)).toHaveLength(4);
    await act(app, clerk, register, withdrawn, 'withdraw', {});
    app.clock.travelTo('2026-11-23T09:00:00+02:00');
    clerk = await app.login('clerk');
    await untilState(app, clerk, register, kept.id, 'erasure', 'fulfilled');
    expect(await categoriesOf(app, goes)).toEqual([]);
    expect(await categoriesOf(app, stays)).toHaveLength(4);
    const receipt = await app.get(`${requests}/${kept.id}/letters`, clerk);
    expect(receipt.text).toContain('voit perua poistopyynnön');
    app.clock.travelTo(TODAY);
    clerk = await app.login('clerk');
  }, 40_000);

  it('lets a hold that is set meanwhile win over the approval', async () => {
    const supervisor = await app.login('supervisor');
    const person = await givenCustomer(app, clerk, register);
    const request = await ask(person);
    await approve(app, supervisor, register, await planned(request.id), 'erasure');
    await untilState(app, clerk, register, request.id, 'erasure', 'in-progress');
    await app
      .post(
        `/v1/registers/${register}/holds`,
        {
          customerId: person.id,
          code: 'LEGAL_CLAIM',
          recordIds: [],
          from: '2026-11-20',
          categories: ['name'],
          reason: 'Vahingonkorvausvaatimus on vireillä.',
          reviewOn: '2027-01-01',
        },
        clerk,
      )
      .expect(201);
    app.clock.travelTo('2026-11-24T09:00:00+02:00');
    clerk = await app.login('clerk');
    const again = await planned(request.id);
    const plan = await planOf(app, clerk, register, again, 'erasure');
    expect(plan.data.find(({ category }) => category === 'name')).toMatchObject({ outcome: 'keep' });
    expect(await categoriesOf(app, person)).toHaveLength(4);
    app.clock.travelTo(TODAY);
    clerk = await app.login('clerk');
  }, 40_000);
});

describe('what an erasure leaves behind', () => {
  const where = 'konttorimix';

  it('is no key, an entry of the ledger without the person, and a certificate', async () => {
    const supervisor = await app.login('supervisor');
    const person = await givenCustomer(app, clerk, where);
    await givenRecord(app, clerk, where, person, 'orders', { date: '2026-10-10' });
    const [{ key_id: keyId }] = await app.owner.query<[{ key_id: string }]>(
      'select key_id from customer where id = $1',
      [person.id],
    );
    const request = await ask(person, { demand: 'anonymisation' }, clerk, where);
    await approve(app, supervisor, where, await planned(request.id, where), 'erasure');
    await untilState(app, clerk, where, request.id, 'erasure', 'fulfilled');
    expect(await app.owner.query('select 1 from vault.data_key where id = $1', [keyId])).toEqual([]);

    const entries = (await ledger(where)).filter(({ kind }) => kind === 'erasure');
    expect(entries).toEqual([
      expect.objectContaining({ customer: person.id, person: true, request: request.id }),
    ]);
    const file = await readFile(join(app.service.config.DATA_DIR, 'ledger', `${where}.jsonl`), 'utf8');
    for (const value of [person.name, person.email, person.customerNumber]) expect(file).not.toContain(value);
    expect(
      await app.service.app
        .get(Database)
        .inRegister(where, (tx) => app.service.app.get(LedgerReader).check(tx, where)),
    ).toMatchObject({ broken: 0, missing: 0 });

    const { body } = await app
      .get(`/v1/registers/${where}/requests/${request.id}/certificate`, clerk)
      .expect(200);
    const certificate = body as CertificateDto;
    expect(certificate).toMatchObject({ reference: request.reference, kept: [] });
    expect(certificate.erasures).toEqual([
      expect.objectContaining({ ledgerEntry: entries[0]!.id, keyDestroyed: true }),
    ]);
    expect(certificate.erasures[0]!.destroyed).toContainEqual(
      expect.objectContaining({ category: 'order', outcome: 'anonymise', count: 1 }),
    );
    expect(JSON.stringify(certificate)).not.toContain(person.name);
    const pdf = await app
      .get(`/v1/registers/${where}/requests/${request.id}/certificate/pdf?lang=sv`, clerk)
      .expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect((await answerLetter(app, clerk, where, request)).text).toContain(
      'Pyysit tietojesi anonymisointia',
    );
  });

  it('counts in sums, once its hold has ended, what was to be anonymised and could not be yet', async () => {
    const supervisor = await app.login('supervisor');
    const person = await givenCustomer(app, clerk, where);
    const orderId = await givenRecord(app, clerk, where, person, 'orders', { date: '2026-10-10' });
    const open = await givenInvoice(app, clerk, where, person, { bookedOn: '2026-10-15', orderId });
    const request = await ask(person, { demand: 'anonymisation' }, clerk, where);
    await approve(app, supervisor, where, await planned(request.id, where), 'erasure');
    await untilState(app, clerk, where, request.id, 'erasure', 'partly-fulfilled');
    const paid = { status: 'paid', balance: '0.00' };
    await app
      .patch(`/v1/registers/${where}/customers/${person.id}/invoices/${open}`, paid, clerk)
      .expect(200);
    const second = await until('the second letter', async () =>
      (await lettersOf(app, clerk, where, request)).find(({ kind }) => kind === 'second-letter'),
    );
    expect(second.text).toContain('Tilauksistasi jää tilastoomme vain kuukausi');
    const { body } = await app
      .get(`/v1/registers/${where}/requests/${request.id}/certificate`, clerk)
      .expect(200);
    expect((body as CertificateDto).erasures.at(-1)!.destroyed).toContainEqual(
      expect.objectContaining({ category: 'order', outcome: 'anonymise', count: 1 }),
    );
  });

  it('is a note of every restriction and of its end, so that a restored backup can be told', async () => {
    const person = await givenCustomer(app, clerk, where);
    const path = `/v1/registers/${where}/customers/${person.id}/restrictions`;
    const set = await app.post(path, { ground: '18(1)(b)', categories: ['phone'] }, clerk).expect(201);
    const { id } = set.body as { id: string };
    for (const step of ['lift-notice', 'lift'])
      await app.post(`${path}/${id}/${step}`, {}, clerk).expect(200);
    const noted = (await ledger(where)).filter((entry) => 'restriction' in entry && entry.restriction === id);
    expect(noted).toEqual([
      expect.objectContaining({ kind: 'restriction', ground: '18(1)(b)', categories: ['phone'] }),
      expect.objectContaining({ kind: 'restriction-lifted', customer: person.id }),
    ]);
  });

  it('has a certificate for nothing that was not erased', async () => {
    const person = await givenCustomer(app, clerk, where);
    const request = await ask(person, {}, clerk, where);
    await app.get(`/v1/registers/${where}/requests/${request.id}/certificate`, clerk).expect(404);
  });

  it('refuses a demand without an erasure', async () => {
    const body = { receivedOn: '2026-11-20', channel: 'letter', language: 'fi', person: { name: 'Testi' } };
    const refused = await app
      .post(`/v1/registers/${where}/requests`, { ...body, rights: ['access'], demand: 'oblivion' }, clerk)
      .expect(400);
    expect((refused.body as { errors: object[] }).errors).toEqual([
      expect.objectContaining({ pointer: '/demand' }),
    ]);
  });

  it('is everything, when a part could not be destroyed: nothing half done, and staff are told once', async () => {
    const supervisor = await app.login('supervisor');
    const person = await givenCustomer(app, clerk, where);
    await givenInvoice(app, clerk, where, person, { bookedOn: '2026-10-15' });
    // A store that does not let go: the deletion is accepted, and the row stays.
    await app.owner.query(`
      create function keeps() returns trigger language plpgsql as 'begin return null; end';
      create trigger keeps before delete on datum for each row
        when (old.category = 'phone' and old.customer_id = '${person.id}') execute function keeps()`);
    const request = await ask(person, {}, clerk, where);
    await approve(app, supervisor, where, await planned(request.id, where), 'erasure');
    await until('the finding', async () =>
      (await notedActions(app, request.id)).includes('erasure.residue-found'),
    );
    const processing = app.service.app.get(Processing);
    await expect(processing.process(where, request.id)).rejects.toThrow('datum');
    expect(
      (await notedActions(app, request.id)).filter((action) => action === 'erasure.residue-found'),
    ).toHaveLength(1);
    expect(await categoriesOf(app, person)).toContain('email');
    expect((await ledger(where)).some((entry) => 'customer' in entry && entry.customer === person.id)).toBe(
      false,
    );

    await app.owner.query('drop trigger keeps on datum');
    await processing.process(where, request.id);
    await untilState(app, clerk, where, request.id, 'erasure', 'partly-fulfilled');
  }, 40_000);
});

import { join } from 'node:path';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '../src/audit/audit-log.js';
import type { EntityManager } from 'typeorm';
import { CustomerSearch } from '../src/customers/customer-search.js';
import { CsvImport } from '../src/customers/import/csv-import.service.js';
import { Rehashing } from '../src/customers/rehashing.js';
import { SearchKeyChange, type SearchKeyStep } from '../src/customers/search-key-change.js';
import { Database } from '../src/database/database.js';
import { KeyStore } from '../src/vault/key-store.js';
import { SearchKeys } from '../src/vault/search-keys.js';
import { record } from './support/cases.js';
import { approve, type GivenPerson, givenCustomer, givenInvoice, untilState } from './support/given.js';
import { houseKeys } from './support/house-keys.js';
import { Killed } from './support/open-vault.js';
import { type Login, startTestApp, type TestApp } from './support/test-app.js';

const register = 'umacon';
const customers = `/v1/registers/${register}/customers`;

let app: TestApp;
let clerk: Login;

beforeAll(async () => {
  app = await startTestApp();
  clerk = await app.login('clerk');
  // As in a house from before there were versions: the first key is derived and has a sign only.
  await app.service.app.get(KeyStore).create('search/umacon/0', [Buffer.alloc(32, 1)]);
});
afterAll(() => app?.stop());

/** A change that ends with its process at this step, the count of times it is reached. */
class Dying extends SearchKeyChange {
  constructor(
    private readonly dies: SearchKeyStep | null,
    private times = 1,
  ) {
    const get = <T>(what: new (...any: never[]) => T) => app.service.app.get<T>(what, { strict: false });
    super(get(Database), get(SearchKeys), get(Rehashing), get(AuditLog));
  }

  protected override reached(step: SearchKeyStep): void {
    if (step === this.dies && --this.times === 0) throw new Killed(step);
  }
}

const found = async (by: object, where = register): Promise<string[]> => {
  const { body } = await app.post(`/v1/registers/${where}/customers/search`, by, clerk).expect(200);
  return (body as { data: { id: string }[] }).data.map(({ id }) => id);
};

const byReference = (value: string) => (tx: EntityManager) =>
  app.service.app
    .get(CustomerSearch, { strict: false })
    .find(tx, register, { field: 'record-reference', value });

async function expectFound({ id, name, email, customerNumber }: GivenPerson, reference?: string) {
  expect(await found({ email })).toEqual([id]);
  expect(await found({ customerNumber })).toEqual([id]);
  expect(await found({ name })).toEqual([id]);
  if (reference)
    expect(await app.service.app.get(Database).inRegister(register, byReference(reference))).toEqual([id]);
}

const versions = async (of = register): Promise<Record<string, number>> => {
  const rows = await app.owner.query<{ version: number; count: number }[]>(
    `select key_version as version, count(*)::int as count from blind_index_entry where register = $1 group by 1
     union all select import_key_version, count(*)::int from record where register = $1 group by 1`,
    [of],
  );
  const counted: Record<string, number> = {};
  for (const { version, count } of rows) counted[version] = (counted[version] ?? 0) + count;
  return counted;
};
const keyFiles = (of = register) => app.service.app.get(SearchKeys).versions(of);

const csv = 'customerNumber,personType,name,email\nI-1,consumer,Ines Keksitty,ines@posti.example\n';
const importing = async () => {
  const report = await app.service.app
    .get(CsvImport, { strict: false })
    .importCsv(register, 'customers', Readable.from([csv]), 'system');
  return report;
};

describe('a change of the search key', () => {
  let people: GivenPerson[];
  let erased: GivenPerson;
  let theirs: Record<string, number>;

  beforeAll(async () => {
    people = [];
    for (let count = 0; count < 4; count++) people.push(await givenCustomer(app, clerk, register));
    await givenInvoice(app, clerk, register, people[0]!, { reference: 'LASKU-1', bookedOn: '2026-10-15' });
    await importing();
    erased = await givenCustomer(app, clerk, register);
    const asked = await record(app, clerk, register, ['erasure'], { person: { customerId: erased.id } });
    const planned = await untilState(app, clerk, register, asked.id, 'erasure', 'awaiting-approval');
    await approve(app, await app.login('supervisor'), register, planned, 'erasure');
    await untilState(app, clerk, register, asked.id, 'erasure', 'fulfilled');
    await givenCustomer(app, clerk, 'nokopa');
    theirs = await versions('nokopa');
  }, 60_000);

  it('begins with the key of a house from before, and leaves everybody found when it is cut off', async () => {
    expect(Object.keys(await versions())).toEqual(['0']);
    await expectFound(people[0]!, 'LASKU-1');
    await expect(new Dying('begun').change(register)).rejects.toThrow(Killed);
    await expectFound(people[1]!);
    await expect(new Dying('rehashed', 2).goOn(register)).rejects.toThrow(Killed);
    expect(Object.keys(await versions())).toEqual(['0', '1']);
    for (const [position, person] of people.entries())
      await expectFound(person, position === 0 ? 'LASKU-1' : undefined);
  });

  it('lets nobody in twice meanwhile, nor somebody who was erased', async () => {
    for (const { customerNumber } of people)
      await app
        .post(customers, { customerNumber, personType: 'consumer', data: [] }, clerk)
        .expect(409)
        .expect(({ body }) => expect(body).toMatchObject({ code: 'CUSTOMER_NUMBER_TAKEN' }));
    const again = { reference: 'LASKU-1', date: '2026-10-15', bookedOn: '2026-10-15', dueOn: '2026-11-15' };
    const invoice = { ...again, balance: '1.00', status: 'open', data: [] };
    await app
      .post(`${customers}/${people[3]!.id}/invoices`, invoice, clerk)
      .expect(409)
      .expect(({ body }) => expect(body).toMatchObject({ code: 'REFERENCE_TAKEN' }));
    expect(await importing()).toMatchObject({ unchanged: 1, imported: 0 });
    const newcomer = await givenCustomer(app, clerk, register);
    await expectFound(newcomer);
    people.push(newcomer);
    await refusesErased();
  });

  it('goes on where it was stopped, two at once, and destroys the old key when no hash of it is left', async () => {
    const [one, other] = await Promise.all([
      new Dying(null).change(register),
      new Dying(null).goOn(register),
    ]);
    expect(one).toMatchObject({ version: 1, begun: false, unreadable: 0 });
    expect([...one.ended, ...other.ended]).toEqual([0]);
    expect(Object.keys(await versions())).toEqual(['1']);
    expect(await keyFiles()).toEqual([1]);
    for (const [position, person] of people.entries())
      await expectFound(person, position === 0 ? 'LASKU-1' : undefined);
    expect(await importing()).toMatchObject({ unchanged: 1, imported: 0 });
    await refusesErased();
    expect(await versions('nokopa')).toEqual(theirs);
    expect(await keyFiles('nokopa')).toEqual([1]);
    const actions = await app.owner.query<{ action: string; details: object }[]>(
      `select action, details from audit_entry where action like 'search-key.%' order by id`,
    );
    expect(actions).toEqual([
      { action: 'search-key.begun', details: { version: 1 } },
      { action: 'search-key.ended', details: { version: 1, ended: ['0'] } },
    ]);
  });

  it('keeps the old key while somebody is left whom no key opens', async () => {
    const [{ key_id: key }] = await app.owner.query<[{ key_id: string }]>(
      'select key_id from customer where id = $1',
      [people[4]!.id],
    );
    await app.owner.query('update customer set key_id = $2 where id = $1', [people[4]!.id, people[4]!.id]);
    expect(await new Dying(null).change(register)).toMatchObject({
      version: 2,
      begun: true,
      unreadable: 1,
      ended: [],
    });
    expect(await keyFiles()).toEqual([2, 1]);
    // Whoever is read then gets a clear answer, and lists go on without them.
    await app
      .get(`${customers}/${people[4]!.id}`, clerk)
      .expect(410)
      .expect(({ body }) => expect(body).toMatchObject({ code: 'KEY_DESTROYED' }));
    expect(await found({ email: people[4]!.email })).toEqual([]);
    await app.get(customers, clerk).expect(200);
    await app.owner.query('update customer set key_id = $2 where id = $1', [people[4]!.id, key]);
    expect(await new Dying(null).change(register)).toMatchObject({ begun: false, unreadable: 0, ended: [1] });
    await expectFound(people[4]!);
  });

  it('is not begun on a key store that lacks the newest key: the start is refused', async () => {
    const { config } = app.service;
    const file = join(config.DATA_DIR, 'keys', 'search', register, '2');
    await rename(file, `${config.DATA_DIR}/put-aside`);
    await expect(houseKeys(config)).rejects.toThrow('The key store is older than the database');
    await rename(`${config.DATA_DIR}/put-aside`, file);
    await houseKeys(config);
    await rm(`${config.DATA_DIR}/put-aside`, { force: true });
  });

  async function refusesErased(): Promise<void> {
    const { customerNumber } = erased;
    await app
      .post(customers, { customerNumber, personType: 'consumer', data: [] }, clerk)
      .expect(409)
      .expect(({ body }) => expect(body).toMatchObject({ code: 'PERSON_ERASED' }));
  }
});

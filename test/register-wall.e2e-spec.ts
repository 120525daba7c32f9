import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomerSearch } from '../src/customers/customer-search.js';
import { Database } from '../src/database/database.js';
import { BlindIndex } from '../src/vault/blind-index.js';
import { type RegisterApp, type Staff, startRegisterApp } from './support/register-app.js';

const [MINE, THEIRS] = ['umacon', 'ip-produkter'] as const;
const EMAIL = 'kaksi@rekisteria.example';

let app: RegisterApp;
let clerk: Staff;
const ids = new Map<string, string>();

beforeAll(async () => {
  app = await startRegisterApp();
  clerk = app.as('clerk');
  for (const register of [MINE, THEIRS]) {
    const { body } = await clerk
      .post(`${register}/customers`, {
        customerNumber: 'SAMA-1',
        personType: 'consumer',
        data: [
          { category: 'name', value: 'Seppo Samainen' },
          { category: 'email', value: EMAIL },
        ],
      })
      .expect(201);
    ids.set(register, (body as { id: string }).id);
    await clerk
      .post(`${register}/customers/${ids.get(register)}/orders`, { reference: 'SAMA-T', date: '2026-01-01' })
      .expect(201);
  }
});
afterAll(() => app?.stop());

describe('the same person in two registers', () => {
  it.each([MINE, THEIRS])(
    'is found in the register that was asked (%s) and in no other',
    async (register) => {
      for (const by of [{ email: EMAIL }, { customerNumber: 'sama-1' }, { name: 'samainen' }]) {
        const { body } = await clerk.post(`${register}/customers/search`, by).expect(200);
        expect((body as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual([ids.get(register)]);
      }
      const { body } = await clerk.get(`${register}/customers`).expect(200);
      expect((body as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual([ids.get(register)]);
    },
  );

  it('cannot be reached through the other register by id', async () => {
    const mine = ids.get(MINE)!;
    await clerk.get(`${THEIRS}/customers/${mine}`).expect(404);
    await clerk.get(`${THEIRS}/customers/${mine}/data`).expect(404);
    await clerk.patch(`${THEIRS}/customers/${mine}`, { lastContact: '2026-01-01' }).expect(404);
    await clerk.post(`${THEIRS}/customers/${mine}/restrictions`, { ground: '18(1)(a)' }).expect(404);
    const hold = {
      customerId: mine,
      code: 'LEGAL_CLAIM',
      categories: ['note'],
      recordIds: [],
      from: '2026-11-01',
      reviewOn: '2026-12-01',
      reason: 'x',
    };
    await clerk.post(`${THEIRS}/holds`, hold).expect(404);
  });

  it('has different hashes in each: one register cannot be matched with another', async () => {
    const rows = await app.owner.query<{ hash: string; registers: number }[]>(
      `select encode(hash, 'hex') as hash, count(distinct register)::int as registers from blind_index_entry group by hash`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(rows.every(({ registers }) => registers === 1)).toBe(true);
  });
});

describe('the wall in the database', () => {
  it('hides the other register from code that forgets to name it', async () => {
    const index = app.app.get(BlindIndex);
    const search = app.app.get(CustomerSearch);
    const database = app.app.get(Database);
    const asIfTheirs = await database.inRegister(MINE, (tx) =>
      search.find(tx, THEIRS, { field: 'email', value: EMAIL }),
    );
    expect(asIfTheirs).toEqual([]);
    const theirs = await database.inRegister(THEIRS, (tx) => index.of(tx, THEIRS));
    expect(theirs.wanted('email', EMAIL)).toHaveLength(1);
  });

  it('hides every table of the other register from the service role itself', async () => {
    const client = new pg.Client({ connectionString: app.databaseUrl, options: '-c role=suoja_service' });
    await client.connect();
    try {
      for (const table of [
        'customer',
        'datum',
        'record',
        'blind_index_entry',
        'audit_entry',
        'vault.data_key',
      ]) {
        await client.query(`select set_config('suoja.register', $1, false)`, [MINE]);
        const seen = await client.query<{ register: string }>(`select distinct register from ${table}`);
        expect(seen.rows, table).toEqual([{ register: MINE }]);
        await client.query(`select set_config('suoja.register', '', false)`);
        const none = await client.query(`select 1 from ${table}`);
        expect(none.rows, table).toEqual([]);
      }
    } finally {
      await client.end();
    }
  });

  it('refuses a row written for another register', async () => {
    const write = app.app.get(Database).inRegister(MINE, (tx) =>
      tx.query(`insert into suppression (id, register, field, hash, flags, since)
                values (gen_random_uuid(), '${THEIRS}', 'email', '\\x00', '{dm}', '2026-01-01')`),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });
});

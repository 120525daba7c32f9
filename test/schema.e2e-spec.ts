import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataSource } from 'typeorm';
import { createDataSource, SERVICE_ROLE } from '../src/database/data-source.js';
import { REGISTER_TABLES } from '../src/database/entities.js';
import { createTestDatabase, type TestDatabase } from './support/postgres.js';

let database: TestDatabase;
let owner: DataSource;
let service: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await createDataSource(database.url).initialize();
  service = await createDataSource(database.url, SERVICE_ROLE).initialize();
});
afterAll(async () => {
  await service.destroy();
  await owner.destroy();
  await database.drop();
});

const entry = (register: string) =>
  `insert into audit_entry (id, register, at, actor, action, details)
   values (gen_random_uuid(), '${register}', now(), 'system', 'test.done', '{}')`;

/** Runs in a transaction of one register, as the service does. */
const inRegister = (register: string, sql: string) =>
  service.transaction(async (tx) => {
    await tx.query(`select set_config('suoja.register', $1, true)`, [register]);
    return tx.query<unknown[]>(sql);
  });

describe('the schema', () => {
  it('is what the entities say, and nothing more', async () => {
    const drift = await owner.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('walls off every register table by row-level security', async () => {
    const walled = await owner.query<{ name: string }[]>(
      `select c.oid::regclass::text as name from pg_class c where c.relrowsecurity order by 1`,
    );
    const names = REGISTER_TABLES.map((table) => owner.getMetadata(table)).map(({ schema, tableName }) =>
      schema ? `${schema}.${tableName}` : tableName,
    );
    expect(walled.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('shows the service no row of another register, nor of any when none is named', async () => {
    await inRegister('umacon', entry('umacon'));
    expect(await inRegister('umacon', 'select * from audit_entry')).toHaveLength(1);
    expect(await inRegister('nokopa', 'select * from audit_entry')).toHaveLength(0);
    expect(await service.query('select * from audit_entry')).toHaveLength(0);
    await expect(inRegister('umacon', entry('nokopa'))).rejects.toThrow(/row-level security/);
  });

  it('lets nobody change or remove an audit entry, not even the owner', async () => {
    await inRegister('umacon', entry('umacon'));
    await expect(inRegister('umacon', `update audit_entry set action = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(inRegister('umacon', 'delete from audit_entry')).rejects.toThrow(/permission denied/);
    await expect(owner.query(`update audit_entry set action = 'x'`)).rejects.toThrow(/never changed/);
    await expect(owner.query('truncate audit_entry')).rejects.toThrow(/never changed/);
  });
});

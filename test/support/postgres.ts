import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'suoja_template';

/** A database of its own for one test file, with the whole schema and no rows. */
export async function createTestDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `suoja_test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(server, `create database ${name} template ${template}`);
  return {
    url: withDatabase(server, name),
    drop: async () => {
      await untilNobodyIsIn(server, name);
      await asAdministrator(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A copy of a database nobody is in, as a dump that was loaded would be. */
export async function copyOf({ url }: TestDatabase): Promise<TestDatabase> {
  const name = new URL(url).pathname.slice(1);
  await untilNobodyIsIn(inject('postgresUrl'), name);
  return createTestDatabase(name);
}

/** Migrates the template once; every test database is a copy of it. */
export async function prepareTemplate(server: string): Promise<void> {
  const { migrate } = await import('../../src/database/migrate.js');
  await asAdministrator(server, `drop database if exists ${TEMPLATE} with (force)`);
  await asAdministrator(server, `create database ${TEMPLATE}`);
  await migrate(withDatabase(server, TEMPLATE));
}

/** Pools close a moment after they say so; a connection cut under one is an error nobody caused. */
async function untilNobodyIsIn(server: string, name: string): Promise<void> {
  for (let look = 0; look < 40; look++) {
    const rows = await asAdministrator(server, `select 1 from pg_stat_activity where datname = '${name}'`);
    if (rows.length === 0) return;
    await sleep(50);
  }
}

async function asAdministrator(server: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

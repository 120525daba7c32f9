import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { Clock } from '../../src/clock.js';
import { loadConfig } from '../../src/config/load-config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { freePort } from '../../src/embedded/free-port.js';
import { type LocalMailbox, startLocalMailbox } from '../../src/embedded/local-mailbox.js';
import { packageRoot } from '../../src/config/package-root.js';
import { StaffAccounts } from '../../src/staff/staff.service.js';
import type { Role } from '../../src/staff/staff-role.entity.js';
import { type Service, startService } from '../../src/start.js';
import { createTestDatabase } from './postgres.js';

/** Friday, the day the worked scenarios are counted from. */
export const TODAY = '2026-11-20T09:00:00+02:00';

export interface Login {
  readonly id: string;
  readonly token: string;
}

/** The whole service on a database, queues and a mailbox of its own. */
export interface TestApp {
  readonly service: Service;
  readonly url: string;
  readonly clock: Clock;
  readonly mailbox: LocalMailbox;
  /** As the owner: sees every register and every column. */
  readonly owner: DataSource;
  /** Logs a new account in. */
  login(role: Role, register?: string, commitmentOn?: string | null): Promise<Login>;
  get(path: string, as?: Login): request.Test;
  post(path: string, body: object, as?: Login): request.Test;
  patch(path: string, body: object, as?: Login): request.Test;
  put(path: string, body: object, as?: Login): request.Test;
  stop(): Promise<void>;
}

/** Of all services of a file: one may outlive another on the same database. */
let staff = 0;

export async function startTestApp(env: Record<string, string> = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'suoja-test-'));
  const database = await createTestDatabase();
  const mailbox = await startLocalMailbox({ dir: join(folder, 'mailbox') });
  const app = await startAppOn({ databaseUrl: database.url, folder, mailbox }, env);
  return {
    ...app,
    stop: async () => {
      await app.stop();
      await mailbox.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same on a database, a folder and a mailbox that outlive it. */
export async function startAppOn(
  { databaseUrl, folder, mailbox }: { databaseUrl: string; folder: string; mailbox: LocalMailbox },
  env: Record<string, string> = {},
): Promise<TestApp> {
  const config = loadConfig({
    NODE_ENV: 'test',
    // Files run side by side: the usual port is not free for more than one.
    PORT: String(await freePort()),
    DATABASE_URL: databaseUrl,
    SMTP_URL: mailbox.url,
    DATA_DIR: folder,
    POLICIES_DIR: join(packageRoot, 'policies'),
    SUOJA_NOW: TODAY,
    RECONCILE_SECONDS: '1',
    // Never by itself: tests start the sweep they want.
    PURGE_CRON: '0 0 1 1 *',
    PUBLIC_RATE_LIMIT: '10000',
    LOG_LEVEL: 'silent',
    ...env,
  });
  const service = await startService(config, () => {});
  const owner = await createDataSource(databaseUrl).initialize();
  const url = service.url!;
  const as = (test: request.Test, who?: Login) =>
    who ? test.set('authorization', `Bearer ${who.token}`) : test;
  return {
    service,
    url,
    get clock() {
      return service.app.get(Clock);
    },
    mailbox,
    owner,
    login: async (role, register = '*', commitmentOn = '2020-01-01') => {
      const email = `${role}-${++staff}@suoja.example`;
      const { id, password } = await service.app
        .get(StaffAccounts)
        .addStaff({ email, role, register, commitmentOn });
      const { body } = await request(url).post('/v1/sessions').send({ email, password }).expect(201);
      return { id, token: (body as { token: string }).token };
    },
    get: (path, who) => as(request(url).get(path), who),
    post: (path, body, who) => as(request(url).post(path), who).send(body),
    patch: (path, body, who) => as(request(url).patch(path), who).send(body),
    put: (path, body, who) => as(request(url).put(path), who).send(body),
    stop: async () => {
      await owner.destroy();
      await service.stop();
    },
  };
}

/** Waits until `look` gives something, and gives it; fails loudly when it never does. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  seconds = 20,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

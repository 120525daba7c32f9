import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { AuditModule } from '../../src/audit/audit.module.js';
import { Clock } from '../../src/clock.js';
import { loadConfig } from '../../src/config/load-config.js';
import { packageRoot } from '../../src/config/package-root.js';
import { createDataSource } from '../../src/database/data-source.js';
import { HouseModule } from '../../src/house.module.js';
import { configureHttp, createHttpAdapter } from '../../src/http/http-app.js';
import { HttpModule } from '../../src/http/http.module.js';
import { Policies } from '../../src/registers/policies.js';
import { loadPolicyVersions } from '../../src/registers/policy-file.js';
import type { Role } from '../../src/staff/staff-role.entity.js';
import { StaffModule } from '../../src/staff/staff.module.js';
import { StaffAccounts } from '../../src/staff/staff.service.js';
import { houseKeys } from './house-keys.js';
import { createTestDatabase } from './postgres.js';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly totpUri: string | null;
}

/** The HTTP edge and the staff accounts, with the controllers of a test and nothing else. */
export interface EdgeApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly clock: Clock;
  /** As the owner: sees every register. */
  readonly owner: DataSource;
  add(role: Role, register: string, commitmentOn?: string | null): Promise<Account>;
  /** A new account's token. */
  login(role: Role, register: string, commitmentOn?: string | null): Promise<string>;
  open(account: Account, totp?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startEdgeApp(
  controllers: Type[] = [],
  env: Record<string, string> = {},
): Promise<EdgeApp> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'suoja-edge-'));
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    ...env,
  });
  const clock = new Clock('2026-11-20T09:00:00+02:00');
  const house = {
    config,
    clock,
    ...(await houseKeys(config)),
    policies: new Policies(loadPolicyVersions(join(packageRoot, 'policies')), clock),
  };
  const module = await Test.createTestingModule({
    imports: [HouseModule.for(house), HttpModule, StaffModule, AuditModule],
    controllers,
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(createHttpAdapter(config));
  await configureHttp(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const owner = await createDataSource(database.url).initialize();
  const opened = async ({ email, password }: Account, totp?: string) => {
    const { body } = await request(url).post('/v1/sessions').send({ email, password, totp }).expect(201);
    return (body as { token: string }).token;
  };
  let accounts = 0;
  const add: EdgeApp['add'] = async (role, register, commitmentOn = '2020-01-01') => {
    const email = `${role}-${++accounts}@suoja.example`;
    return { email, ...(await app.get(StaffAccounts).addStaff({ email, role, register, commitmentOn })) };
  };
  return {
    app,
    url,
    clock,
    owner,
    add,
    open: opened,
    login: async (role, register, commitmentOn) => opened(await add(role, register, commitmentOn)),
    stop: async () => {
      await app.close();
      await owner.destroy();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CanActivate, type ExecutionContext, Global, Injectable, Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../src/clock.js';
import { loadConfig } from '../../src/config/load-config.js';
import { packageRoot } from '../../src/config/package-root.js';
import { CustomersModule } from '../../src/customers/customers.module.js';
import { createDataSource } from '../../src/database/data-source.js';
import { HoldsModule } from '../../src/holds/holds.module.js';
import { HouseModule } from '../../src/house.module.js';
import { configureHttp, createHttpAdapter } from '../../src/http/http-app.js';
import { HttpModule } from '../../src/http/http.module.js';
import { Nudges } from '../../src/jobs/nudges.js';
import { Perseverance } from '../../src/jobs/perseverance.js';
import { RecipientsModule } from '../../src/recipients/recipients.module.js';
import { loadPolicyVersions } from '../../src/registers/policy-file.js';
import { Policies } from '../../src/registers/policies.js';
import { RestrictionsModule } from '../../src/restrictions/restrictions.module.js';
import type { StaffRequest } from '../../src/staff/current-staff.decorator.js';
import { allows, type Permission } from '../../src/staff/permissions.js';
import { PERMISSION } from '../../src/staff/permit.decorator.js';
import { StaffMember } from '../../src/staff/staff-member.js';
import type { Role } from '../../src/staff/staff-role.entity.js';
import { houseKeys } from './house-keys.js';
import { createTestDatabase } from './postgres.js';

/** Writes down what would have been put on a queue. */
export class RecordedNudges extends Nudges {
  readonly resumed: { register: string; customerId: string }[] = [];

  resumeErasures(register: string, customerId: string): Promise<void> {
    this.resumed.push({ register, customerId });
    return Promise.resolve();
  }
  processRequest(): Promise<void> {
    return Promise.resolve();
  }
  sendMail(): Promise<void> {
    return Promise.resolve();
  }
  transmitCopy(): Promise<void> {
    return Promise.resolve();
  }

  notifyRecipient(): Promise<void> {
    return Promise.resolve();
  }
  askSystem(): Promise<void> {
    return Promise.resolve();
  }
  purge(): Promise<void> {
    return Promise.resolve();
  }
  scheduleDailySweep(): Promise<void> {
    return Promise.resolve();
  }
}

/** Stands where the staff guard stands: the token is `role:id`. */
@Injectable()
class TokenIsRole implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp().getRequest<StaffRequest & { headers: Record<string, string> }>();
    const [role, id] = (http.headers['authorization'] ?? '').split(':');
    const places = [context.getHandler(), context.getClass()];
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(PERMISSION, places);
    if (!role || !id || !permission) return false;
    http.staff = new StaffMember(id, [role as Role]);
    return allows(permission, http.staff.roles);
  }
}

@Global()
@Module({
  providers: [
    { provide: Nudges, useClass: RecordedNudges },
    Perseverance,
    { provide: APP_GUARD, useClass: TokenIsRole },
  ],
  exports: [Nudges, Perseverance],
})
class EdgeModule {}

export interface RegisterApp {
  readonly app: NestFastifyApplication;
  readonly clock: Clock;
  /** The database as its owner sees it: every register, every row. */
  readonly owner: DataSource;
  readonly databaseUrl: string;
  readonly nudges: RecordedNudges;
  /** Requests below `/v1/registers/{register}` as this member of staff. */
  as(role: Role, id?: string): Staff;
  stop(): Promise<void>;
}

export interface Staff {
  readonly id: string;
  get(path: string): request.Test;
  post(path: string, body?: object): request.Test;
  /** Text is sent as it stands; the test names its media type. */
  patch(path: string, body: object | string): request.Test;
}

/** The register behind its HTTP edge, with a database of its own and nothing of requests, mail or queues. */
export async function startRegisterApp(now = '2026-11-20T08:00:00+02:00'): Promise<RegisterApp> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'suoja-register-'));
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
  });
  const clock = new Clock(now);
  const keys = await houseKeys(config);
  const policies = new Policies(loadPolicyVersions(join(packageRoot, 'policies')), clock);
  const module = await Test.createTestingModule({
    imports: [
      HouseModule.for({ config, clock, ...keys, policies }),
      EdgeModule,
      HttpModule,
      CustomersModule,
      HoldsModule,
      RecipientsModule,
      RestrictionsModule,
    ],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(createHttpAdapter(config), {
    bodyParser: false,
  });
  await configureHttp(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const owner = await createDataSource(database.url).initialize();
  return {
    app,
    clock,
    owner,
    databaseUrl: database.url,
    nudges: app.get(Nudges),
    as: (role, id = uuid()) => staffOf(app, role, id),
    stop: async () => {
      await app.close();
      await owner.destroy();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function staffOf(app: NestFastifyApplication, role: Role, id: string): Staff {
  const server = app.getHttpServer();
  const sent = (test: request.Test) => test.set('authorization', `${role}:${id}`);
  return {
    id,
    get: (path) => sent(request(server).get(`/v1/registers/${path}`)),
    post: (path, body = {}) => sent(request(server).post(`/v1/registers/${path}`)).send(body),
    patch: (path, body) => sent(request(server).patch(`/v1/registers/${path}`)).send(body),
  };
}

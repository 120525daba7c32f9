import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBaseLogger } from 'fastify';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { portError, portToListen } from './embedded/free-port.js';
import { removeRuntime, writeRuntime } from './embedded/runtime-file.js';
import { type Engines, startEngines } from './engines.js';
import { configureHttp, createHttpAdapter } from './http/http-app.js';
import { createLog, RequestLogger } from './http/request-logger.js';
import { openHouse } from './open-house.js';
import { Doors } from './restore/doors.js';
import { StaffAccounts } from './staff/staff.service.js';

const USUAL_PORT = 3000;

/** A service that runs. */
export interface Service {
  /** Throws while the doors are closed, see `Doors`. */
  readonly app: INestApplicationContext;
  /** False while a restored database waits for its replay. */
  readonly isOpen: boolean;
  /** Where it listens; `null` for a worker. */
  readonly url: string | null;
  readonly config: Config;
  readonly mailbox: Engines['mailbox'];
  /** The generated first login, on the very first start only. */
  readonly firstLogin: {
    readonly email: string;
    readonly password: string;
    readonly totpUri: string | null;
  } | null;
  /** Stops everything that was started, and waits until it has stopped. */
  stop(): Promise<void>;
}

/** Starts the service with these settings, and the embedded engines where they name none. */
export async function startService(
  config: Config,
  log: (line: string) => void,
  options: { durable?: boolean } = {},
): Promise<Service> {
  const engines = await startEngines(config, log, options);
  try {
    return await startOn(engines, log);
  } catch (error) {
    await engines.stop();
    throw error;
  }
}

async function startOn(engines: Engines, log: (line: string) => void): Promise<Service> {
  const settings = { ...engines.config };
  const listens = settings.SUOJA_PROCESS !== 'worker';
  const port = listens ? await portToListen(settings.PORT, USUAL_PORT, settings.HOST) : 0;
  settings.PUBLIC_URL ??= `http://${settings.HOST === '0.0.0.0' ? '127.0.0.1' : settings.HOST}:${port}`;
  const house = await openHouse(settings, log);
  const module = AppModule.for(house, { jobs: settings.SUOJA_PROCESS !== 'api', mailbox: engines.mailbox });
  const logger = new RequestLogger(createLog(settings) as FastifyBaseLogger);
  const start = async (): Promise<INestApplicationContext> => {
    if (!listens) return NestFactory.createApplicationContext(module, { logger, abortOnError: false });
    const app = await NestFactory.create<NestFastifyApplication>(module, createHttpAdapter(settings), {
      logger,
      abortOnError: false,
    });
    try {
      await listen(app, settings.HOST, port);
      return app;
    } catch (error) {
      await app.close();
      throw error;
    }
  };
  const doors = await Doors.of(house, { start, port: listens ? port : null, log });
  try {
    const firstLogin = listens && doors.isOpen ? await doors.app.get(StaffAccounts).ensureFirstAdmin() : null;
    const url = listens ? `http://${settings.HOST}:${port}` : null;
    if (engines.ownsDatabase)
      await writeRuntime(settings.DATA_DIR, {
        databaseUrl: settings.DATABASE_URL!,
        ...(url ? { httpUrl: url } : {}),
      });
    const stop = once(async () => {
      await doors.shut();
      if (engines.ownsDatabase) await removeRuntime(settings.DATA_DIR);
      await engines.stop();
    });
    const { mailbox } = engines;
    return {
      get app() {
        return doors.app;
      },
      get isOpen() {
        return doors.isOpen;
      },
      url,
      config: settings,
      mailbox,
      firstLogin,
      stop,
    };
  } catch (error) {
    await doors.shut();
    throw error;
  }
}

async function listen(app: NestFastifyApplication, host: string, port: number): Promise<void> {
  await configureHttp(app);
  try {
    await app.listen(port, host);
  } catch (error) {
    throw portError(error, port);
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
}

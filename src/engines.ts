import { join } from 'node:path';
import type { Config } from './config/config.js';
import { lockDataFolder } from './embedded/data-lock.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { type LocalMailbox, startLocalMailbox } from './embedded/local-mailbox.js';
import { readRuntime } from './embedded/runtime-file.js';

/** The engines a process stands on, own or embedded, and how to stop those that are ours. */
export interface Engines {
  /** Settings with the addresses of the embedded engines filled in. */
  readonly config: Config;
  readonly mailbox: LocalMailbox | null;
  /** True when this process started the database. */
  readonly ownsDatabase: boolean;
  stop(): Promise<void>;
}

/** Starts what the settings leave empty: PostgreSQL and a mailbox, with their data in DATA_DIR. */
export async function startEngines(
  config: Config,
  log: (line: string) => void,
  options: { durable?: boolean } = {},
): Promise<Engines> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  const settings = { ...config };
  let mailbox: LocalMailbox | null = null;
  try {
    if (!config.DATABASE_URL || !config.SMTP_URL) {
      const lock = await lockDataFolder(config.DATA_DIR);
      stops.push(() => lock.release());
    }
    if (!config.DATABASE_URL) {
      const postgres = await startEmbeddedPostgres({
        dataDir: join(config.DATA_DIR, 'postgres'),
        log,
        ...options,
      });
      stops.push(() => postgres.stop());
      settings.DATABASE_URL = postgres.url;
    }
    if (!config.SMTP_URL) {
      mailbox = await startLocalMailbox({ dir: join(config.DATA_DIR, 'mailbox') });
      const { stop: close, url } = mailbox;
      stops.push(() => close());
      settings.SMTP_URL = url;
    }
    return { config: settings, mailbox, ownsDatabase: !config.DATABASE_URL, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** For a command beside a running service: joins its database, or starts the embedded one for as long as it takes. */
export async function joinEngines(config: Config, log: (line: string) => void): Promise<Engines> {
  // A command sends no mail itself; the service does, when it runs.
  const settings = { ...config, SMTP_URL: config.SMTP_URL ?? 'smtp://127.0.0.1:9' };
  const running = config.DATABASE_URL ? null : await readRuntime(config.DATA_DIR);
  if (!running) return startEngines(settings, log);
  return {
    config: { ...settings, DATABASE_URL: running.databaseUrl },
    mailbox: null,
    ownsDatabase: false,
    stop: async () => {},
  };
}

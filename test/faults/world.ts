import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/database/migrate.js';
import { prepareQueues } from '../../src/jobs/queue-engine.js';
import { loadConfig } from '../../src/config/load-config.js';
import { packageRoot } from '../../src/config/package-root.js';
import { freePort } from '../../src/embedded/free-port.js';
import { policiesTelling } from '../support/edited-policies.js';
import { Arrivals } from './arrivals.js';
import { type LyingPost, lyingPost } from './lying-post.js';
import { type LyingRecipient, lyingRecipient } from './lying-recipient.js';
import { PostgresServer } from './postgres-server.js';
import { RedisServer } from './redis-server.js';
import { SmallDisk } from './small-disk.js';
import { type WeakLine, weakLine } from './weak-line.js';

export type Engine = 'postgres' | 'redis';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const FIRST = Date.parse('2026-11-20T09:00:00+02:00');
/** The day must not end: outcomes are those of one day. */
const LAST = Date.parse('2026-11-20T23:00:00+02:00');

/** A round's name for its accounts; the same in every round, so that they are made once. */
export const ACCOUNTS = ['clerk', 'supervisor'] as const;
export type Passwords = Record<(typeof ACCOUNTS)[number], { email: string; password: string }>;

/** The servers that outlive the rounds. */
export interface Servers {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer | null;
}

/** Everything the service of one round stands on, every part of it in our hand. */
export class World {
  private started = Date.now();
  private ahead = 0;

  private constructor(
    readonly arrivals: Arrivals,
    readonly servers: Servers,
    readonly database: string,
    readonly folder: string,
    readonly apiPort: number,
    private readonly lines: { database: WeakLine; queue: WeakLine | null },
    readonly disk: SmallDisk,
    private readonly policies: string,
    readonly post: LyingPost,
    readonly recipient: LyingRecipient,
  ) {}

  static async make(servers: Servers, played: (trick: string) => void): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'suoja-round-'));
    const database = `round_${Date.now()}`;
    await servers.postgres.run(`create database ${database} template ${TEMPLATE}`);
    const arrivals = new Arrivals();
    const post = await lyingPost(arrivals, (trick) => played(`smtp ${trick}`));
    const recipient = await lyingRecipient(arrivals, (trick) => played(`webhook ${trick}`));
    const hook = { webhook: { url: recipient.url, secret: 'ACCOUNTING' } };
    const policies = policiesTelling('umacon', { recipients: { accounting: hook }, sources: {} });
    const lines = {
      database: await weakLine(servers.postgres.port),
      queue: servers.redis ? await weakLine(servers.redis.port) : null,
    };
    const disk = SmallDisk.mount(join(folder, 'ledger'));
    const port = await freePort();
    return new World(arrivals, servers, database, folder, port, lines, disk, policies, post, recipient);
  }

  get databaseLine(): WeakLine {
    return this.lines.database;
  }

  get queueLine(): WeakLine {
    return this.lines.queue ?? this.lines.database;
  }

  get url(): string {
    return `http://127.0.0.1:${this.apiPort}`;
  }

  now(): number {
    return Math.min(FIRST + Date.now() - this.started + this.ahead, LAST);
  }

  /** From the next start of a process on it is so much later. */
  later(seconds: number): void {
    this.ahead += seconds * 1000;
  }

  /** Of a process that starts now; `skew` is by how many seconds its clock is wrong. */
  settings(skew = 0): Record<string, string> {
    const now = Math.max(FIRST, Math.min(this.now() + skew * 1000, LAST));
    const { redis } = this.servers;
    return {
      DATABASE_URL: this.servers.postgres.url(this.database, this.lines.database.port),
      ...(redis && this.lines.queue ? { QUEUE_URL: `redis://127.0.0.1:${this.lines.queue.port}` } : {}),
      SMTP_URL: `smtp://127.0.0.1:${this.post.port}`,
      WEBHOOK_SECRETS: `ACCOUNTING=${SECRET}`,
      DATA_DIR: KEYS,
      LEDGER_DIR: this.disk.folder,
      POLICIES_DIR: this.policies,
      PORT: String(this.apiPort),
      PUBLIC_URL: this.url,
      PUBLIC_RATE_LIMIT: '100000',
      RECONCILE_SECONDS: '1',
      PURGE_CRON: '0 0 1 1 *',
      LOG_LEVEL: 'warn',
      SUOJA_NOW: new Date(now).toISOString(),
    };
  }

  async end(): Promise<void> {
    await Promise.all([this.post.stop(), this.recipient.stop()]);
    this.lines.database.close();
    this.lines.queue?.close();
    this.disk.unmount();
    await this.servers.postgres.run(`drop database ${this.database} with (force)`);
    for (const folder of [this.folder, this.policies]) rmSync(folder, { recursive: true, force: true });
  }
}

const TEMPLATE = 'faults_template';
let KEYS = '';

/** The schema, the queues' tables and the accounts, once; every round has a copy. */
export async function prepareTemplate(postgres: PostgresServer): Promise<Passwords> {
  KEYS = mkdtempSync(join(tmpdir(), 'suoja-keys-'));
  await postgres.run(`create database ${TEMPLATE}`);
  const DATABASE_URL = postgres.url(TEMPLATE);
  await migrate(DATABASE_URL);
  const config = loadConfig({ NODE_ENV: 'test', DATABASE_URL, DATA_DIR: KEYS });
  await prepareQueues(config);
  mkdirSync(KEYS, { recursive: true });
  const added = ACCOUNTS.map((role) => {
    const printed = execFileSync(
      process.execPath,
      [
        join(packageRoot, 'dist/src/cli/main.js'),
        'user',
        'add',
        `--email=${role}@suoja.example`,
        `--role=${role}`,
        '--register=*',
        '--commitment=2020-01-01',
        '--json',
      ],
      { env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATABASE_URL, DATA_DIR: KEYS } },
    );
    const { email, password } = JSON.parse(printed.toString()) as { email: string; password: string };
    return [role, { email, password }] as const;
  });
  return Object.fromEntries(added) as Passwords;
}

export const forgetKeys = () => rmSync(KEYS, { recursive: true, force: true });

import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../src/embedded/free-port.js';
import { policiesTelling } from '../support/edited-policies.js';
import { Arrivals } from './arrivals.js';
import type { Chance } from './chance.js';
import { type LyingPost, lyingPost, POST_TRICKS } from './lying-post.js';
import { HOOK_TRICKS, type LyingRecipient, lyingRecipient } from './lying-recipient.js';
import { PostgresServer } from './postgres-server.js';
import { RedisServer } from './redis-server.js';
import { roundFolder, SmallDisk } from './small-disk.js';
import { houseKeys, TEMPLATE } from './template.js';
import { Tricks } from './tricks.js';
import { type WeakLine, weakLine } from './weak-line.js';
import { WorldClock } from './world-clock.js';

export type Engine = 'postgres' | 'redis';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** The servers that outlive the rounds. */
export interface Servers {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer | null;
}

/** Everything the service of one round stands on, every part of it in our hand. */
export class World {
  private constructor(
    readonly clock: WorldClock,
    readonly arrivals: Arrivals,
    readonly servers: Servers,
    readonly database: string,
    readonly folder: string,
    readonly apiPort: number,
    private readonly lines: { database: WeakLine; queue: WeakLine },
    readonly disk: SmallDisk,
    readonly post: LyingPost,
    readonly recipient: LyingRecipient,
  ) {}

  static async make(
    servers: Servers,
    { rate, luck, played }: { rate: number; luck: Chance; played: (kind: string) => void },
  ): Promise<World> {
    const database = `round_${Date.now()}`;
    await servers.postgres.run(`create database ${database} template ${TEMPLATE}`);
    const arrivals = new Arrivals();
    const post = await lyingPost(arrivals, new Tricks(POST_TRICKS, luck, (trick) => played(`smtp ${trick}`)));
    const recipient = await lyingRecipient(
      arrivals,
      new Tricks(HOOK_TRICKS, luck, (trick) => played(`webhook ${trick}`)),
    );
    const lines = {
      database: await weakLine(servers.postgres.port),
      queue: await weakLine((servers.redis ?? servers.postgres).port),
    };
    const port = await freePort();
    const folder = roundFolder();
    const disk = SmallDisk.mount(join(folder, 'ledger'));
    const clock = new WorldClock(rate);
    return new World(clock, arrivals, servers, database, folder, port, lines, disk, post, recipient);
  }

  get databaseLine(): WeakLine {
    return this.lines.database;
  }

  get queueLine(): WeakLine {
    return this.lines.queue;
  }

  get url(): string {
    return `http://127.0.0.1:${this.apiPort}`;
  }

  /** Of a process that starts now; `skew` is by how many seconds its clock is wrong. */
  settings(skew = 0): Record<string, string> {
    const { redis, postgres } = this.servers;
    const queue = this.lines.queue.port;
    return {
      DATABASE_URL: postgres.url(this.database, this.lines.database.port),
      QUEUE_URL: redis ? `redis://127.0.0.1:${queue}` : postgres.url(this.database, queue),
      SMTP_URL: `smtp://127.0.0.1:${this.post.port}`,
      WEBHOOK_SECRETS: `ACCOUNTING=${SECRET}`,
      DATA_DIR: houseKeys(),
      LEDGER_DIR: this.disk.folder,
      POLICIES_DIR: this.policies(),
      PORT: String(this.apiPort),
      PUBLIC_URL: this.url,
      PUBLIC_RATE_LIMIT: '100000',
      RECONCILE_SECONDS: '1',
      PURGE_CRON: '0 0 1 1 *',
      LOG_LEVEL: 'warn',
      ...this.clock.settings(skew),
    };
  }

  async end(): Promise<void> {
    this.disk.unmount();
    rmSync(this.folder, { recursive: true, force: true });
    this.lines.database.close();
    this.lines.queue.close();
    await Promise.all([this.post.stop(), this.recipient.stop()]);
    await this.servers.postgres.run(`drop database ${this.database} with (force)`);
  }

  /** The house's own, but that one recipient is told by webhook. */
  private policies(): string {
    const folder = join(this.folder, 'policies');
    if (existsSync(folder)) return folder;
    const hook = { webhook: { url: this.recipient.hookUrl, secret: 'ACCOUNTING' } };
    renameSync(policiesTelling('umacon', { recipients: { accounting: hook }, sources: {} }), folder);
    return folder;
  }
}

import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/embedded-postgres.js';
import { family, signal } from './own-processes.js';

/** A PostgreSQL of our own, to be maltreated. It keeps what it acknowledged, as one in service does. */
export class PostgresServer {
  private constructor(
    private readonly folder: string,
    private server: EmbeddedPostgres,
  ) {}

  static async start(): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'suoja-faults-'));
    await chmod(folder, 0o711);
    return new PostgresServer(folder, await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') }));
  }

  get port(): number {
    return this.server.port;
  }

  /** The administrator's way to a database, past every weak line. */
  url(database: string, port = this.server.port): string {
    const url = new URL(this.server.url);
    url.pathname = `/${database}`;
    url.port = String(port);
    return url.href;
  }

  async run(statement: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.url(database) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** As in a power cut, but for the disk: no checkpoint, no goodbye; then it recovers on the same port. */
  async crash(): Promise<void> {
    const port = this.server.port;
    signal([await this.pid()], 'SIGQUIT');
    await this.server.stop();
    this.server = await startEmbeddedPostgres({ dataDir: join(this.folder, 'postgres'), port });
  }

  /** One backend dies by SIGKILL: the server ends all others and recovers. */
  async crashOneBackend(database: string): Promise<void> {
    const rows = await this.run(
      `select pid from pg_stat_activity where datname = '${database}' and pid <> pg_backend_pid() order by random() limit 1`,
    );
    const pid = rows[0]?.['pid'];
    if (typeof pid === 'number') signal([pid], 'SIGKILL');
    await this.untilReady();
  }

  async pause(ms: number): Promise<void> {
    const all = family(await this.pid());
    signal(all, 'SIGSTOP');
    await sleep(ms);
    signal(all, 'SIGCONT');
  }

  async untilReady(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      try {
        return void (await this.run('select 1'));
      } catch {
        await sleep(50);
      }
    }
    throw new Error('PostgreSQL did not come back');
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async pid(): Promise<number> {
    const text = await readFile(join(this.folder, 'postgres', 'postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  }
}

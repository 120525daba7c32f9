import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { clusterHome, linkFrom } from './cluster-home.js';
import { ensureCluster, type ClusterSetup } from './cluster.js';
import { takeLock } from './data-lock.js';
import { assertPortFree, freePort, PortInUse } from './free-port.js';
import { stopLeftoverServer } from './leftover-server.js';
import { packagedNative, postgresBinaries } from './postgres-binaries.js';
import { serverIdentity } from './server-identity.js';
import { lastLines, supervise, type Supervised } from './supervised.js';

export interface EmbeddedPostgresOptions {
  /** Where the cluster lives, such as `.data/postgres`; its password, log and lock stand beside it. */
  readonly dataDir: string;
  /** Any free port when left out. */
  readonly port?: number;
  /** False only where losing the data in a power cut is fine: tests. */
  readonly durable?: boolean;
  readonly log?: (line: string) => void;
  /** Folder of PostgreSQL's programs; the npm package's own when left out. */
  readonly native?: string;
}

export interface EmbeddedPostgres {
  /** The superuser's URL of the database `suoja`. */
  readonly url: string;
  readonly port: number;
  /** Cuts the connections, writes everything down and waits until the server is gone. */
  stop(): Promise<void>;
}

const STARTING_MAY_TAKE_MS = 120_000;
const PORTS_TO_TRY = 5;

/**
 * Starts a real PostgreSQL on the loopback interface, for a machine that has none. It ends when we end, however we end;
 * started as root it runs as an unprivileged user id. See `clusterHome` for where the data is.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, port, durable = true, log = () => undefined } = options;
  if (port !== undefined) await assertPortFree(port);
  const who = await serverIdentity(dataDir);
  const home = await clusterHome(dataDir, who);
  const lock = await takeLock(home.lockFile);
  try {
    const binaries = await postgresBinaries(who, options.native ?? packagedNative());
    const setup = { home, binaries, who, durable };
    await linkFrom(dataDir, home);
    await stopLeftoverServer(home.cluster, binaries);
    const { password, made } = await ensureCluster(setup);
    if (made) log('embedded PostgreSQL: data folder set up');
    const server = await launch(setup, password, port);
    const url = urlOf(password, server.port, 'suoja');
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await server.process.end();
      await stopLeftoverServer(home.cluster, binaries);
      await lock.release();
    };
    void server.process.exited.then((code) => {
      if (!stopping) log(`embedded PostgreSQL ended by itself (exit code ${code}), see ${home.logFile}`);
    });
    log(`embedded PostgreSQL: listening on 127.0.0.1:${server.port}`);
    return { url, port: server.port, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface RunningServer {
  readonly process: Supervised;
  readonly port: number;
}

/** A free port may be taken by another before the server has it: then the next one. */
async function launch(setup: ClusterSetup, password: string, asked?: number): Promise<RunningServer> {
  const { home, binaries, who, durable } = setup;
  for (let attempt = 1; ; attempt++) {
    const port = asked ?? (await freePort());
    const args = serverArguments(home.cluster, port, durable);
    const { cluster, logFile } = home;
    const server = await supervise({ binaries, program: 'postgres', args, cluster, who, logFile });
    try {
      await untilReady(server, password, port, logFile);
      server.detach();
      return { process: server, port };
    } catch (error) {
      await server.end();
      if (!(error instanceof PortInUse) || asked !== undefined || attempt === PORTS_TO_TRY) throw error;
    }
  }
}

/** Statements and their values never reach the log: only the server's own messages (LOG and above) do. */
function serverArguments(cluster: string, port: number, durable: boolean): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', cluster, '-p', String(port), ...flags];
}

async function untilReady(
  server: Supervised,
  password: string,
  port: number,
  logFile: string,
): Promise<void> {
  let code: number | undefined;
  void server.exited.then((exit) => (code = exit));
  const deadline = Date.now() + STARTING_MAY_TAKE_MS;
  while (code === undefined && Date.now() < deadline) {
    if (await createdDatabase(urlOf(password, port, 'postgres'))) return;
    await sleep(50);
  }
  const words = await lastLines(logFile);
  if (words.includes('Address already in use')) throw new PortInUse(port);
  const why = code === undefined ? 'does not answer' : `ended at once (exit code ${code})`;
  throw new Error(`The embedded PostgreSQL ${why}.\n${words}`);
}

/** True once the server lets us in, with the database there. Only our own server knows this password. */
async function createdDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, ssl: false, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    await client.end().catch(() => undefined);
    return false;
  }
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'suoja'");
    if (rowCount === 0) await client.query('create database suoja');
    return true;
  } finally {
    await client.end();
  }
}

function urlOf(password: string, port: number, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

import { connect, createServer, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { type DataSource, QueryFailedError } from 'typeorm';

/** What the queues of a test run on. */
export interface QueueEngine {
  readonly name: 'postgres' | 'redis';
  /** Settings that choose it. */
  readonly env: Record<string, string>;
  /** Forgets every job, every schedule, all there is. */
  wipe(owner: DataSource): Promise<void>;
  /** Everything the engine holds, as one text. */
  contents(owner: DataSource): Promise<string>;
}

const PREPARED = ['migration', 'meta'];

const postgres: QueueEngine = {
  name: 'postgres',
  env: {},
  wipe: async (owner) => {
    const names = (await tables(owner)).filter((name) => !PREPARED.includes(name));
    const truncation = `truncate ${names.map((name) => `bullmq."${name}"`).join(', ')}`;
    // Workers lock the same tables in an order of their own, and the server may end the truncation for it.
    for (let tries = 1; ; tries++) {
      try {
        return void (await owner.query(truncation));
      } catch (error) {
        if (!isDeadlock(error) || tries === 20) throw error;
      }
    }
  },
  contents: async (owner) => {
    let all = '';
    for (const name of await tables(owner)) {
      const rows = await owner.query<{ row: string }[]>(`select t::text as row from bullmq."${name}" t`);
      all += rows.map(({ row }) => row).join('\n');
    }
    return all;
  },
};

const isDeadlock = (error: unknown) =>
  error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '40P01';

async function tables(owner: DataSource): Promise<string[]> {
  const rows = await owner.query<{ tablename: string }[]>(
    `select tablename from pg_tables where schemaname = 'bullmq' order by tablename`,
  );
  return rows.map(({ tablename }) => tablename);
}

const redisUrl = process.env['TEST_REDIS_URL'];

/** A database of our own on the server, so that nobody else's is wiped. */
const redis = (database: number): QueueEngine => ({
  name: 'redis',
  env: { QUEUE_URL: `${redisUrl}/${database}` },
  wipe: () =>
    withRedis(database, async (client) => {
      await client.flushdb();
    }),
  contents: () =>
    withRedis(database, async (client) => {
      const keys = await client.keys('*');
      const values = await Promise.all(keys.map((key) => client.dumpBuffer(key)));
      return [...keys, ...values.map((value) => value?.toString('latin1') ?? '')].join('\n');
    }),
});

async function withRedis<T>(database: number, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(`${redisUrl}/${database}`, { lazyConnect: true });
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

/** Each engine, and whether it can be tested here. */
export const queueEngines = (database: number) => [
  { engine: postgres, missing: false },
  { engine: redis(database), missing: redisUrl === undefined },
];

/** A way to a server that can be cut and mended. */
export async function cuttable(to: URL) {
  const sockets = new Set<Socket>();
  let open = true;
  const server = createServer((near) => {
    if (!open) return void near.destroy();
    const far = connect(Number(to.port), to.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(to);
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url: url.href,
    cut: () => {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      open = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

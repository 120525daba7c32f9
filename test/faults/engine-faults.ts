import type { Fault } from './stage.js';
import type { World } from './world.js';

/** What befalls PostgreSQL. */
export const DATABASE_FAULTS: readonly (readonly [weight: number, fault: Fault])[] = [
  [
    4,
    async ({ world: { servers, database } }) => {
      await servers.postgres.run(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and pid <> pg_backend_pid()`,
      );
      return 'terminate backends';
    },
  ],
  [
    1,
    async ({ world: { servers } }) => {
      await servers.postgres.crash();
      return 'postgres immediate stop';
    },
  ],
  [
    1,
    async ({ world: { servers, database } }) => {
      await servers.postgres.crashOneBackend(database);
      return 'postgres backend SIGKILL';
    },
  ],
  [
    1,
    async ({ world, luck }) => {
      await world.servers.postgres.pause(300 + luck.below(1500));
      return 'postgres SIGSTOP';
    },
  ],
];

/** What befalls the queues, and Redis where they are there. */
export const QUEUE_FAULTS: typeof DATABASE_FAULTS = [
  [6, ({ world }) => lossOfQueues(world)],
  [
    2,
    async ({ world: { servers } }) => {
      if (!servers.redis) return null;
      await servers.redis.crash();
      return 'redis SIGKILL';
    },
  ],
  [
    2,
    async ({ world: { servers }, luck }) => {
      if (!servers.redis) return null;
      await servers.redis.pause(300 + luck.below(1500));
      return 'redis SIGSTOP';
    },
  ],
];

async function lossOfQueues({ servers: { redis, postgres }, database }: World): Promise<string> {
  if (redis) {
    await redis.flush();
    return 'flushall';
  }
  const tables = await postgres.run(
    `select tablename from pg_tables where schemaname = 'bullmq' and tablename not in ('migration', 'meta')`,
    database,
  );
  const names = tables.map(({ tablename }) => `bullmq."${String(tablename)}"`).join(', ');
  for (let tries = 1; ; tries++) {
    try {
      await postgres.run(`truncate ${names}`, database);
      return 'truncate queues';
    } catch (error) {
      // Workers lock the same tables in an order of their own.
      if ((error as { code?: string }).code !== '40P01' || tries === 20) throw error;
    }
  }
}

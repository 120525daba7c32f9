import { createPostgresBackend, Queue, type QueueOptions, setDefaultBackendFactory } from 'bullmq';
import type { Config } from '../config/config.js';
import { SteadyClient } from '../database/steady-client.js';

/** Connections each queue and each worker may open; there are few queues, so the sum stays small. */
const CONNECTIONS = 2;

/** What the queues run on. Nothing above this folder can tell. */
export function queueConnection(config: Config): QueueOptions['connection'] {
  const url = config.QUEUE_URL ?? config.DATABASE_URL;
  if (url === undefined) throw new Error('QUEUE_URL or DATABASE_URL must be set');
  if (isRedis(url)) {
    setDefaultBackendFactory();
    return { url, maxRetriesPerRequest: null };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const pool = { connectionString: url, max: CONNECTIONS, Client: SteadyClient };
  return pool as unknown as QueueOptions['connection'];
}

/** Brings the queues' own tables up to date, where they are tables. */
export async function prepareQueues(config: Config): Promise<void> {
  const connection = queueConnection(config);
  if (isRedis(config.QUEUE_URL ?? '')) return;
  const queue = new Queue('prepare', {
    connection: { ...connection, migrate: true } as QueueOptions['connection'],
  });
  try {
    await queue.waitUntilReady();
  } finally {
    await queue.close();
  }
}

const isRedis = (url: string) => /^rediss?:/.test(url);

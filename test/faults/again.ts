import { Queue } from 'bullmq';
import { loadConfig } from '../../src/config/load-config.js';
import { queueConnection } from '../../src/jobs/queue-engine.js';
import { inTime } from '../../src/jobs/in-time.js';
import type { World } from './world.js';

type Named = Readonly<Record<string, string>>;

/** Every row a job can be about, and the job's name for it. */
const ROWS: Readonly<Record<string, readonly [query: string, key: string]>> = {
  'process-request': ['select register, id::text from request', 'requestId'],
  'send-mail': ['select register, id::text from outgoing_mail', 'mailId'],
  'notify-recipient': ['select register, id::text from recipient_notification', 'notificationId'],
  'transmit-copy': ['select register, id::text from transmission', 'transmissionId'],
  'resume-erasures': ['select register, customer_id::text as id from deferred_action', 'customerId'],
  'purge-register': ['select register, id::text from purge_run', 'runId'],
};

/** Puts a job on its queue past the service, as an engine that delivers twice would. */
async function put(world: World, name: string, jobs: readonly Named[]): Promise<void> {
  const { redis, postgres } = world.servers;
  const connection = queueConnection(
    loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: postgres.url(world.database),
      ...(redis ? { QUEUE_URL: `redis://127.0.0.1:${redis.port}` } : {}),
    }),
  );
  const queue = new Queue(name, { connection, prefix: 'suoja' });
  queue.on('error', () => undefined);
  const options = { removeOnComplete: true, removeOnFail: true };
  try {
    await inTime(queue.addBulk(jobs.map((data) => ({ name, data, opts: options }))), 5000);
  } finally {
    await inTime(queue.close(), 2000).catch(() => undefined);
  }
}

/** Each job there could ever be, once more: done ones too. @returns how many */
export async function deliverAgain(world: World): Promise<number> {
  let count = 0;
  for (const [name, [query, key]] of Object.entries(ROWS)) {
    const rows = await world.servers.postgres.run(query, world.database);
    const jobs = rows.map(({ register, id }) => ({ register: String(register), [key]: String(id) }));
    if (jobs.length > 0) await put(world, name, jobs);
    count += jobs.length;
  }
  return count;
}

export const sweepNow = (world: World) => put(world, 'daily-sweep', [{}]);

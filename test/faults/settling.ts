import { setTimeout as sleep } from 'node:timers/promises';
import { deliverAgain, sweepNow } from './again.js';
import type { Stage } from './stage.js';

const STILL = `select
  (select count(*) from outgoing_mail where state = 'queued')
  + (select count(*) from recipient_notification where state = 'queued')
  + (select count(*) from transmission where state = 'queued')
  + (select count(*) from purge_run where state = 'running')
  + (select count(*) from request_item where (state = 'received' or state = 'in-progress' and executes_on is null)) as still,
  extract(epoch from (select min(not_before) from (
    select not_before from outgoing_mail where state = 'queued'
    union all select not_before from recipient_notification where state = 'queued'
    union all select not_before from transmission where state = 'queued'
    union all select not_before from stuck_work) waiting))::float8 as next,
  (select count(*) from audit_entry) as written`;

/** Nothing was written for so long: it will not be any more. */
const PATIENCE_MS = 90_000;

/**
 * Nothing is broken any more: waits until all is done that can be done, and the daily sweep has run. What waits for a
 * later time gets it, by a leap of the clock.
 */
export async function settled(
  stage: Stage,
  driven: Promise<unknown>,
  { giving, hurried }: { giving: AbortController; hurried: boolean },
): Promise<void> {
  let driving = true;
  void driven.then(() => (driving = false));
  const quiet = async () => {
    for (let [seen, since] = [-1, Date.now()]; Date.now() < since + PATIENCE_MS;) {
      const { still, next, written } = await look(stage);
      if (written !== seen) [seen, since] = [written, Date.now()];
      if (still === 0 && !driving) return;
      // What is being sent looks like what waits for its next attempt, so that it gets its moment first.
      const idle = Date.now() - since > Math.max(2000, stage.worker.bootMs);
      if (hurried && idle && next !== null && stage.worker.isReady) {
        since = Date.now();
        leap(stage, next);
      }
      await sleep(300);
    }
    giving.abort();
    await driven;
  };
  await quiet();
  if (hurried) await deliverAgain(stage.world);
  await sweepNow(stage.world);
  await sleep(500);
  await swept(stage);
  await quiet();
}

function leap({ world: { clock }, api, worker, broke }: Stage, to: number): void {
  const seconds = to - clock.now() / 1000 + 1;
  if (seconds <= 0) return;
  broke('leap of the clock');
  clock.ahead += seconds * 1000;
  for (const process of [api, worker]) process.tell({ ahead: clock.ahead });
}

async function look({ world }: Stage): Promise<{ still: number; next: number | null; written: number }> {
  const [row] = await world.servers.postgres.run(STILL, world.database);
  const { still, next, written } = row!;
  return { still: Number(still), next: next === null ? null : Number(next), written: Number(written) };
}

/** The sweep starts purges one register after the other: it has been when some were there and none came for a while. */
async function swept({ world, worker }: Stage): Promise<void> {
  const still = Math.max(3000, worker.bootMs);
  const end = Date.now() + PATIENCE_MS;
  for (let [seen, since] = [0, Date.now()]; Date.now() < end; await sleep(200)) {
    const [row] = await world.servers.postgres.run(
      `select count(*) filter (where started_by = 'system') as runs, count(*) filter (where state = 'running') as running from purge_run`,
      world.database,
    );
    const runs = Number(row!['runs']);
    if (runs !== seen || Number(row!['running']) > 0) [seen, since] = [runs, Date.now()];
    if (runs > 0 && Date.now() - since > still) return;
  }
}

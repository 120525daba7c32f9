import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.js';
import { deliverAgain } from './again.js';
import type { KeptProcess } from './kept-process.js';
import { POST_TRICKS } from './lying-post.js';
import { HOOK_TRICKS } from './lying-recipient.js';
import type { World } from './world.js';

export interface Stage {
  readonly world: World;
  readonly api: KeptProcess;
  readonly worker: KeptProcess;
  readonly luck: Chance;
  /** Of the next start of a process, in seconds. */
  skew: number;
  /** Notes what may explain a repeat. */
  broke(what: string): void;
}

/** @returns what was broken, more finely than by its name; `null` when it could not be done */
type Fault = (stage: Stage) => Promise<string | null>;

const STEPS = {
  worker: [
    'job.begins',
    'job.done',
    'commit.before',
    'commit.after',
    'ledger.before-sync',
    'ledger.after-sync',
    'nudge.before',
    'nudge.after',
    'mail.before-handover',
    'mail.after-handover',
    'notification.before-handover',
    'notification.after-handover',
  ],
  api: ['commit.before', 'commit.after', 'nudge.before', 'nudge.after'],
} as const;

async function restarted(process: KeptProcess, { world, luck }: Stage): Promise<void> {
  // What the dead one had begun to send is tried again after two minutes of the new one's clock.
  world.later(90 + luck.below(120));
  await process.kill();
}

/** Ends a process now, or lets the next one end itself at a step; the count of the latter is its own. */
const killed =
  (kind: 'api' | 'worker'): Fault =>
  async (stage) => {
    const kept = stage[kind];
    // One that is still starting has nothing to lose; one that has just started is at work soon.
    await kept.untilReady();
    await sleep(stage.luck.below(kept.bootMs / 2));
    if (stage.luck.happens(0.6))
      kept.arm(`${stage.luck.oneOf<string>(STEPS[kind])}:${1 + stage.luck.below(12)}`);
    await restarted(kept, stage);
    return `kill ${kind}`;
  };

const lossOfQueues: Fault = async ({ world: { servers, database } }) => {
  if (servers.redis) await servers.redis.flush();
  else {
    const tables = await servers.postgres.run(
      `select tablename from pg_tables where schemaname = 'bullmq' and tablename not in ('migration', 'meta')`,
      database,
    );
    const names = tables.map(({ tablename }) => `bullmq."${String(tablename)}"`).join(', ');
    for (let tries = 1; ; tries++) {
      try {
        await servers.postgres.run(`truncate ${names}`, database);
        break;
      } catch (error) {
        // Workers lock the same tables in an order of their own.
        if ((error as { code?: string }).code !== '40P01' || tries === 20) throw error;
      }
    }
  }
  return servers.redis ? 'flushall' : 'truncate queues';
};

export const FAULTS: Readonly<Record<string, { readonly weight: number; readonly fault: Fault }>> = {
  'kill worker': { weight: 5, fault: killed('worker') },
  'kill api': { weight: 3, fault: killed('api') },
  'lose queues': { weight: 4, fault: lossOfQueues },
  'terminate backends': {
    weight: 3,
    fault: async ({ world: { servers, database } }) => {
      await servers.postgres.run(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and pid <> pg_backend_pid()`,
      );
      return 'terminate backends';
    },
  },
  'crash postgres': {
    weight: 1,
    fault: async ({ world, luck }) => {
      const whole = luck.happens(0.5);
      await (whole ? world.servers.postgres.crash() : world.servers.postgres.crashOneBackend(world.database));
      return whole ? 'postgres immediate stop' : 'postgres backend SIGKILL';
    },
  },
  'crash redis': {
    weight: 1,
    fault: async ({ world: { servers } }) => {
      if (!servers.redis) return null;
      await servers.redis.crash();
      return 'redis SIGKILL';
    },
  },
  'pause postgres': {
    weight: 1,
    fault: async ({ world, luck }) => {
      await world.servers.postgres.pause(500 + luck.below(2500));
      return 'postgres SIGSTOP';
    },
  },
  'pause redis': {
    weight: 1,
    fault: async ({ world: { servers }, luck }) => {
      if (!servers.redis) return null;
      await servers.redis.pause(500 + luck.below(2500));
      return 'redis SIGSTOP';
    },
  },
  'cut a line': {
    weight: 3,
    fault: async ({ world, luck }) => {
      const which = luck.happens(0.5) ? 'database' : 'queue';
      const line = which === 'database' ? world.databaseLine : world.queueLine;
      const silent = luck.happens(0.5);
      if (silent) line.silence();
      else line.cut();
      await sleep(100 + luck.below(1500));
      line.mend(luck.happens(0.5) ? 'deliver' : 'lose');
      return silent ? `half-open line to ${which}` : `cut line to ${which}`;
    },
  },
  'lie by mail': {
    weight: 6,
    fault: ({ world: { post }, luck }) => {
      post.tricks.push(luck.oneOf(POST_TRICKS));
      return Promise.resolve(null);
    },
  },
  'lie by webhook': {
    weight: 3,
    fault: ({ world: { recipient }, luck }) => {
      if (recipient.tricks.length < 3) recipient.tricks.push(luck.oneOf(HOOK_TRICKS));
      return Promise.resolve(null);
    },
  },
  'fill the disk': {
    weight: 2,
    fault: async ({ world: { disk }, luck }) => {
      if (disk.missing !== null) return null;
      disk.fill();
      await sleep(300 + luck.below(1200));
      disk.free();
      return 'disk full';
    },
  },
  'skew a clock': {
    weight: 2,
    fault: async (stage) => {
      const kept = stage.luck.happens(0.5) ? stage.worker : stage.api;
      if (!kept.isReady) return null;
      stage.skew = stage.luck.below(3600) - 1800;
      await restarted(kept, stage);
      return 'clock skew';
    },
  },
  'deliver again': {
    weight: 3,
    fault: async ({ world }) => ((await deliverAgain(world)) > 0 ? 'every job again' : null),
  },
};

export function nextFault(luck: Chance): string {
  const all = Object.entries(FAULTS);
  let left = luck.below(all.reduce((sum, [, { weight }]) => sum + weight, 0));
  for (const [name, { weight }] of all) if ((left -= weight) < 0) return name;
  throw new Error('the weights do not add up');
}

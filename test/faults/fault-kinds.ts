import type { Chance } from './chance.js';
import { deliverAgain } from './again.js';
import { DATABASE_FAULTS, QUEUE_FAULTS } from './engine-faults.js';
import { KILLS } from './kills.js';
import { lineFault, LINE_FAULTS } from './line-faults.js';
import { POST_TRICKS } from './lying-post.js';
import { HOOK_TRICKS } from './lying-recipient.js';
import type { Fault, Stage } from './stage.js';
import { setTimeout as sleep } from 'node:timers/promises';

type Weighted = readonly [weight: number, fault: Fault];

/** Everything but the ends of processes, which have a course of their own. */
const AROUND: readonly Weighted[] = [
  ...DATABASE_FAULTS,
  ...QUEUE_FAULTS,
  [6, lineFault],
  [3, diskFull],
  [2, async ({ world }) => ((await deliverAgain(world)) > 0 ? 'every job again' : null)],
];

/** What a long run must have done; how it is named in the count. */
export const kindsOn = (engine: 'postgres' | 'redis'): readonly string[] => [
  ...KILLS,
  ...LINE_FAULTS,
  ...POST_TRICKS.map((trick) => `smtp ${trick}`),
  ...HOOK_TRICKS.map((trick) => `webhook ${trick}`),
  'clock skew',
  'disk full',
  'every job again',
  'terminate backends',
  'postgres immediate stop',
  'postgres backend SIGKILL',
  'postgres SIGSTOP',
  ...(engine === 'redis' ? ['flushall', 'redis SIGKILL', 'redis SIGSTOP'] : ['truncate queues']),
];

export function nextFault(luck: Chance): Fault {
  let left = luck.below(AROUND.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, fault] of AROUND) if ((left -= weight) < 0) return fault;
  throw new Error('the weights do not add up');
}

async function diskFull({ world: { disk }, luck }: Stage): Promise<string | null> {
  if (disk.missing !== null) return null;
  disk.fill();
  await sleep(300 + luck.below(1200));
  disk.free();
  return 'disk full';
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../../src/step.js';
import type { Fault, Stage } from './stage.js';

/** Every step there is; the compiler asks for those that are added. Who may come to it: the worker to all. */
const STEPS: Readonly<Record<Step, 'both' | 'worker'>> = {
  'job.begins': 'worker',
  'job.done': 'worker',
  'commit.before': 'both',
  'commit.after': 'both',
  'ledger.before-sync': 'worker',
  'ledger.after-sync': 'worker',
  'nudge.before': 'both',
  'nudge.after': 'both',
  'mail.before-handover': 'worker',
  'mail.after-handover': 'worker',
  'notification.before-handover': 'worker',
  'notification.after-handover': 'worker',
  'transmission.before-handover': 'worker',
  'transmission.after-handover': 'worker',
};

type Kind = 'api' | 'worker';

const stepsOf = (kind: Kind) =>
  Object.entries(STEPS).flatMap(([step, who]) => (who === 'both' || who === kind ? [step] : []));

export const atStep = (kind: Kind, step: string) => `kill ${kind} at ${step}`;
const atRandom = (kind: Kind) => `kill ${kind} at random`;

export const KILLS = (['worker', 'api'] as const).flatMap((kind) => [
  atRandom(kind),
  ...stepsOf(kind).map((step) => atStep(kind, step)),
]);

/** At most so long is waited for a step that nothing comes to. */
const STEP_MS = 6000;
/** Steps waited for at once. */
const WAITED_FOR = 5;

/** Ends a process at one of the steps it has died at the least, or where it just is. */
export const killed =
  (kind: Kind): Fault =>
  async (stage) => {
    const kept = stage[kind];
    // One that is still starting has nothing to lose.
    await kept.untilReady();
    if (stage.luck.happens(0.75) && (await kept.dieAt(leastStruck(kind, stage), STEP_MS))) return null;
    await sleep(stage.luck.below(400));
    await kept.kill();
    return atRandom(kind);
  };

function leastStruck(kind: Kind, { luck, strikes }: Stage): Record<string, number> {
  const order = new Map(
    stepsOf(kind).map((step) => [step, strikes.everOf(atStep(kind, step)) + luck.below(3)]),
  );
  const least = [...order.keys()].sort((one, other) => order.get(one)! - order.get(other)!);
  return Object.fromEntries(least.slice(0, WAITED_FOR).map((step) => [step, 1 + luck.below(3)]));
}

/** A process begins again with a clock that is wrong by up to half an hour. */
export const skewed: Fault = async (stage) => {
  const kept = stage.luck.happens(0.5) ? stage.worker : stage.api;
  if (!kept.isReady) return null;
  stage.skew = stage.luck.below(3600) - 1800;
  await kept.kill();
  return 'clock skew';
};

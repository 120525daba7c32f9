import { setTimeout as sleep } from 'node:timers/promises';
import { nextFault } from './fault-kinds.js';
import { killed, skewed } from './kills.js';
import type { Broken } from './outside.js';
import type { Fault, Stage } from './stage.js';

export interface Breaking {
  /** How many, and until when at the latest. */
  readonly faults: number;
  readonly until: number;
  readonly broken: Broken[];
  /** Told after each fault, so that there is work to be broken. */
  happened(share: number): void;
}

/** After what was broken is mended, its effects may last so long. */
const AFTERMATH_MS = 3000;

/** How often mail server and recipients lie. */
const LYING = 0.7;

/** Two courses of faults at once, the ends of processes and all else, until there were so many. */
export async function breakHouse(stage: Stage, plan: Breaking): Promise<void> {
  const { luck, strikes } = stage;
  const enough = () => strikes.total >= plan.faults || Date.now() > plan.until;
  const strike = async (fault: Fault) => {
    const entry: Broken = { what: '', from: Date.now(), to: Infinity };
    plan.broken.push(entry);
    const what = await fault(stage);
    entry.to = Date.now() + AFTERMATH_MS;
    if (what === null) plan.broken.splice(plan.broken.indexOf(entry), 1);
    else strikes.note(what);
    plan.happened(strikes.total / plan.faults);
  };
  const ends = async () => {
    while (!enough()) {
      await sleep(luck.below(1500));
      await strike(luck.happens(0.1) ? skewed : killed(luck.happens(0.7) ? 'worker' : 'api'));
    }
  };
  const allElse = async () => {
    while (!enough()) {
      // A start that is broken again and again comes to no work that could be broken.
      await Promise.all([stage.api.untilReady(), stage.worker.untilReady()]);
      await sleep(luck.below(900));
      await strike(nextFault(luck));
    }
  };
  const { post, recipient } = stage.world;
  for (const { tricks } of [post, recipient]) tricks.probability = LYING;
  await Promise.all([ends(), allElse()]);
  for (const { tricks } of [post, recipient]) tricks.probability = 0;
}

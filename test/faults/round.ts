import { type Acked, driveCase, drivePurge, type Driving } from './case-driver.js';
import { breakHouse } from './breaking.js';
import { chance } from './chance.js';
import { KeptProcess } from './kept-process.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { type Broken, wrongArrivals } from './outside.js';
import { PatientClient } from './patient-client.js';
import { type PlannedRun } from './planned-cases.js';
import { settled } from './settling.js';
import type { Stage } from './stage.js';
import { Strikes } from './strikes.js';
import { wrongInside } from './verdict.js';
import type { Passwords } from './template.js';
import { type Servers, World } from './world.js';

export interface RoundResult {
  readonly outcome: Outcome;
  readonly repeats: number;
  readonly violations: readonly string[];
}

export interface RoundPlan {
  readonly planned: PlannedRun;
  readonly seed: number;
  /** None: the unbroken run, by a clock as slow as ours. */
  readonly faults: number;
  /** When the faults end at the latest. */
  readonly until: number;
  readonly strikes: Strikes;
  readonly servers: Servers;
  readonly passwords: Passwords;
}

/** What waits for its next attempt comes to it sooner, and an attempt still has fifteen seconds of ours. */
const RATE = 8;

/** One round: a fresh house, its cases, and so many faults on the way; then it is left in peace and looked at. */
export async function round(plan: RoundPlan): Promise<RoundResult> {
  const { planned, faults, servers, passwords } = plan;
  const broken: Broken[] = [];
  const violations: string[] = [];
  const strikes = new Strikes(plan.strikes);
  const world = await World.make(servers, {
    rate: faults > 0 ? RATE : 1,
    luck: chance(plan.seed),
    played: (kind) => strikes.note(kind),
  });
  const stage = stageOf(plan, { world, strikes, broken, violations });
  const giving = new AbortController();
  const acked: Acked = { customers: new Map(), requests: new Map(), purges: [] };
  const refused = (what: string) => {
    if (faults === 0) violations.push(`answered 500: ${what}`);
  };
  const client = (who: keyof Passwords | null) =>
    new PatientClient(() => world.url, who && passwords[who], refused);
  const driving: Driving = {
    clerk: client('clerk'),
    supervisor: client('supervisor'),
    nobody: client(null),
    post: world.post,
    copyUrl: world.recipient.copyUrl,
    acked,
    given: giving.signal,
  };
  try {
    stage.api.start();
    stage.worker.start();
    await Promise.all([stage.api.untilReady(), stage.worker.untilReady()]);
    const walks = [
      () => drivePurge(driving, planned),
      ...planned.cases.map((each) => () => driveCase(driving, each)),
    ];
    const driven: Promise<void>[] = [];
    /** The last cases begin some time before the faults end. */
    const begin = (share: number) => {
      const all = planned.cases.length + 1;
      for (const walk of walks.splice(0, Math.ceil(all * Math.min(1, share * 1.3)) - driven.length))
        driven.push(walk().catch((error: unknown) => void violations.push(String(error))));
    };
    begin(0.1);
    if (faults > 0)
      await breakHouse(stage, { faults, until: plan.until, broken, happened: (share) => begin(0.1 + share) });
    begin(1);
    await settled(stage, Promise.all(driven), { giving, hurried: faults > 0 });
    violations.push(...(await wrongInside(world, driving)));
    const outside = await wrongArrivals(servers.postgres, world.database, world.arrivals, broken);
    violations.push(...outside.violations);
    const outcome = await outcomeOf(servers.postgres, world.database, acked);
    return { outcome, repeats: outside.repeats, violations };
  } finally {
    giving.abort();
    await Promise.all([stage.api.stop(), stage.worker.stop()]);
    await world.end();
  }
}

interface Findings {
  readonly world: World;
  readonly strikes: Strikes;
  readonly broken: Broken[];
  readonly violations: string[];
}

function stageOf({ seed, faults }: RoundPlan, { world, strikes, broken, violations }: Findings): Stage {
  const broke = (what: string) => void broken.push({ what, from: Date.now(), to: Date.now() + 3000 });
  const process = (kind: 'api' | 'worker') =>
    new KeptProcess({
      kind,
      replaced: faults > 0,
      settings: () => {
        const { skew } = stage;
        stage.skew = 0;
        return world.settings(skew);
      },
      aborted: (step) => {
        strikes.note(`kill ${kind} at ${step}`);
        broke(step);
      },
      failed: (output) => violations.push(`the ${kind} ended by itself: ${output.slice(-600)}`),
    });
  const stage: Stage = {
    world,
    api: process('api'),
    worker: process('worker'),
    luck: chance(seed ^ 0x5bd1e995),
    strikes,
    skew: 0,
    broke,
  };
  return stage;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestDto } from '../../src/requests/dto/request.dto.js';
import { type Acked, driveCase, drivePurge, type Driving } from './case-driver.js';
import { chance } from './chance.js';
import { FAULTS, nextFault, type Stage } from './fault-kinds.js';
import { KeptProcess } from './kept-process.js';
import { orphans } from './orphans.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { type Broken, lostOrDoubled, wrongArrivals, wrongLedger } from './outside.js';
import { PatientClient } from './patient-client.js';
import { type PlannedRun } from './planned-cases.js';
import { settled } from './settling.js';
import { type Passwords, type Servers, World } from './world.js';

export interface RoundResult {
  readonly outcome: Outcome;
  /** Faults that really happened, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly repeats: number;
  readonly violations: readonly string[];
}

export interface RoundPlan {
  readonly planned: PlannedRun;
  readonly seed: number;
  readonly faults: number;
  readonly servers: Servers;
  readonly passwords: Passwords;
}

/** One round: a fresh house, its cases, and so many faults on the way; then it is left in peace and looked at. */
export async function round({ planned, seed, faults, servers, passwords }: RoundPlan): Promise<RoundResult> {
  const count: Record<string, number> = {};
  const broken: Broken[] = [];
  const violations: string[] = [];
  const happened = (what: string) => {
    count[what] = (count[what] ?? 0) + 1;
  };
  const moment = (what: string) => {
    happened(what);
    stage.broke(what);
  };
  const world = await World.make(servers, happened);
  const process = (kind: 'api' | 'worker') =>
    new KeptProcess({
      kind,
      settings: () => {
        const { skew } = stage;
        stage.skew = 0;
        return world.settings(skew);
      },
      aborted: (step) => moment(`kill ${kind} at ${step}`),
      failed: (output) => violations.push(`the ${kind} ended by itself: ${output.slice(-600)}`),
    });
  const stage: Stage = {
    world,
    api: process('api'),
    worker: process('worker'),
    luck: chance(seed ^ 0x5bd1e995),
    skew: 0,
    broke: (what) => void broken.push({ what, from: Date.now(), to: Date.now() + 3000 }),
  };
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
    acked,
    given: giving.signal,
  };
  try {
    stage.api.start();
    stage.worker.start();
    await Promise.all([stage.api.untilReady(), stage.worker.untilReady()]);
    const walks = [
      ...planned.cases.map((each) => () => driveCase(driving, each)),
      () => drivePurge(driving, planned),
    ];
    const driven: Promise<void>[] = [];
    const begin = () => {
      const walk = walks.shift();
      if (walk) driven.push(walk().catch((error: unknown) => void violations.push(String(error))));
    };
    const total = () => Object.values(count).reduce((sum, each) => sum + each, 0);
    const share = Math.max(1, Math.floor(faults / (walks.length + 1)));
    for (let injected = 0, tries = 0; total() < faults; tries++) {
      while (walks.length > 0 && injected >= (planned.cases.length - walks.length) * share) begin();
      const name = nextFault(stage.luck);
      const entry: Broken = { what: name, from: Date.now(), to: Infinity };
      broken.push(entry);
      const what = await FAULTS[name]!.fault(stage);
      entry.to = Date.now() + 3000;
      if (what !== null) happened(what);
      else broken.splice(broken.indexOf(entry), 1);
      injected = total();
      if (tries > faults * 20 && walks.length === 0) break;
      // On a slow machine everything is slow, and faults that run ahead of the work break nothing.
      await sleep(stage.luck.below(200 + stage.worker.bootMs / 4));
    }
    while (walks.length > 0) begin();
    await settled(stage, Promise.all(driven), { giving, hurried: faults > 0 });
    violations.push(...(await looked(world, driving)));
    const outside = await wrongArrivals(servers.postgres, world.database, world.arrivals, broken);
    violations.push(...outside.violations);
    const outcome = await outcomeOf(servers.postgres, world.database, acked);
    return { outcome, faults: count, repeats: outside.repeats, violations };
  } finally {
    giving.abort();
    await Promise.all([stage.api.stop(), stage.worker.stop()]);
    await world.end();
  }
}

/** What must hold of every house that has been left in peace, whatever happened to it. */
async function looked(world: World, { supervisor, acked }: Driving): Promise<string[]> {
  const { postgres } = world.servers;
  const violations = [
    ...(await orphans(postgres, world.database)),
    ...(await lostOrDoubled(postgres, world.database, acked)),
    ...(await wrongLedger(postgres, world.database, world.disk.folder)),
  ];
  const rows = await postgres.run(`select id::text, register from request`, world.database);
  for (const { id, register } of rows) {
    const { body } = await supervisor.get(`/v1/registers/${String(register)}/requests/${String(id)}`);
    const { closedAt, nextActions } = body as RequestDto;
    if (closedAt === null && nextActions.length === 0)
      violations.push(`a case that waits for nothing: ${String(id)}`);
  }
  return violations;
}

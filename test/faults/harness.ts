import { kindsOn } from './fault-kinds.js';
import { differences, type Outcome } from './outcome.js';
import { plannedRun } from './planned-cases.js';
import { PostgresServer } from './postgres-server.js';
import { hasRedis, RedisServer } from './redis-server.js';
import { round } from './round.js';
import { noSmallDisk, unmountLeftovers } from './small-disk.js';
import { Strikes } from './strikes.js';
import { forgetKeys, type Passwords, prepareTemplate } from './template.js';
import type { Engine, Servers } from './world.js';

export interface HarnessPlan {
  readonly seed: number;
  /** Faults to inject into each engine, at least. */
  readonly faults: number;
  /** Cases and faults of one round, and how long its faults go on at most. */
  readonly cases: number;
  readonly perRound: number;
  readonly roundMs: number;
  readonly engines: readonly Engine[];
  readonly say: (line: string) => void;
}

export interface EngineReport {
  readonly engine: Engine;
  readonly rounds: number;
  readonly cases: number;
  readonly faults: Record<string, number>;
  readonly injected: number;
  /** Kinds that never struck. */
  readonly unstruck: readonly string[];
  /** Letters, notifications and copies that came twice, by the same id, after a crash. */
  readonly repeats: number;
  readonly minutes: number;
  readonly violations: string[];
  /** What this machine could not do. */
  readonly missing: readonly string[];
}

/** Compares broken rounds with the unbroken run of the same cases, on each engine. */
export async function harness(plan: HarnessPlan): Promise<EngineReport[]> {
  unmountLeftovers();
  const postgres = await PostgresServer.start();
  try {
    const passwords = await prepareTemplate(postgres);
    const reports: EngineReport[] = [];
    for (const engine of plan.engines) {
      if (engine === 'redis' && !hasRedis()) {
        reports.push({ ...NOTHING, engine, missing: ['redis-server is not installed'] });
        continue;
      }
      const redis = engine === 'redis' ? await RedisServer.start() : null;
      try {
        reports.push(await onEngine(plan, engine, { postgres, redis }, passwords));
      } finally {
        await redis?.stop();
      }
    }
    return reports;
  } finally {
    await postgres.stop();
    forgetKeys();
  }
}

const NOTHING = {
  rounds: 0,
  cases: 0,
  faults: {},
  injected: 0,
  unstruck: [],
  repeats: 0,
  minutes: 0,
  violations: [],
};

async function onEngine(
  plan: HarnessPlan,
  engine: Engine,
  servers: Servers,
  passwords: Passwords,
): Promise<EngineReport> {
  const begun = Date.now();
  const strikes = new Strikes();
  const violations: string[] = [];
  const planned = plannedRun(plan.seed, plan.cases);
  let [rounds, repeats] = [0, 0];
  const broken = async (faults: number): Promise<Outcome> => {
    const seed = plan.seed * 1000 + rounds;
    const until = Date.now() + plan.roundMs;
    const result = await round({ planned, servers, passwords, strikes, seed, faults, until });
    violations.push(...result.violations.map((each) => `${engine}, round ${rounds}: ${each}`));
    repeats += result.repeats;
    const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
    plan.say(
      `${engine}: round ${rounds}, ${strikes.total} faults, ${violations.length} violations, ${minutes} min`,
    );
    rounds++;
    return result.outcome;
  };
  const unbroken = await broken(0);
  if (repeats > 0) violations.push(`${engine}: repeats without a fault`);
  while (strikes.total < plan.faults && violations.length === 0) {
    const found = differences(unbroken, await broken(Math.min(plan.perRound, plan.faults - strikes.total)));
    violations.push(...found.map((each) => `${engine}, round ${rounds - 1}: ${each}`));
  }
  const { byKind: faults, total: injected } = strikes;
  return {
    engine,
    rounds: rounds - 1,
    cases: (rounds - 1) * plan.cases,
    injected,
    faults,
    unstruck: kindsOn(engine).filter((kind) => strikes.of(kind) === 0),
    repeats,
    minutes: Math.round((Date.now() - begun) / 6000) / 10,
    violations,
    missing: [noSmallDisk()].filter((why) => why !== null),
  };
}

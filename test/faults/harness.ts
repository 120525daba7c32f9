import { differences, type Outcome } from './outcome.js';
import { plannedRun } from './planned-cases.js';
import { PostgresServer } from './postgres-server.js';
import { hasRedis, RedisServer } from './redis-server.js';
import { round, type RoundResult } from './round.js';
import { type Engine, forgetKeys, type Passwords, prepareTemplate, type Servers } from './world.js';

export interface HarnessPlan {
  readonly seed: number;
  /** Faults to inject into each engine, at least. */
  readonly faults: number;
  /** Cases and faults of one round. */
  readonly cases: number;
  readonly perRound: number;
  readonly engines: readonly Engine[];
  readonly say: (line: string) => void;
}

export interface EngineReport {
  readonly engine: Engine;
  readonly rounds: number;
  readonly cases: number;
  readonly faults: Record<string, number>;
  readonly injected: number;
  /** Letters and notifications that came twice, by the same id, after a crash. */
  readonly repeats: number;
  readonly seconds: number;
  readonly violations: string[];
  /** Why nothing was done; `null` when it was. */
  readonly missing: string | null;
}

/** Compares broken rounds with the unbroken run of the same cases, on each engine. */
export async function harness(plan: HarnessPlan): Promise<EngineReport[]> {
  const postgres = await PostgresServer.start();
  try {
    const passwords = await prepareTemplate(postgres);
    const reports: EngineReport[] = [];
    for (const engine of plan.engines) {
      if (engine === 'redis' && !hasRedis()) {
        reports.push({ ...NOTHING, engine, missing: 'redis-server is not installed' });
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

const NOTHING = { rounds: 0, cases: 0, faults: {}, injected: 0, repeats: 0, seconds: 0, violations: [] };

async function onEngine(
  plan: HarnessPlan,
  engine: Engine,
  servers: Servers,
  passwords: Passwords,
): Promise<EngineReport> {
  const begun = Date.now();
  const faults: Record<string, number> = {};
  const violations: string[] = [];
  const unbroken = new Map<number, Outcome>();
  let [rounds, injected, repeats] = [0, 0, 0];
  for (; injected < plan.faults; rounds++) {
    const seed = plan.seed + Math.floor(rounds / ROUNDS_PER_SEED);
    const planned = plannedRun(seed, plan.cases);
    const about = { planned, servers, passwords };
    const told = (result: RoundResult) => {
      for (const each of result.violations)
        violations.push(`${engine}, seed ${seed}, round ${rounds}: ${each}`);
    };
    if (!unbroken.has(seed)) {
      const calm = await round({ ...about, seed, faults: 0 });
      told(calm);
      if (calm.repeats > 0) violations.push(`${engine}, seed ${seed}: repeats without a fault`);
      unbroken.set(seed, calm.outcome);
    }
    const wanted = Math.min(plan.perRound, plan.faults - injected);
    const result = await round({ ...about, seed: seed * 1000 + rounds, faults: wanted });
    told(result);
    for (const each of differences(unbroken.get(seed)!, result.outcome))
      violations.push(`${engine}, seed ${seed}, round ${rounds}: ${each}`);
    for (const [kind, times] of Object.entries(result.faults)) {
      faults[kind] = (faults[kind] ?? 0) + times;
      injected += times;
    }
    repeats += result.repeats;
    plan.say(
      `${engine}: round ${rounds + 1}, ${injected} faults, ${repeats} repeats, ${violations.length} violations`,
    );
  }
  const seconds = Math.round((Date.now() - begun) / 1000);
  const cases = (rounds + unbroken.size) * plan.cases;
  return { engine, rounds, cases, faults, injected, repeats, seconds, violations, missing: null };
}

/** Rounds of the same cases share one unbroken run. */
const ROUNDS_PER_SEED = 4;

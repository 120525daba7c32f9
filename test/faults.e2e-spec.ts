import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type EngineReport, harness } from './faults/harness.js';
import { differences } from './faults/outcome.js';

const { FAULTS, FAULT_SEED, FAULT_REPORT, FAULT_ENGINES } = process.env;
const long = FAULTS !== undefined;
const seed = Number(FAULT_SEED ?? 1);
/** The share that is a part of every test run: one engine, and no longer than this. */
const SHORT = { faults: 25, cases: 6, perRound: 25, roundMs: 30_000 };
const LONG = { faults: Number(FAULTS), cases: 24, perRound: 130, roundMs: 300_000 };
const engines = (FAULT_ENGINES ?? (long ? 'postgres,redis' : 'postgres')).split(
  ',',
) as EngineReport['engine'][];
/** From so many on each kind must have struck. */
const EACH_KIND_FROM = 1000;

describe('the comparison', () => {
  it('sees what is missing, what is too much and what is different', () => {
    const calm = { aino: { letters: ['answer sent'], told: [] }, purges: { runs: ['done'] } };
    expect(differences(calm, structuredClone(calm))).toEqual([]);
    const broken = { aino: { letters: ['answer sent', 'answer sent'], told: ['accounting'] } };
    expect(differences(calm, broken)).toEqual([
      'aino, letters: ["answer sent"] became ["answer sent","answer sent"]',
      'aino, told: [] became ["accounting"]',
      'purges, runs: ["done"] became []',
    ]);
  });
});

describe('a house that is broken again and again', () => {
  it(
    'ends as one that was left in peace',
    async () => {
      const say = (line: string) => void (long && process.stderr.write(`${line}\n`));
      const reports = await harness({ ...(long ? LONG : SHORT), seed, engines, say });
      if (FAULT_REPORT) writeFileSync(FAULT_REPORT, `${JSON.stringify({ seed, reports }, null, 2)}\n`);
      for (const { engine, injected, missing, unstruck, violations } of reports) {
        expect(violations).toEqual([]);
        if (missing.length > 0) continue;
        expect(injected, engine).toBeGreaterThanOrEqual(long ? LONG.faults : 1);
        if (injected >= EACH_KIND_FROM) expect(unstruck, engine).toEqual([]);
      }
    },
    long ? 6 * 3_600_000 : 300_000,
  );
});

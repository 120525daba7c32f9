import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type EngineReport, harness } from './faults/harness.js';
import { differences } from './faults/outcome.js';

const { FAULTS, FAULT_SEED, FAULT_REPORT, FAULT_ENGINES } = process.env;
const faults = Number(FAULTS ?? 8);
const seed = Number(FAULT_SEED ?? 1);
const long = FAULTS !== undefined;
/** The second engine has its turn in the long run. */
const engines = (FAULT_ENGINES ?? (long ? 'postgres,redis' : 'postgres')).split(
  ',',
) as EngineReport['engine'][];

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
      const reports = await harness({
        seed,
        faults,
        cases: long ? 8 : 3,
        perRound: long ? 60 : faults,
        engines,
        say: (line) => {
          if (long) console.log(line);
        },
      });
      if (FAULT_REPORT) writeFileSync(FAULT_REPORT, `${JSON.stringify({ seed, reports }, null, 2)}\n`);
      for (const { engine, injected, missing, violations } of reports) {
        expect(violations).toEqual([]);
        if (missing === null) expect(injected, engine).toBeGreaterThanOrEqual(faults);
      }
    },
    long ? 6 * 3_600_000 : 300_000,
  );
});

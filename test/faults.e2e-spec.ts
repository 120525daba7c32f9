import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type EngineReport, harness } from './faults/harness.js';

const { FAULTS, FAULT_SEED, FAULT_REPORT, FAULT_ENGINES } = process.env;
const faults = Number(FAULTS ?? 8);
const seed = Number(FAULT_SEED ?? 1);
const long = FAULTS !== undefined;

describe('a house that is broken again and again', () => {
  it(
    'ends as one that was left in peace',
    async () => {
      const reports = await harness({
        seed,
        faults,
        cases: long ? 8 : 4,
        perRound: long ? 120 : faults,
        engines: (FAULT_ENGINES?.split(',') ?? ['postgres', 'redis']) as EngineReport['engine'][],
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
    long ? 6 * 3_600_000 : 180_000,
  );
});

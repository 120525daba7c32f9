import { describe, expect, it } from 'vitest';
import { exists, referencesIn, tableRows } from '../test/support/proofs.js';

const rows = tableRows('docs/scenario-letters.md', /^\| S\d/);

describe('the table of the scenarios', () => {
  it('has all thirty-three, each with what is sent and where that is seen', () => {
    expect(rows.map(([scenario]) => scenario)).toEqual(
      Array.from({ length: 33 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`),
    );
    for (const [scenario, sent, proof] of rows) {
      expect(sent, scenario).toMatch(/\w{3}/);
      expect(referencesIn(proof!), scenario).not.toEqual([]);
    }
  });

  it.each([...new Set(rows.flatMap(([, , proof]) => referencesIn(proof!)))])(
    'names a test that is there: %s',
    (reference) => {
      expect(exists(reference)).toBe(true);
    },
  );
});

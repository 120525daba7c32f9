import { describe, expect, it } from 'vitest';
import { exists, referencesIn, tableRows } from '../test/support/proofs.js';

const rows = tableRows('docs/regressions.md', /^\| \d/);

describe('the table of what went wrong elsewhere', () => {
  it('has all twenty-two, each with what must hold here and where that is seen', () => {
    expect(rows.map(([number]) => number)).toEqual(
      Array.from({ length: 22 }, (_, index) => String(index + 1)),
    );
    for (const [number, elsewhere, here, proof] of rows) {
      expect(elsewhere, number).toMatch(/\w{3}/);
      expect(here, number).toMatch(/\w{3}/);
      expect(referencesIn(proof!).length > 0 || /^not here: \w/.test(proof!), number).toBe(true);
    }
  });

  it.each([...new Set(rows.flatMap(([, , , proof]) => referencesIn(proof!)))])(
    'names a test that is there: %s',
    (reference) => {
      expect(exists(reference)).toBe(true);
    },
  );
});

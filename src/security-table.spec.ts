import { describe, expect, it } from 'vitest';
import { exists, read, referencesIn, tableRows } from '../test/support/proofs.js';

/** OWASP ASVS 5.0.0: each section with the levels of its requirements, in their order. */
const SECTIONS = `
  1.1:22 1.2:1111122223 1.3:112222222223 1.4:222 1.5:123
  2.1:122 2.2:112 2.3:12223 2.4:23
  3.1:3 3.2:113 3.3:12223 3.4:11222233 3.5:11122333 3.6:3 3.7:22333
  4.1:12233 4.2:23333 4.3:22 4.4:1222
  5.1:2 5.2:112333 5.3:113 5.4:222
  6.1:122 6.2:111111112222 6.3:11223333 6.4:112233 6.5:22222333 6.6:2223 6.7:33 6.8:2222
  7.1:222 7.2:1111 7.3:22 7.4:11222 7.5:223 7.6:22
  8.1:1233 8.2:1123 8.3:133 8.4:23
  9.1:111 9.2:1222
  10.1:22 10.2:223 10.3:22223 10.4:1111122222233333 10.5:22222 10.6:22 10.7:222
  11.1:2233 11.2:22233 11.3:11233 11.4:1222 11.5:23 11.6:23 11.7:33
  12.1:12233 12.2:11 12.3:22223
  13.1:2333 13.2:222223 13.3:2233 13.4:1222233
  14.1:22 14.2:12223333 14.3:122
  15.1:12233 15.2:12233 15.3:1222222 15.4:3333
  16.1:2 16.2:22222 16.3:2222 16.4:222 16.5:2223
  17.1:23 17.2:22223333 17.3:22
`;
const due = SECTIONS.trim()
  .split(/\s+/)
  .flatMap((each) => {
    const [section, levels = ''] = each.split(':');
    return [...levels].map((level, index) => `V${section}.${index + 1} ${level}`);
  })
  .filter((requirement) => !requirement.endsWith(' 3'));

const rowsOf = (page: string) => tableRows(page, /^\| (?:V|API)\d/);

const asvs = rowsOf('docs/security/asvs-5-level-2.md').map((row) => {
  const [id = '', level = '', here = '', how = '', proof = ''] = row;
  return { cells: row.length, id, level, here, how, proof, text: row.join(' ') };
});
const topTen = rowsOf('docs/security/api-top-10.md').map(([risk = '', how = '', proof = '']) => ({
  risk,
  how,
  proof,
}));

const references = [
  ...new Set([...asvs, ...topTen].flatMap((row) => referencesIn(`${row.how} ${row.proof}`))),
];

describe('the table of the verification standard', () => {
  it('has every requirement of levels 1 and 2 once, under its number and level', () => {
    expect(due).toHaveLength(70 + 183);
    expect(asvs.map(({ id, level }) => `${id} ${level}`)).toEqual(due);
  });

  it('leaves nothing empty: met with a proof, or not applicable or not met with the reason', () => {
    for (const { cells, id, here, how, proof } of asvs) {
      expect(cells, id).toBe(5);
      expect(here, id).toMatch(/\w/);
      const open = /^(not applicable|not met): \S.{5,}/.test(proof);
      if (!open) expect(referencesIn(proof), id).not.toEqual([]);
      if (!open) expect(how, id).toMatch(/\w/);
    }
  });

  it('counts rightly what is met and what is not', () => {
    const [inapplicable, unmet] = ['not applicable: ', 'not met: '].map(
      (mark) => asvs.filter(({ proof }) => proof.startsWith(mark)).length,
    ) as [number, number];
    const met = asvs.length - inapplicable - unmet;
    expect(read('docs/security/asvs-5-level-2.md')).toContain(
      `Of ${asvs.length} requirements ${met} are met, ${inapplicable} are not applicable and ${unmet} are not met.`,
    );
  });
});

describe('the table of the ten risks', () => {
  it('has all ten, each with a proof', () => {
    expect(topTen.map(({ risk }) => /^API\d+/.exec(risk)?.[0])).toEqual(
      Array.from({ length: 10 }, (_, index) => `API${index + 1}`),
    );
    for (const { risk, proof } of topTen) expect(referencesIn(proof), risk).not.toEqual([]);
  });
});

describe('a proof', () => {
  it.each(references)('is there: %s', (reference) => {
    expect(exists(reference)).toBe(true);
  });

  it('is not found where there is none', () => {
    expect(exists('src/security-table.spec.ts › is not found')).toBe(false);
    expect(exists('src/no-such.spec.ts › is there')).toBe(false);
    expect(exists('docs/security/decisions.md › Inp')).toBe(false);
  });
});

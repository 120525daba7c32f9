import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../test/support/answers.js';
import { REGISTERS } from '../../test/support/decisions.js';
import { packageRoot } from '../config/package-root.js';
import { RULE_IDS } from '../domain/rule.js';
import { clauseRows, gapsOf, NOTICE_REGISTERS } from './clause-matrix.js';
import { CLAUSES } from './clauses/clause.js';

const rows = clauseRows();
const places = (parts: readonly (readonly string[])[]) => [...new Set(parts.flat())];
const sources = new Map<string, string>();

/** Titles of tests in a file, as they are written there. */
function hasTest(reference: string): boolean {
  const [file = '', title = ''] = reference.split(' › ');
  const path = join(packageRoot, file);
  if (!sources.has(file)) sources.set(file, existsSync(path) ? readFileSync(path, 'utf8') : '');
  const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `^\\s*(?:(?:describe|it)\\(|(?:(?:describe|it)\\.each\\(.*|\\]|\\])\\)\\()'${quoted}'`,
    'm',
  ).test(sources.get(file)!);
}

describe('the clause matrix', () => {
  it('has a row for every clause of the five notices', () => {
    expect([...NOTICE_REGISTERS].sort()).toEqual([...REGISTERS].sort());
    expect(rows).toHaveLength(5 * Object.keys(CLAUSES).length);
    expect(clauseRows(['nokopa']).map(({ clause }) => clause)).toEqual(Object.keys(CLAUSES));
  });

  it.each(REGISTERS)('leaves no row of %s empty, and points at something its policy says', (register) => {
    expect(clauseRows([register]).flatMap((row) => gapsOf(row, policyOf(register)))).toEqual([]);
  });

  it('tells every part a row lacks', () => {
    const empty = {
      ...rows[0]!,
      heading: '',
      says: '',
      pointer: '/nowhere/at/all',
      decidedBy: [],
      tests: [],
    };
    expect(gapsOf(empty, policyOf('umacon'))).toEqual(['heading', 'says', 'decidedBy', 'tests', 'policy']);
  });

  it.each(places(rows.map(({ decidedBy }) => decidedBy)))('is decided by something there is: %s', (by) => {
    expect(RULE_IDS.some((id) => id === by) || existsSync(join(packageRoot, by))).toBe(true);
  });

  it.each(places(rows.map(({ tests }) => tests)))('is proved by a test there is: %s', (test) => {
    expect(hasTest(test)).toBe(true);
  });

  it('does not take a title for a test that is not there', () => {
    expect(hasTest('src/registers/scenarios/retention.spec.ts › S05 the relationship')).toBe(false);
    expect(hasTest('src/registers/scenarios/no-such.spec.ts › S05')).toBe(false);
  });

  it('names every test that walks a notice', () => {
    for (const register of REGISTERS) {
      const source = readFileSync(join(packageRoot, 'src/registers/clauses', `${register}.spec.ts`), 'utf8');
      expect(source.match(/^ {2}it\(/gm)).toHaveLength(Object.keys(CLAUSES).length);
    }
  });
});

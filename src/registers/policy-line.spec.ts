import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import { PolicyError, type PolicyProblem } from './policy-error.js';
import { loadPolicyVersions } from './policy-file.js';
import { policyLine, type StoredPolicy } from './policy-line.js';

const TODAY = '2026-11-20';
const published = readFileSync(join(packageRoot, 'policies', 'konttorimix.yaml'), 'utf8');

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'policies-'))));
afterEach(() => rmSync(folder, { recursive: true }));

interface Edit {
  readonly version?: string;
  readonly activeFrom?: string;
  readonly period?: string;
}

/** Writes the published policy with these changes. */
function write(name: string, { version = '1', activeFrom = '2019-11-06', period = 'P10Y' }: Edit = {}): void {
  const text = published
    .replace(`version: '1'`, `version: '${version}'`)
    .replace('activeFrom: 2019-11-06', `activeFrom: ${activeFrom}`)
    .replace('period: P10Y', `period: ${period}`);
  writeFileSync(join(folder, name), text);
}

function problemsOf(load: () => unknown): readonly PolicyProblem[] {
  try {
    load();
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
  return [];
}

/** What an earlier start stored of files that are no longer in the folder as they were. */
function stored(edit: Edit, state: Partial<StoredPolicy> = {}): StoredPolicy {
  const other = mkdtempSync(join(tmpdir(), 'stored-'));
  const before = folder;
  folder = other;
  write('konttorimix.yaml', edit);
  const [loaded] = loadPolicyVersions(folder);
  folder = before;
  rmSync(other, { recursive: true });
  return { policy: loaded!.policy, hash: loaded!.hash, used: false, inLine: true, ...state };
}

const line = (...elsewhere: StoredPolicy[]) =>
  policyLine('konttorimix', loadPolicyVersions(folder), elsewhere, TODAY);
const versionsOf = ({ versions }: ReturnType<typeof policyLine>) =>
  versions.map(({ policy }) => policy.version);

describe('a folder of policies', () => {
  it('holds several versions of a register, each in a file of its own', () => {
    write('konttorimix.yaml');
    write('konttorimix.2.yaml', { version: '2', activeFrom: '2027-01-01' });
    write('konttorimix.2026-b.yml', { version: '2026-b', activeFrom: '2026-12-01' });
    expect(versionsOf(line())).toEqual(['1', '2026-b', '2']);
  });

  it('takes the same version in two files for one', () => {
    write('konttorimix.yaml');
    write('konttorimix.1.yaml');
    expect(versionsOf(line())).toEqual(['1']);
  });

  it.each([
    ['the same version with other content', { activeFrom: '2027-01-01' }, ['/version']],
    ['the same day', { version: '2' }, ['/activeFrom']],
    ['both', { period: 'P5Y' }, ['/version', '/activeFrom']],
  ])('is refused for two files with %s, and points at the place', (_, edit, pointers) => {
    write('konttorimix.yaml', edit);
    write('konttorimix.1.yaml');
    const problems = problemsOf(() => loadPolicyVersions(folder));
    expect(problems.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(problems[0]).toMatchObject({ file: join(folder, 'konttorimix.yaml') });
    expect(problems[0]!.line).toBe(pointers[0] === '/version' ? 3 : 4);
    expect(problems[0]!.reason).toContain('konttorimix.1.yaml');
  });

  it.each([
    ['konttorimix.2.yaml', '/version'],
    ['umacon.1.yaml', '/register'],
    ['konttorimix2.yaml', '/register'],
  ])('is refused for %s, which does not name what is in it', (name, pointer) => {
    write(name);
    expect(problemsOf(() => loadPolicyVersions(folder))).toMatchObject([{ pointer }]);
  });
});

describe('a stored version', () => {
  it('may not change under the same version once it has decided anything', () => {
    write('konttorimix.yaml', { period: 'P5Y' });
    expect(line(stored({}, { used: true })).problems).toMatchObject([
      {
        file: join(folder, 'konttorimix.yaml'),
        line: 3,
        pointer: '/version',
        reason: expect.stringMatching(/new version/),
      },
    ]);
  });

  it('may change freely as long as nothing was decided by it', () => {
    write('konttorimix.yaml', { period: 'P5Y' });
    const found = line(stored({}));
    expect(found.problems).toEqual([]);
    expect(found.versions.map(({ policy }) => policy.retention)).toMatchObject([{ name: { period: 'P5Y' } }]);
  });

  it('may not lose its day to another version once it has decided anything', () => {
    write('konttorimix.yaml', { version: '2' });
    expect(line(stored({}, { used: true })).problems).toMatchObject([{ line: 4, pointer: '/activeFrom' }]);
    expect(versionsOf(line(stored({})))).toEqual(['2']);
  });

  it('keeps its day when its file has gone, so that nobody is left without rules', () => {
    write('konttorimix.yaml', { version: '2', activeFrom: '2026-12-01' });
    const found = line(stored({}));
    expect(versionsOf(found)).toEqual(['1', '2']);
    expect(found.remarks).toEqual([
      'policy of konttorimix, version 1, has no file any more; its stored text stays in force',
      'policy of konttorimix, version 2, comes into force on 2026-12-01',
    ]);
  });

  it('is withdrawn with its file while its day has not come', () => {
    write('konttorimix.yaml');
    const found = line(stored({ version: '2', activeFrom: '2026-11-21' }));
    expect(versionsOf(found)).toEqual(['1']);
    expect(found.remarks).toEqual([
      'policy of konttorimix, version 2, has no file any more and is withdrawn before its day',
    ]);
  });

  it('does not come back when its day has passed after it was withdrawn', () => {
    write('konttorimix.yaml');
    const withdrawn = stored({ version: '2', activeFrom: '2026-11-19' }, { inLine: false });
    expect(versionsOf(line(withdrawn))).toEqual(['1']);
  });
});

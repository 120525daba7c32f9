import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import { BadInput } from './bad-input.js';
import { checkPolicies, printPolicyDiff } from './policy.js';

const published = readFileSync(join(packageRoot, 'policies', 'nokopa.yaml'), 'utf8');

let folder: string;
let said: string[];
let complained: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  said = [];
  complained = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void complained.push(text));
  process.exitCode = undefined;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

function written(name: string, ...edits: [from: string, to: string][]): string {
  const text = edits.reduce((part, [from, to]) => {
    if (!part.includes(from)) throw new Error('The edit found nothing to change.');
    return part.replace(from, to);
  }, published);
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const second: [string, string] = [`version: '1'`, `version: '2'`];

describe('suoja policy check', () => {
  it('says what it found to be in order', () => {
    checkPolicies([written('nokopa.yaml'), written('two.yaml', second, ['2021-05-19', '2027-01-01'])], {});
    expect(said.map((line) => line.split(': ')[1])).toEqual(['nokopa, version 1', 'nokopa, version 2']);
    expect(process.exitCode).toBeUndefined();
  });

  it('tells what is wrong in every file, and between them, with exit code 1', () => {
    const bad = written('bad.yaml', ['period: P0D', 'period: none']);
    checkPolicies([bad, written('one.yaml'), written('two.yaml', second)], { json: true });
    expect(process.exitCode).toBe(1);
    const { problems } = JSON.parse(said.join('')) as { problems: { file: string; pointer: string }[] };
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/retention/name/period', '/activeFrom']);
    expect(complained.join('\n')).toContain(`${bad}:`);
  });

  it('refuses a file that is not there as bad input', () => {
    expect(() => checkPolicies([join(folder, 'none.yaml')], {})).toThrow(BadInput);
  });
});

describe('suoja policy diff', () => {
  it('tells the difference in words, and as data', () => {
    const one = written('one.yaml');
    const two = written('two.yaml', second, [
      'approval: [erasure, rectification]',
      'approval: [rectification]',
    ]);
    printPolicyDiff(one, two, {});
    expect(said.at(-1)).toBe('/approval\n  Approval of erasure is no longer asked for.');
    said.length = 0;
    printPolicyDiff(one, two, { json: true });
    expect(JSON.parse(said.join(''))).toMatchObject([
      { pointer: '/version' },
      { pointer: '/approval', kind: 'changed' },
    ]);
    expect(process.exitCode).toBeUndefined();
  });

  it('says so when there is none', () => {
    printPolicyDiff(written('one.yaml'), written('two.yaml'), {});
    expect(said).toEqual(['No difference.']);
  });

  it('refuses a file that is no policy as bad input, with the places at fault', () => {
    const bad = written('bad.yaml', ['period: P0D', 'period: none']);
    expect(() => printPolicyDiff(written('one.yaml'), bad, {})).toThrow(BadInput);
    expect(() => printPolicyDiff(written('one.yaml'), bad, {})).toThrow(/\/retention\/name\/period/);
  });
});

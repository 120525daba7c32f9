import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import { BadInput } from './bad-input.js';
import { printNoticeCheck } from './notice-check.js';

const folder = mkdtempSync(join(tmpdir(), 'suoja-notice-'));
const fixtures = join(packageRoot, 'test', 'fixtures', 'notices');
let printed: string[];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Printed {
  readonly findings: readonly Record<'code' | 'severity' | 'clause' | 'reason', string>[];
  readonly draftPolicy: Record<string, unknown>;
}

async function json(file: string): Promise<Printed> {
  await printNoticeCheck(file, { json: true });
  return JSON.parse(printed.join('\n')) as Printed;
}

describe('suoja notice check', () => {
  it('prints findings and a draft policy, and leaves with 1 when there are findings', async () => {
    const { findings, draftPolicy } = await json(join(fixtures, 'nummek.txt'));
    expect(findings.map(({ code }) => code)).toContain('RETENTION_MISSING');
    expect(Object.keys(findings[0]!)).toEqual(['code', 'severity', 'clause', 'reason']);
    expect(draftPolicy['retention']).toBe('notStated');
    expect(process.exitCode).toBe(1);
  });

  it('leaves with 0 when there are none', async () => {
    const { findings } = await json(join(fixtures, 'clean', 'sv.md'));
    expect(findings).toEqual([]);
    expect(process.exitCode).toBeUndefined();
  });

  it('tells the findings in words without --json', async () => {
    await printNoticeCheck(join(fixtures, 'nokopa.txt'), {});
    expect(printed.join('\n')).toMatch(/error\s+OBJECTION_RIGHT_GARBLED\n\s+Vastustamisoikeus\n/);
    expect(printed.at(-1)).toMatch(/^\d+ findings$/);
  });

  it('repeats the findings of a policy file and of a register by name', async () => {
    const byFile = await json(join(packageRoot, 'policies', 'nokopa.yaml'));
    printed = [];
    const byName = await json('nokopa');
    expect(byName).toEqual(byFile);
    expect(byFile.findings.map(({ code }) => code)).toContain('RETENTION_OPEN_ENDED');
    expect(byFile.draftPolicy['register']).toBe('nokopa');
  });

  it('finds what a policy leaves unstated and does not record', async () => {
    const file = join(folder, 'draft.json.yaml');
    const { draftPolicy } = await json(join(fixtures, 'nummek.txt'));
    writeFileSync(file, JSON.stringify({ ...draftPolicy, findings: [] }));
    printed = [];
    const { findings } = await json(file);
    expect(findings.map(({ code }) => code).sort()).toEqual([
      'AUTOMATED_DECISIONS_UNSTATED',
      'BASIS_MISSING',
      'COMPLAINT_RIGHT_MISSING',
      'DATA_GROUPS_MISSING',
      'RECIPIENTS_MISSING',
      'REPEALED_LAW_CITED',
      'RETENTION_MISSING',
      'STATUTORY_REQUIREMENT_UNANSWERED',
      'TRANSFER_SAFEGUARDS_MISSING',
    ]);
  });

  it.each([
    ['a missing file', null],
    ['an empty file', ''],
    ['binary rubbish', Buffer.from([0, 1, 2, 3, 255, 254, 0])],
    ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, 'a')],
  ])('refuses %s as bad input, without repeating its name or content', async (_, content) => {
    const file = join(folder, 'matti-meikalainen.txt');
    rmSync(file, { force: true });
    if (content !== null) writeFileSync(file, content);
    const refused = await printNoticeCheck(file, { json: true }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BadInput);
    expect((refused as BadInput).message).not.toMatch(/meikalainen|aaa/);
    expect(printed).toEqual([]);
  });

  it('refuses a folder and an unknown register', async () => {
    await expect(printNoticeCheck(folder, {})).rejects.toBeInstanceOf(BadInput);
    await expect(printNoticeCheck('nobody', {})).rejects.toBeInstanceOf(BadInput);
  });
});

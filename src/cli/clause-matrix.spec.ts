import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { policyOf } from '../../test/support/answers.js';
import { type ClauseRow, clauseRows } from '../registers/clause-matrix.js';
import { BadInput } from './bad-input.js';
import { printClauseMatrix, reportGaps } from './clause-matrix.js';

describe('suoja clause-matrix', () => {
  const out = vi.spyOn(console, 'log');
  const err = vi.spyOn(console, 'error');
  const before = process.exitCode;

  beforeEach(() => {
    out.mockReset();
    err.mockReset();
  });
  afterEach(() => {
    process.exitCode = before;
  });

  it('prints every clause of one notice, with policy, rule and test, and finds no gap', () => {
    printClauseMatrix('nokopa', {});
    const [text] = out.mock.calls[0] as [string];
    expect(text.split('\n\n')).toHaveLength(clauseRows(['nokopa']).length);
    expect(text).toContain('nokopa  retention  Henkilötietojen säilyttämisaika');
    expect(text).toContain('  policy  /retention');
    expect(text).toContain('  by      retention.lapsed');
    expect(text).toContain('  test    src/registers/scenarios/retention.spec.ts › S07 three possible ends');
    expect([err.mock.calls, process.exitCode]).toEqual([[], before]);
  });

  it('prints all five as JSON when none is named', () => {
    printClauseMatrix(undefined, { json: true });
    const rows = JSON.parse(out.mock.calls[0]![0] as string) as ClauseRow[];
    expect(rows).toEqual(clauseRows());
  });

  it('refuses a register without a notice', () => {
    expect(() => printClauseMatrix('nobody', {})).toThrow(BadInput);
    expect(out).not.toHaveBeenCalled();
  });

  it('fails when a row is empty, and says which part of which', () => {
    const [row] = clauseRows(['umacon']);
    reportGaps([{ ...row!, tests: [] }], policyOf);
    expect(err.mock.calls).toEqual([['umacon preparation-date: no tests']]);
    expect(process.exitCode).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { DomainError } from './domain-error.js';
import { feeAnswerBy, requireAmount, requireBasis } from './fee.js';

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'fine';
  } catch (error) {
    const { code, detail } = error as DomainError;
    return [code, detail['because']].filter(Boolean).join(' ');
  }
}

describe('the amount of a fee', () => {
  it.each(['0.01', '25.00', '200.00'])('may be %s', (amount) => {
    expect(codeOf(() => requireAmount(amount))).toBe('fine');
  });

  it.each([
    '0.00',
    '200.01',
    '-5.00',
    '25',
    '25.0',
    '25,00',
    '025.00',
    '1e2',
    '25.00 ',
    '',
    'NaN',
    '9999999.00',
  ])('is not %s', (amount) => {
    expect(codeOf(() => requireAmount(amount))).toBe('INVALID_VALUE');
  });
});

describe('a request', () => {
  const first = { excessive: false, askedOn: ['2026-11-20'] };
  const second = { excessive: false, askedOn: ['2026-11-01', '2026-11-20'] };
  const third = { excessive: true, askedOn: ['2026-10-20', '2026-11-01', '2026-11-20'] };

  it.each([
    ['access', 'further-copy', first, 'REASON_NOT_LAWFUL FIRST_COPY'],
    ['access', 'further-copy', second, 'fine'],
    ['portability', 'further-copy', second, 'REASON_NOT_LAWFUL OTHER_RIGHT'],
    ['rectification', 'further-copy', third, 'REASON_NOT_LAWFUL OTHER_RIGHT'],
    ['access', 'excessive', second, 'REASON_NOT_LAWFUL NOT_REPEATED'],
    ['access', 'excessive', third, 'fine'],
    ['rectification', 'excessive', third, 'fine'],
    ['erasure', 'manifestly-unfounded', first, 'fine'],
    ['objection', 'manifestly-unfounded', third, 'REASON_NOT_LAWFUL OTHER_RIGHT'],
  ] as const)('for %s as %s costs only where it may', (right, basis, repeated, verdict) => {
    expect(codeOf(() => requireBasis(right, basis, repeated))).toBe(verdict);
  });
});

describe('the day to answer about a fee', () => {
  it('lies before the due date, so that silence is answered in time', () => {
    expect(feeAnswerBy('2026-11-20', '2026-12-21')).toBe('2026-12-20');
    expect(feeAnswerBy('2026-12-20', '2026-12-21')).toBe('2026-12-20');
    expect(feeAnswerBy('2026-11-20', '2026-12-21', '2026-12-01')).toBe('2026-12-01');
  });

  it('is neither gone nor too late', () => {
    for (const wanted of ['2026-11-19', '2026-12-21'])
      expect(codeOf(() => feeAnswerBy('2026-11-20', '2026-12-21', wanted))).toBe('INVALID_DATE_ORDER');
    for (const today of ['2026-12-21', '2026-12-22'])
      expect(codeOf(() => feeAnswerBy(today, '2026-12-21'))).toBe('FEE_TOO_LATE');
  });
});

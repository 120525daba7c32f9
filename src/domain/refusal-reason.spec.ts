import { describe, expect, it } from 'vitest';
import { RIGHTS } from './category.js';
import { DomainError } from './domain-error.js';
import type { Outcome, Plan } from './plan.js';
import { lawfulReasons, REFUSAL_REASONS, type RefusalReason, requireLawful } from './refusal-reason.js';

function planOf(right: Plan['right'], data: readonly (readonly [Outcome, ...string[]])[]): Plan {
  return {
    right,
    at: '2026-11-20',
    policyVersion: '1',
    data: data.map(([outcome, ...holds], index) => ({
      datum: `d${index}`,
      category: 'email',
      outcome,
      keepUntil: null,
      rule: 'erasure.no-hold',
      holds,
      citation: '',
      reason: '',
    })),
  } as Plan;
}

/** The code of the refusal, and why. */
function refused(right: (typeof RIGHTS)[number], reasons: RefusalReason[], plan: Plan | null): string {
  try {
    requireLawful(right, reasons, plan);
    return 'lawful';
  } catch (error) {
    const { code, detail } = error as DomainError;
    return [code, detail['because'], detail['pointer']].filter(Boolean).join(' ');
  }
}

const ALL_KEPT = planOf('erasure', [
  ['keep', 'STATUTORY_VOUCHER'],
  ['keep', 'OPEN_INVOICE'],
]);
const PART_KEPT = planOf('erasure', [['keep', 'STATUTORY_VOUCHER'], ['erase']]);
const COPY = planOf('access', [['copy']]);

describe('a reason to refuse', () => {
  it('fits the rights the law names, and each right has some', () => {
    expect(lawfulReasons('access')).not.toContain('contact-role');
    expect(lawfulReasons('access')).not.toContain('legal-obligation');
    expect(lawfulReasons('rectification')).toContain('data-correct');
    expect(lawfulReasons('objection')).toEqual(['contact-role', 'no-right-under-basis', 'legal-claims']);
    for (const right of RIGHTS) expect(lawfulReasons(right).length).toBeGreaterThan(2);
    for (const reason of REFUSAL_REASONS)
      expect(RIGHTS.some((right) => lawfulReasons(right).includes(reason))).toBe(true);
  });

  it.each<[string, (typeof RIGHTS)[number], RefusalReason[], Plan | null, string]>([
    [
      'a contact role against access',
      'access',
      ['contact-role'],
      COPY,
      'REASON_NOT_LAWFUL OTHER_RIGHT /reasons/0',
    ],
    [
      'a true second reason after a false one',
      'portability',
      ['no-right-under-basis', 'data-correct'],
      planOf('portability', [['omit']]),
      'REASON_NOT_LAWFUL OTHER_RIGHT /reasons/1',
    ],
    [
      'bookkeeping where no voucher is',
      'erasure',
      ['legal-obligation'],
      planOf('erasure', [['keep', 'OPEN_INVOICE']]),
      'REASON_NOT_LAWFUL NO_SUCH_HOLD /reasons/0',
    ],
    [
      'claims nobody recorded',
      'erasure',
      ['legal-claims'],
      planOf('erasure', [['erase']]),
      'REASON_NOT_LAWFUL NO_SUCH_HOLD /reasons/0',
    ],
    [
      'bookkeeping against all where a part may go',
      'erasure',
      ['legal-obligation'],
      PART_KEPT,
      'REFUSAL_TOO_WIDE /reasons',
    ],
    [
      'bookkeeping where everything is on vouchers',
      'erasure',
      ['legal-obligation', 'legal-claims'],
      ALL_KEPT,
      'lawful',
    ],
    [
      'a manifestly unfounded request, whatever the plan',
      'erasure',
      ['manifestly-unfounded'],
      PART_KEPT,
      'lawful',
    ],
    [
      'the rights of others against the whole copy',
      'access',
      ['rights-of-others'],
      COPY,
      'REFUSAL_TOO_WIDE /reasons',
    ],
    ['a law that restricts access', 'access', ['law-restricts-access'], COPY, 'lawful'],
    [
      'a basis without portability where something is portable',
      'portability',
      ['no-right-under-basis'],
      planOf('portability', [['copy'], ['omit']]),
      'REFUSAL_TOO_WIDE /reasons',
    ],
    [
      'not knowing whom one knows',
      'access',
      ['not-identifiable'],
      COPY,
      'REASON_NOT_LAWFUL IDENTIFIED /reasons/0',
    ],
    ['not knowing a stranger', 'access', ['not-identifiable'], null, 'lawful'],
    [
      'what a stranger must not hear',
      'rectification',
      ['data-correct'],
      null,
      'REASON_NOT_LAWFUL NOT_IDENTIFIED /reasons/0',
    ],
    [
      'a repetition by a stranger',
      'access',
      ['excessive'],
      null,
      'REASON_NOT_LAWFUL NOT_IDENTIFIED /reasons/0',
    ],
  ])('judges %s', (_, right, reasons, plan, verdict) => {
    expect(refused(right, reasons, plan)).toBe(verdict);
  });
});

import { describe, expect, it } from 'vitest';
import { TODAY, policyOf } from '../../../test/support/answers.js';
import { decided, decisions, keptUntil } from '../../../test/support/decisions.js';
import { CONSUMER, datum, factsOf, invoice, outcomes } from '../../../test/support/person-facts.js';
import { DomainError } from '../../domain/domain-error.js';
import { plan } from '../../domain/planner.js';

describe.each(['umacon', 'konttorimix', 'ip-produkter'] as const)('at %s', (register) => {
  describe('S05 the relationship ended ten years ago', () => {
    it.each([
      ['2016-11-19', '2026-11-20', 'erase'],
      ['2016-11-20', '2026-11-20', 'keep 2026-11-20'],
      ['2016-11-20', '2026-11-21', 'erase'],
      ['2016-11-21', '2026-11-20', 'keep 2026-11-21'],
      ['2016-11-21', '2026-11-21', 'keep 2026-11-21'],
      ['2016-11-21', '2026-11-22', 'erase'],
      ['2016-02-29', '2026-02-28', 'keep 2026-02-28'],
      ['2016-02-29', '2026-03-01', 'erase'],
    ])('end %s on %s: %s', (relationshipEnd, at, expected) => {
      const facts = { person: { ...CONSUMER, relationshipEnd }, data: [datum('email')] };
      expect(decisions('retention', register, facts, at)).toEqual({ email: expected });
    });
  });

  describe('S06 the same with a voucher', () => {
    it('erases the register data and keeps the credit note until 2027 ends', () => {
      const facts = {
        person: { ...CONSUMER, relationshipEnd: '2016-11-19' },
        data: [datum('email'), datum('invoice', { recordId: 'credit' })],
        records: [{ id: 'credit', kind: 'credit-note' as const, bookedOn: '2021-04-01' }],
      };
      expect(decisions('retention', register, facts)).toEqual({
        email: 'erase',
        'invoice@credit': 'keep 2027-12-31 STATUTORY_VOUCHER',
      });
    });
  });
});

describe('S07 three possible ends', () => {
  const person = {
    ...CONSUMER,
    contractEnd: '2025-06-30',
    lastServiceContact: '2025-09-15',
    lastContact: '2025-11-03',
  };
  const facts = { person, data: [datum('email')] };

  it('takes the latest, and purges from the next day', () => {
    expect(keptUntil('nokopa', facts, '2025-11-03')).toBe(true);
  });

  it.each([
    [{ contractEnd: '2026-01-31' }, '2026-01-31'],
    [{ lastServiceContact: '2026-02-28' }, '2026-02-28'],
    [{ lastContact: '2026-03-31' }, '2026-03-31'],
  ])('whichever of the three it is: %j', (later, lastDay) => {
    expect(keptUntil('nokopa', { ...facts, person: { ...person, ...later } }, lastDay)).toBe(true);
  });

  it('leaves everything to be copied when access is asked after the end', () => {
    expect(decisions('access', 'nokopa', facts)).toEqual({ email: 'copy' });
  });
});

describe('S08 a notice without retention', () => {
  const facts = {
    data: [datum('email'), datum('invoice', { recordId: 'B' })],
    records: [invoice('B', { bookedOn: '2020-05-03' })],
  };

  it('refuses to purge, even where there is nothing to purge', () => {
    const refused = new DomainError('CONFIG_RETENTION_MISSING', { register: 'nummek' });
    expect(() => decisions('retention', 'nummek', facts)).toThrow(refused);
    expect(() => decisions('retention', 'nummek', {})).toThrow(refused);
  });

  it('answers requests all the same, by the voucher rule too', () => {
    expect(decisions('access', 'nummek', facts)).toEqual({ email: 'copy', 'invoice@B': 'copy' });
    expect(decisions('erasure', 'nummek', facts)).toEqual({
      email: 'erase',
      'invoice@B': 'keep 2026-12-31 STATUTORY_VOUCHER',
    });
  });
});

describe('S31 a financial year that is not the calendar year', () => {
  it.each([
    ['2023-06-15', '2029-12-31'],
    ['2023-07-15', '2030-12-31'],
  ])('keeps the invoice of %s until %s', (bookedOn, keepUntil) => {
    const financialYears = [
      { start: '2022-07-01', end: '2023-06-30' },
      { start: '2023-07-01', end: '2024-06-30' },
    ];
    const facts = factsOf({
      data: [datum('invoice', { recordId: 'I' })],
      records: [invoice('I', { bookedOn })],
    });
    const policy = { ...policyOf('konttorimix'), financialYears };
    expect(outcomes(plan('erasure', facts, policy, TODAY))).toEqual({
      'invoice@I': `keep ${keepUntil} STATUTORY_VOUCHER`,
    });
  });
});

describe('facts older than ninety days', () => {
  it.each(['erasure', 'retention'] as const)('destroy nothing by %s, and say why', (right) => {
    const facts = {
      factsAsOf: '2026-08-22T06:00:00Z',
      person: { ...CONSUMER, relationshipEnd: '2010-01-01' },
      data: [datum('email')],
    };
    expect(decisions(right, 'umacon', facts, '2026-11-20')).toEqual({ email: 'erase' });
    expect(decided(right, 'umacon', facts, '2026-11-21').data[0]).toMatchObject({
      outcome: 'keep',
      rule: 'facts-stale',
      reason: 'The facts are too old to destroy anything by them.',
    });
  });
});

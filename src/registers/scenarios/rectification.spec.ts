import { describe, expect, it } from 'vitest';
import { policyOf, TODAY } from '../../../test/support/answers.js';
import { decided, decisions } from '../../../test/support/decisions.js';
import { datum, invoice } from '../../../test/support/person-facts.js';
import { deadline, rectificationTarget } from '../../domain/deadline.js';

const data = [datum('postal-address'), datum('postal-address', { recordId: 'V' }), datum('email')];
const records = [invoice('V', { bookedOn: '2024-06-01' })];

describe('S21 rectification accepted', () => {
  it('corrects what is contested and nothing else, within five working days', () => {
    const facts = { data, records, contested: ['postal-address'] };
    expect(decisions('rectification', 'konttorimix', facts)).toEqual({
      'postal-address': 'correct',
      'postal-address@V': 'keep open',
      email: 'keep open',
    });
    expect(rectificationTarget(TODAY)).toBe('2026-11-27');
  });

  it('is told to the source and the recipients, as the notice promises', () => {
    expect(policyOf('konttorimix').rectification.notifySourceAndRecipients).toBe(
      'notice, Oikeus vaatia tiedon korjaamista',
    );
  });
});

describe('S22 rectification refused', () => {
  const contested = ['postal-address', 'postal-address@V'];

  it('corrects the register and keeps the voucher of an ended year', () => {
    const rectification = decided('rectification', 'konttorimix', { data, records, contested });
    expect(rectification.data.map(({ outcome, keepUntil, rule }) => [outcome, keepUntil, rule])).toEqual([
      ['correct', null, 'rectification.correct'],
      ['keep', '2030-12-31', 'rectification.closed-voucher'],
      ['keep', null, 'rectification.not-contested'],
    ]);
    expect(rectification.data[1]).toMatchObject({ citation: 'KPL 2:7', holds: ['STATUTORY_VOUCHER'] });
  });

  it.each([
    ['2024-12-31', 'correct'],
    ['2025-01-01', 'keep 2030-12-31 STATUTORY_VOUCHER'],
    ['2030-12-31', 'keep 2030-12-31 STATUTORY_VOUCHER'],
    ['2031-01-01', 'correct'],
  ])('closes the voucher with its financial year: %s %s', (at, expected) => {
    const found = decisions('rectification', 'konttorimix', { data, records }, at);
    expect([found['postal-address@V'], found['email']]).toEqual([expected, 'correct']);
  });

  it('is answered, certificate and all, within the month', () => {
    expect(deadline({ received: TODAY }).due).toBe('2026-12-21');
    expect(policyOf('konttorimix').rectification.refusalCertificate).toBe(
      'notice, Oikeus vaatia tiedon korjaamista',
    );
  });
});

describe('what is unnecessary or outdated', () => {
  const contested = ['postal-address', 'postal-address@V', 'email'];
  const facts = { data, records, contested, unneeded: contested };

  it('is erased, except what a voucher or another hold still needs', () => {
    const found = decided('rectification', 'konttorimix', facts).data;
    expect(found.map(({ outcome, keepUntil, rule }) => [outcome, keepUntil, rule])).toEqual([
      ['erase', null, 'rectification.delete'],
      ['keep', '2030-12-31', 'hold.STATUTORY_VOUCHER'],
      ['erase', null, 'rectification.delete'],
    ]);
  });

  it('is another plan than a correction, so that an approval of one is none of the other', () => {
    const rules = (more: object) =>
      decided('rectification', 'konttorimix', { data, records, contested, ...more }).data.map(
        ({ rule }) => rule,
      );
    expect(rules({ annotated: contested })).toEqual(contested.map(() => 'rectification.statement'));
    expect(rules({ unneeded: contested })).not.toEqual(rules({}));
  });
});

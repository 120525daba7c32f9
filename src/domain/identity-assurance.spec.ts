import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assuranceLevel,
  EVIDENCE_KINDS,
  type EvidenceKind,
  identityVerdict,
  IDENTITY_VERDICTS,
} from './identity-assurance.js';

describe('identity assurance', () => {
  it.each<[EvidenceKind[], number]>([
    [[], 0],
    [['signature'], 0],
    [['record-fact'], 0],
    [['known-channel'], 1],
    [['known-channel', 'signature'], 1],
    [['known-channel', 'record-fact'], 2],
    [['customer-account'], 2],
    [['customer-account', 'record-fact'], 2],
    [['record-fact', 'record-fact'], 3],
    [['known-channel', 'record-fact', 'record-fact'], 3],
    [['record-fact', 'record-fact', 'record-fact'], 3],
    [['call-back'], 4],
    [['posted-letter'], 4],
    [['id-shown'], 4],
    [['strong-identification'], 4],
    [['signature', 'call-back', 'known-channel'], 4],
  ])('%j reaches level %i', (evidence, level) => {
    expect(assuranceLevel(evidence)).toBe(level);
  });

  it('never gains from a signature, never loses from more evidence', () => {
    const evidence = fc.array(fc.constantFrom(...EVIDENCE_KINDS));
    fc.assert(
      fc.property(evidence, fc.constantFrom(...EVIDENCE_KINDS), (given, more) => {
        expect(assuranceLevel([...given, 'signature'])).toBe(assuranceLevel(given));
        expect(assuranceLevel([...given, more])).toBeGreaterThanOrEqual(assuranceLevel(given));
      }),
    );
  });

  it.each([
    [
      'S16 the address on record is enough without a signature',
      1,
      assuranceLevel(['known-channel']),
      1,
      'IDENTIFIED',
    ],
    ['S16 an unknown address with a common name is a doubt', 3, assuranceLevel([]), 1, 'REASONABLE_DOUBT'],
    [
      'S16 bank details ask for more than the known channel',
      1,
      assuranceLevel(['known-channel']),
      3,
      'REASONABLE_DOUBT',
    ],
    [
      'S16 bank details follow two matching facts',
      1,
      assuranceLevel(['record-fact', 'record-fact']),
      3,
      'IDENTIFIED',
    ],
    ['S25 an objection needs no more than the record', 1, assuranceLevel([]), 0, 'IDENTIFIED'],
    ['two people who fit are a doubt at any level', 2, 4, 0, 'REASONABLE_DOUBT'],
    ['nobody who fits cannot be identified', 0, 4, 0, 'NOT_IDENTIFIABLE'],
  ])('%s', (_promise, matches, level, required, verdict) => {
    expect(IDENTITY_VERDICTS).toContain(verdict);
    expect(identityVerdict(matches, level, required)).toBe(verdict);
  });
});

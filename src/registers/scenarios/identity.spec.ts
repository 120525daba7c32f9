import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../test/support/answers.js';
import { REGISTERS } from '../../../test/support/decisions.js';
import { RIGHTS } from '../../domain/category.js';
import { assuranceLevel, type EvidenceKind, identityVerdict } from '../../domain/identity-assurance.js';
import type { RequestForm } from '../../domain/register-policy.js';
import { isPersonal, type Permission, PERMISSIONS } from '../../staff/permissions.js';

const verdict = (register: string, evidence: readonly EvidenceKind[], matches = 1) =>
  identityVerdict(matches, assuranceLevel(evidence), policyOf(register).assurance.access);

describe('S16 unsigned access by e-mail', () => {
  it.each(['konttorimix', 'nokopa'])('from the address on record is enough at %s', (register) => {
    const form = policyOf(register).requestForms.access as RequestForm;
    expect(form.preferredEvidence).toContain('signature');
    expect(verdict(register, ['known-channel'])).toBe('IDENTIFIED');
  });

  it('from an unknown address with a common name is a reasonable doubt, signed or not', () => {
    expect(verdict('konttorimix', [], 3)).toBe('REASONABLE_DOUBT');
    expect(verdict('konttorimix', ['signature'], 3)).toBe('REASONABLE_DOUBT');
    expect(verdict('konttorimix', ['signature'])).toBe('REASONABLE_DOUBT');
  });

  it('needs level three where the copy would carry bank details', () => {
    const { withBankAccount } = policyOf('nokopa').assurance;
    const level = (evidence: readonly EvidenceKind[]) =>
      identityVerdict(1, assuranceLevel(evidence), withBankAccount);
    expect(level(['known-channel', 'customer-account', 'record-fact'])).toBe('REASONABLE_DOUBT');
    expect(level(['record-fact', 'record-fact'])).toBe('IDENTIFIED');
  });

  it('never waits for a signature or an identity document, at any register, for any right', () => {
    for (const register of REGISTERS)
      for (const right of RIGHTS)
        expect(assuranceLevel(['known-channel'])).toBeGreaterThanOrEqual(policyOf(register).assurance[right]);
  });
});

describe('S33 access control', () => {
  const opening = (part: RegExp) =>
    (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => part.test(permission));

  it('opens customers, records and requests only to those bound by a commitment', () => {
    const personal = opening(/^(customers|records|requests|disclosures|restrictions|holds|purges|audit)\./);
    expect(personal).toHaveLength(15);
    expect(personal.filter((permission) => !isPersonal(permission))).toEqual([]);
  });

  it.each(REGISTERS)('is what the notice of %s promises for both kinds of material', (register) => {
    const { manualMaterial, electronicMaterial } = policyOf(register);
    expect(manualMaterial.confidentialityCommitment).toBe(true);
    expect(electronicMaterial).toMatchObject({ personalAccounts: true, confidentialityCommitment: true });
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import { LANGUAGES } from '../domain/category.js';
import { loadPolicies } from './policy-file.js';

const folder = join(packageRoot, 'policies');
const loaded = loadPolicies(folder);

const REGISTERS = ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter'] as const;
type Register = (typeof REGISTERS)[number];

/** What a pointer with `*` for "each entry" finds, such as the code of each purpose. */
function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((found, part, index, parts) => {
      if (Array.isArray(found) && parts[index - 1] === '*') return found.map((entry) => child(entry, part));
      return part === '*' ? found : child(found, part);
    }, value);
}

function child(value: unknown, key: string): unknown {
  return (value as Record<string, unknown> | undefined)?.[key];
}

function clause(register: Register, pointer: string): unknown {
  return at(loaded.get(register)?.policy, pointer);
}

/** What the house decides where the notices leave it open. */
const DECISIONS: readonly (readonly [string, string, unknown])[] = [
  ['financial years', '/financialYears', 'calendar'],
  ['approval', '/approval', ['erasure', 'rectification']],
  [
    'identity assurance',
    '/assurance',
    {
      access: 1,
      rectification: 1,
      restriction: 1,
      portability: 1,
      erasure: 1,
      objection: 0,
      withBankAccount: 3,
    },
  ],
  ['age of facts', '/factsMaxAge', 'P90D'],
  ['own data: case file', '/ownData/caseFile/period', 'P3Y'],
  ['own data: packages', '/ownData/packages/period', 'P60D'],
  ['own data: identity evidence', '/ownData/identityEvidence/period', 'P30D'],
  ['own data: unverified requests', '/ownData/unverifiedRequests/period', 'P30D'],
];

describe('the five policies', () => {
  it('are five registers', () => {
    expect([...loaded.keys()].sort()).toEqual([...REGISTERS].sort());
  });

  describe.each(DECISIONS)('%s', (_, pointer, decision) => {
    it.each(REGISTERS)('is decided for %s', (register) => {
      expect(clause(register, pointer)).toEqual(decision);
    });
  });

  it.each(REGISTERS)('%s names its interest in contact persons in three languages', (register) => {
    expect(Object.keys(clause(register, '/legalBases/contact-person/interest') as object).sort()).toEqual(
      [...LANGUAGES].sort(),
    );
  });

  it.each(REGISTERS)('%s names a mailbox of every recipient that notifications go to', (register) => {
    for (const mailbox of clause(register, '/recipients/*/email') as unknown[])
      expect(mailbox).toEqual(expect.any(String));
  });
});

describe('findings of the notices', () => {
  const FOUR = ['umacon', 'konttorimix', 'nokopa', 'ip-produkter'];
  const EVERY: readonly string[] = REGISTERS;

  it.each([
    ['OBJECTION_RIGHT_GARBLED', FOUR],
    ['CONTACT_PERSON_PERIOD_UNCLEAR', FOUR],
    ['CONTACT_PERSON_BASIS_WRONG', FOUR],
    ['BASIS_MISPLACED', ['umacon']],
    ['BASIS_DOUBLE', ['konttorimix']],
    ['BASIS_MISSING', ['nummek']],
    ['STATUTORY_REQUIREMENT_UNANSWERED', EVERY],
    ['IDENTIFIABLE_EMAIL_UNDEFINED', ['umacon', 'ip-produkter']],
    ['SIGNATURE_REQUIRED', ['konttorimix', 'nokopa', 'nummek']],
    ['EMAIL_PLACEHOLDER', ['umacon', 'konttorimix', 'nummek', 'ip-produkter']],
    ['TRANSFER_VERSUS_ANALYTICS', FOUR],
    ['ANALYTICS_SAID_ANONYMOUS', FOUR],
    ['SPELLING', EVERY],
    ['RESPONSE_TIME_MISSING', EVERY],
    ['ERASURE_SECTION_MISSING', EVERY],
    ['TRANSFER_SAFEGUARDS_MISSING', EVERY],
    ['CONSENT_WITHDRAWAL_MISSING', EVERY],
    ['COMPLAINT_PLACE_INCOMPLETE', EVERY],
    ['MARKUP_RESIDUE', EVERY],
    ['ELECTRONIC_MARKETING_CONSENT', EVERY],
    ['RETENTION_BLANKET', ['umacon', 'konttorimix', 'ip-produkter']],
    ['RETENTION_OPEN_ENDED', ['nokopa']],
    ['RETENTION_END_AMBIGUOUS', ['nokopa']],
    ['RETENTION_PARTIES_MIXED', ['nokopa']],
    ['RETENTION_MISSING', ['nummek']],
    ['BILLING_GROUP_WITHOUT_FIELD', ['umacon', 'nokopa', 'ip-produkter']],
    ['BILLING_REGISTER_WITHOUT_FIELD', ['konttorimix']],
    ['DATA_GROUPS_MISSING', ['konttorimix', 'nummek']],
    ['CLAUSES_MISPLACED', EVERY],
    ['LANGUAGES_LIMITED', FOUR],
    ['COMPLAINT_CONTACTS_OUTDATED', ['konttorimix', 'nokopa', 'ip-produkter']],
    ['COMPLAINT_RIGHT_MISSING', ['nummek']],
    ['AUTOMATED_DECISIONS_UNSTATED', ['umacon', 'konttorimix', 'nummek', 'ip-produkter']],
    ['TEMPLATE_LEFTOVER', FOUR],
    ['NOTICE_INCOMPLETE', ['nummek']],
    ['CONTROLLER_NAME_MISSING', ['nummek']],
    ['CONTROLLER_CONTACT_MISSING', ['konttorimix']],
    ['REPEALED_LAW_CITED', ['nummek']],
    ['RECIPIENTS_MISSING', ['nummek']],
    ['RIGHTS_SECTIONS_MISSING', ['nummek']],
    ['COOKIES_EMPTY', ['nummek']],
  ])('%s is found where it applies and nowhere else', (code, registers) => {
    const found = REGISTERS.filter((register) =>
      (clause(register, '/findings/*/code') as string[]).includes(code),
    );
    expect(found.sort()).toEqual([...registers].sort());
  });
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../config/package-root.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import { consistencyDefects } from '../../registers/policy-consistency.js';
import { loadPolicies } from '../../registers/policy-file.js';
import { schemaDefects } from '../../registers/policy-schema.js';
import { checkNotice } from './check-notice.js';
import { RULES } from './findings.js';

const REGISTERS = ['umacon', 'konttorimix', 'nokopa', 'nummek', 'ip-produkter'] as const;
const policies = loadPolicies(join(packageRoot, 'policies'));
const published = (register: string) =>
  readFileSync(join(packageRoot, 'test', 'fixtures', 'notices', `${register}.txt`));
const report = (register: string) => checkNotice(published(register), `${register}.txt`);
const policyOf = (register: string) => policies.get(register)!.policy;
const inOrder = <Item extends { readonly code: string }>(list: readonly Item[]) =>
  [...list].sort((one, other) => (one.code < other.code ? -1 : 1));

/** Every part that decides anything; who is who, invented contacts, remarks and the wording of findings aside. */
const COMPARED = [
  'register',
  'version',
  'activeFrom',
  'notice',
  'registerName',
  'controllerKind',
  'controllerWord',
  'statedBasis',
  'purposes',
  'dataGroups',
  'consent',
  'statutoryRequirement',
  'automatedDecisions',
  'sources',
  'recipientGroups',
  'disclosures',
  'processors',
  'transfers',
  'listPublication',
  'financialYears',
  'relationshipEnd',
  'retention',
  'erasure',
  'contactPersonClause',
  'requestForms',
  'languages',
  'marketingProhibitions',
  'rectification',
  'responseTime',
  'complaint',
  'manualMaterial',
  'electronicMaterial',
  'goodPractice',
  'cookies',
  'approval',
  'assurance',
  'factsMaxAge',
  'ownData',
] as const satisfies readonly (keyof RegisterPolicy)[];

describe.each(REGISTERS)('the notice of %s as published', (register) => {
  it('has the findings its policy records, no fewer and no more', async () => {
    const { findings } = await report(register);
    const brief = ({ code, severity }: { code: string; severity: string }) => ({ code, severity });
    expect(inOrder(findings.map(brief))).toEqual(inOrder(policyOf(register).findings.map(brief)));
  });

  it('gives every finding a clause, a reason and the law behind it', async () => {
    for (const { code, clause, reason } of (await report(register)).findings) {
      expect(clause, code).toMatch(/\p{L}/u);
      expect(reason, code).toContain(`(${RULES[code as keyof typeof RULES].law})`);
    }
  });

  it.each(COMPARED)('amounts to the %s of its policy', async (part) => {
    const { draftPolicy } = await report(register);
    expect(draftPolicy[part]).toEqual(policyOf(register)[part]);
  });

  it('holds the categories of its policy', async () => {
    const { draftPolicy } = await report(register);
    const decisive = ({ category, held, stated, personTypes }: RegisterPolicy['categories'][number]) => ({
      category,
      held,
      stated,
      personTypes,
    });
    expect(draftPolicy.categories.map(decisive)).toEqual(policyOf(register).categories.map(decisive));
  });

  it('rests on the bases of its policy', async () => {
    const { draftPolicy } = await report(register);
    for (const type of ['consumer', 'contact-person'] as const) {
      expect(draftPolicy.legalBases[type].basis).toBe(policyOf(register).legalBases[type].basis);
    }
  });

  it('leaves the same contact details unsaid', async () => {
    const { draftPolicy } = await report(register);
    expect(draftPolicy.controller.notStated).toEqual(policyOf(register).controller.notStated);
    expect(draftPolicy.contactPerson.notStated).toEqual(policyOf(register).contactPerson.notStated);
    expect(draftPolicy.controller.street).toBe(policyOf(register).controller.street);
    expect(draftPolicy.contactPerson.street).toBe(policyOf(register).contactPerson.street);
  });

  it('makes a draft that loads as a policy', async () => {
    const { draftPolicy } = await report(register);
    expect(schemaDefects(draftPolicy)).toEqual([]);
    expect(consistencyDefects(draftPolicy)).toEqual([]);
  });

  it('hands on no name, number or mailbox of a person', async () => {
    const text = published(register).toString('utf8');
    const row = /Yhteyshenkilö[^\t]*\t(\S+) (\S+) /.exec(text)!;
    const mailboxes = text.match(/[\w.-]+@[\w.-]+\.example/g)!;
    const numbers = text.match(/(?:\+358[\d ]{8,}|010[-\d ]{7,})\d/g)!;
    const told = JSON.stringify(await report(register));
    expect(mailboxes.length).toBeGreaterThan(0);
    for (const personal of [
      row[1]!,
      row[2]!,
      ...mailboxes,
      ...numbers.filter((number) => number !== '010 000 0100'),
    ]) {
      expect(told).not.toContain(personal);
    }
  });
});

describe('where the findings are', () => {
  it.each([
    ['umacon', 'BASIS_MISPLACED', 'Oikeutetun edun peruste'],
    ['konttorimix', 'OBJECTION_RIGHT_GARBLED', 'Vastustamisoikeus'],
    ['konttorimix', 'DATA_GROUPS_MISSING', 'Kyseessä olevat henkilötietoryhmät'],
    ['nokopa', 'RETENTION_OPEN_ENDED', 'Henkilötietojen säilyttämisaika'],
    ['nokopa', 'COMPLAINT_CONTACTS_OUTDATED', 'Oikeus tehdä valitus valvontaviranomaiselle'],
    ['nummek', 'REPEALED_LAW_CITED', 'Henkilötietojen käsittelyn tarkoitus'],
    ['nummek', 'SIGNATURE_REQUIRED', 'Oikeus vaatia tiedon korjaamista'],
    ['nummek', 'RETENTION_MISSING', 'Henkilötietojen säilyttämisaika (absent)'],
    ['ip-produkter', 'TEMPLATE_LEFTOVER', 'Rekisterin suojausten periaatteet B: Sähköinen aineisto'],
  ])('%s: %s', async (register, code, clause) => {
    const { findings } = await report(register);
    expect(findings.find((finding) => finding.code === code)?.clause).toBe(clause);
  });

  it('names the misspelt words of each notice', async () => {
    const spelling = async (register: string) =>
      (await report(register)).findings.find(({ code }) => code === 'SPELLING')!.reason;
    expect(await spelling('umacon')).toContain('tietosuojasetuksen, riorganisaation, yorganisaation');
    expect(await spelling('nokopa')).toContain('vakainainen, päätymisaika, soveltuvien osin, määrättyillä');
    expect(await spelling('nummek')).not.toContain('luottihakemukseen');
  });
});

describe('the notices kept as fixtures', () => {
  it('name nobody whom the published ones name', () => {
    const words = new Set(
      REGISTERS.flatMap((register) =>
        published(register)
          .toString('utf8')
          .toLowerCase()
          .match(/\p{L}+/gu)!,
      ),
    );
    const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
    expect([...words].filter((word) => NAME_DIGESTS.has(digest(word)))).toEqual([]);
    expect(NAME_DIGESTS.size).toBe(10);
  });

  const NAME_DIGESTS = new Set([
    '2a490267a9ed8daa',
    '165ca97799b0376f',
    'd78280ad5745db76',
    '2e786ad2665ceddd',
    'b64422dfe18e99c3',
    '58eac3caa73f1469',
    'd539c3fc39720e54',
    '0448448d7906e917',
    'b162324935087c6b',
    'eee3679e37ece12d',
  ]);
});

import type {
  PolicyHandling,
  PolicyHeading,
  PolicyProtection,
  RegisterPolicy,
} from '../../domain/register-policy.js';
import { cite, shortHeading } from './cite.js';
import { draftBasis } from './draft-basis.js';
import { draftContact } from './draft-contact.js';
import { draftFlows } from './draft-flows.js';
import { draftGaps, NEVER } from './draft-gaps.js';
import { draftRetention } from './draft-retention.js';
import { draftRights } from './draft-rights.js';
import texts from './draft-texts.json' with { type: 'json' };
import { type Finding, RULES } from './findings.js';
import type { PublishedNotice } from './published-notice.js';
import type { Reading } from './rule.js';
import { mailDomainIn, namesNaturalPerson, statedContact } from './stated-contacts.js';
import { preparedOn } from './stated-dates.js';
import { contactPersonBar } from './stated-erasure.js';
import {
  goodPracticeIn,
  statedCookies,
  statedElectronicMaterial,
  statedManualMaterial,
} from './stated-protection.js';

/** What the notice says as a register policy, with notStated where it is silent. A person must review it before use. */
export function draftPolicy(reading: Reading, findings: readonly Finding[]): RegisterPolicy {
  const { notice } = reading;
  const bar = contactPersonBar(notice);
  const heading = draftHeading(notice, findings);
  const basis = draftBasis(reading);
  const flows = draftFlows(reading);
  const held = basis.categories.map(({ category }) => category);
  const periods = draftRetention(reading, held);
  return {
    ...heading,
    ...basis,
    ...flows,
    financialYears: 'calendar',
    ...periods,
    contactPersonClause:
      bar === null ? 'notStated' : cite(notice, 'Art. 17', ...(bar.clause ? [bar.clause] : [])),
    ...draftRights(reading),
    ...draftProtection(notice),
    ...HANDLING,
    findings: [...findings.map(toDo), ...draftGaps({ ...heading, ...basis, ...flows, ...periods }, findings)],
  };
}

const toDo = ({ code, severity, clause, reason }: Finding): PolicyHandling['findings'][number] => ({
  code,
  severity,
  cite:
    clause.endsWith('(absent)') || clause === 'throughout'
      ? RULES[code as keyof typeof RULES].law
      : `notice, ${clause}`,
  text: reason,
});

function draftHeading(
  notice: PublishedNotice,
  findings: readonly Finding[],
): PolicyHeading & { register: string; version: string } {
  const controller = statedContact(notice, 'controller');
  const register = registerOf(controller.company ?? mailDomainIn(notice));
  const date = preparedOn(notice);
  const billing = /lasku|faktur|billing|invoic/.test(notice.text('registerName'));
  const registerName = billing ? texts.registerNames['customer-and-billing'] : texts.registerNames.customer;
  const { fi, sv, en } = texts.noticeTitle;
  return {
    register,
    version: '1',
    activeFrom: date ?? NEVER,
    notice: {
      title: {
        fi: `${fi}: ${registerName.fi}`,
        sv: `${sv}: ${registerName.sv}`,
        en: `${en}: ${registerName.en}`,
      },
      preparedOn: date ?? 'notStated',
      incomplete: findings.some(({ code }) => code === 'NOTICE_INCOMPLETE'),
    },
    registerName,
    controllerKind: namesNaturalPerson(notice) ? 'natural-person' : 'company',
    controllerWord: controllerWord(notice),
    controller: draftContact(
      notice,
      'controller',
      controller.company ?? 'Rekisterinpitäjä',
      `asiakaspalvelu@${register}.example`,
    ),
    contactPerson: draftContact(
      notice,
      'contactPerson',
      'Rekisterin yhteyshenkilö',
      `rekisteri@${register}.example`,
    ),
  };
}

function registerOf(name: string | null): string {
  const word = (name ?? '')
    .toLowerCase()
    .replace(/(?<!\p{L})(?:oyj|oy|abp|ab|ky|kb|ay|tmi|ry|rf|osk|ltd|gmbh|inc|plc)(?!\p{L})/gu, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-\d]+|-+$/g, '');
  return word === '' ? 'register' : word;
}

function controllerWord(notice: PublishedNotice) {
  const count = (words: RegExp) => notice.body.match(words)?.length ?? 0;
  const organisation = count(/(?<!\p{L})(?:organisaatio|organisation|organization)/gu);
  const company = count(/(?<!\p{L})(?:yrity[sk]|företag|company)/gu);
  if (organisation === 0 && company === 0) return texts.controllerWords.controller;
  return organisation > company ? texts.controllerWords.organisation : texts.controllerWords.company;
}

function draftProtection(notice: PublishedNotice): PolicyProtection {
  const { stated, collects, analytics } = statedCookies(notice);
  const practice = goodPracticeIn(notice);
  const from = cite(notice, 'Art. 32', 'cookies');
  return {
    manualMaterial: { ...statedManualMaterial(notice), cite: cite(notice, 'Art. 32', 'manual') },
    electronicMaterial: {
      ...statedElectronicMaterial(notice),
      cite: cite(notice, 'Art. 32', 'electronic', 'protection'),
    },
    goodPractice: practice.length === 0 ? 'notStated' : practiceCite(notice, practice),
    cookies: stated ? { stated, collects, analytics, cite: from } : { stated, cite: from },
  };
}

/** "Principles A and B" where the same sentence closes both sections. */
function practiceCite(notice: PublishedNotice, clauses: ReturnType<typeof goodPracticeIn>): string {
  const common = [
    ...new Set(clauses.map((clause) => shortHeading(notice, clause).replace(/ [AB]: .*$/, ''))),
  ];
  return clauses.length === 2 && common.length === 1
    ? `notice, ${common[0]} A and B`
    : cite(notice, 'Art. 32', ...clauses);
}

/** What no notice says and the house decides; the same for every new register until a controller changes it. */
const HANDLING: Omit<PolicyHandling, 'findings'> & Pick<RegisterPolicy, 'factsMaxAge'> = {
  approval: ['erasure', 'rectification'],
  assurance: {
    access: 1,
    rectification: 1,
    restriction: 1,
    portability: 1,
    erasure: 1,
    objection: 0,
    withBankAccount: 3,
  },
  factsMaxAge: 'P90D',
  ownData: {
    caseFile: { period: 'P3Y', cite: 'Art. 5(2), 82; decision of the controller' },
    packages: { period: 'P60D', cite: 'Art. 5(1)(e); decision of the controller' },
    identityEvidence: { period: 'P30D', cite: 'Art. 5(1)(c), 12(6); decision of the controller' },
    unverifiedRequests: { period: 'P30D', cite: 'Art. 5(1)(c), 5(1)(e); decision of the controller' },
  },
};

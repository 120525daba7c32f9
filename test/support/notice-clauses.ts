import type { Answer } from '../../src/answers/answer.js';
import { type AccessCopy, accessCover, accessData } from '../../src/answers/copy-document.js';
import { renderLetter } from '../../src/answers/letter.js';
import { purposeOf } from '../../src/customers/purpose.js';
import { CATEGORIES, type Category, type Right } from '../../src/domain/category.js';
import { DomainError } from '../../src/domain/domain-error.js';
import {
  assuranceLevel,
  type EvidenceKind,
  type IdentityVerdict,
  identityVerdict,
} from '../../src/domain/identity-assurance.js';
import { DISCLOSURE_GROUNDS, type RegisterPolicy } from '../../src/domain/register-policy.js';
import { privacyNotice } from '../../src/notice/render/privacy-notice.js';
import { paperText } from '../../src/paper/paper-text.js';
import { requireAllowed } from '../../src/recipients/disclosure-rules.js';
import { Policies } from '../../src/registers/policies.js';
import { answer, copyInput, policyOf } from './answers.js';
import { decisions, type Register } from './decisions.js';
import { CONTACT_PERSON, datum, invoice } from './person-facts.js';

/** What the house does by a register's policy, for tests that walk the clauses of its notice. */

/** What all five notices say alike. */
export const PURPOSES = [
  'register-upkeep',
  'order-handling',
  'customer-relationship',
  'development',
  'statistics',
  'personalised-content',
  'ad-targeting',
];
export const FLAGS = [
  'dm',
  'distance_selling',
  'market_research',
  'opinion_research',
  'disclosure_for_dm',
  'list_publication',
];

export function letterOf(register: Register, changes: Partial<Answer> = {}): string {
  return renderLetter(answer({ policy: policyOf(register), language: 'en', ...changes })).text;
}

export function copyOf(register: Register): AccessCopy {
  const policy = policyOf(register);
  const plain = copyInput({ policy, language: 'en' });
  // One datum from each source, so that every source is named.
  const data = policy.sources.map(({ code }, index) => ({ ...plain.data[index]!, source: code }));
  const sample = { ...plain, data };
  const inCopy = accessData(sample);
  return { ...accessCover(sample), data: data.map((datum) => inCopy({ datum, record: null })) };
}

/** The notice as the house writes it from the policy. */
export function renderedNotice(register: Register): string {
  return paperText(privacyNotice(policyOf(register), 'en'));
}

export function listed(register: Register, held: 'does' | 'may'): Category[] {
  return policyOf(register)
    .categories.filter((entry) => entry.stated === 'listed' && entry.held === held)
    .map(({ category }) => category);
}

export function codes(entries: readonly { readonly code: string }[]): string[] {
  return entries.map(({ code }) => code);
}

export function verdict(
  register: Register,
  right: Right,
  evidence: readonly EvidenceKind[],
): IdentityVerdict {
  return identityVerdict(1, assuranceLevel(evidence), policyOf(register).assurance[right]);
}

/** On which grounds, of all there are, the register's data may go to its accounting firm. */
export function allowedGrounds(register: Register, policy: RegisterPolicy = policyOf(register)): string[] {
  const tried = [...DISCLOSURE_GROUNDS, ...policy.disclosures.serviceProviders];
  return tried.filter((ground) => !isRefused(() => requireAllowed(policy, 'accounting', ground)));
}

/** The same where the accounting firm is outside the European Economic Area. */
export function allowedAbroad(register: Register, safeguards?: string): string[] {
  const policy = policyOf(register);
  const recipients = policy.recipients.map((each) => ({ ...each, country: 'US' }));
  const transfers = { ...policy.transfers, ...(safeguards === undefined ? {} : { safeguards }) };
  return allowedGrounds(register, { ...policy, recipients, transfers });
}

export function allowsPurpose(register: Register, purpose: string): boolean {
  return !isRefused(() => purposeOf({ actor: 'system', purpose }, policyOf(register)));
}

/** Whether the policy decides on a day; it comes into force with the notice. */
export function isInForce(register: Register, day: string): boolean {
  const version = { policy: policyOf(register), hash: '', file: '' };
  const policies = new Policies([version], { now: () => new Date(`${day}T10:00:00Z`) });
  return !isRefused(() => policies.of(register));
}

/** What an erasure does to a name for each of the notice's reasons not to erase, and without any. */
export function erasureOf(register: Register): Record<string, string> {
  const voucher = invoice('V', { bookedOn: '2026-01-02' });
  const find = (record?: typeof voucher) =>
    decisions('erasure', register, {
      data: [datum('name', { recordId: record?.status === 'paid' ? 'V' : null })],
      records: record ? [record] : [],
    });
  const only = (found: Record<string, string>) => Object.values(found).join();
  return {
    law: only(find(voucher)),
    'open-invoice': only(find({ ...voucher, status: 'open' })),
    collection: only(find({ ...voucher, status: 'in-collection' })),
    nothing: only(find()),
  };
}

export const ERASED_UNLESS_HELD = {
  law: 'keep 2032-12-31 STATUTORY_VOUCHER',
  'open-invoice': 'keep open OPEN_INVOICE',
  collection: 'keep open COLLECTION',
  nothing: 'erase',
};

/** What one right makes of one datum of every category. */
export function outcomesOfAll(right: Right | 'retention', register: Register, at?: string): Set<string> {
  const data = CATEGORIES.map((category) => datum(category));
  return new Set(Object.values(decisions(right, register, { data }, at)));
}

export function contactPersonsName(register: Register): string | undefined {
  const data = [datum('name', { basis: 'legitimate-interest' })];
  return decisions('erasure', register, { person: CONTACT_PERSON, data })['name'];
}

function isRefused(act: () => void): boolean {
  try {
    act();
    return false;
  } catch (error) {
    if (error instanceof DomainError) return true;
    throw error;
  }
}

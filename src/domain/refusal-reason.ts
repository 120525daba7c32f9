import type { Right } from './category.js';
import { DomainError } from './domain-error.js';
import type { HoldCode } from './hold-type.js';
import type { Outcome, Plan } from './plan.js';

interface ReasonRule {
  readonly citation: string;
  readonly rights: readonly Right[];
  /** True for what can only be said of somebody known, and must not be told to anybody else. */
  readonly ofPerson: boolean;
  /** Holds of which the plan must show one, for the rights that are decided by holds. */
  readonly holds?: readonly HoldCode[];
}

/** Marketing stops without exception, and an objection is never too many (Art. 21(3)). */
const UNLESS_OBJECTION = [
  'access',
  'rectification',
  'restriction',
  'portability',
  'erasure',
] as const satisfies readonly Right[];

const STATUTORY = ['STATUTORY_VOUCHER', 'STATUTORY_BOOKS'] as const;

/** Structured reasons for not acting (Art. 12(4)), and the rights against which the law knows each. */
export const REFUSAL_RULES = {
  'manifestly-unfounded': { citation: 'Art. 12(5) GDPR', rights: UNLESS_OBJECTION, ofPerson: false },
  excessive: { citation: 'Art. 12(5) GDPR', rights: UNLESS_OBJECTION, ofPerson: true },
  'not-identifiable': { citation: 'Art. 11(2), 12(2) GDPR', rights: UNLESS_OBJECTION, ofPerson: false },
  'no-answer': { citation: 'Art. 11(2), 12(2), 12(4) GDPR', rights: UNLESS_OBJECTION, ofPerson: false },
  'fee-not-accepted': { citation: 'Art. 12(5), 15(3) GDPR', rights: UNLESS_OBJECTION, ofPerson: true },
  'contact-role': {
    citation: 'Art. 6(1)(f), 17(1)(c), 21(1) GDPR',
    rights: ['erasure', 'objection'],
    ofPerson: true,
    holds: ['ACTIVE_CONTACT_ROLE'],
  },
  'no-right-under-basis': {
    citation: 'Art. 20(1), 21(1) GDPR',
    rights: ['portability', 'objection'],
    ofPerson: true,
  },
  'legal-obligation': {
    citation: 'Art. 17(3)(b) GDPR',
    rights: ['erasure'],
    ofPerson: true,
    holds: STATUTORY,
  },
  'legal-claims': {
    citation: 'Art. 17(3)(e), 21(1) GDPR',
    rights: ['erasure', 'objection'],
    ofPerson: true,
    holds: ['OPEN_INVOICE', 'COLLECTION', 'LEGAL_CLAIM'],
  },
  'accounting-record': {
    citation: 'KPL 2:7; Art. 17(3)(b) GDPR',
    rights: ['rectification', 'erasure'],
    ofPerson: true,
    holds: STATUTORY,
  },
  'data-correct': { citation: 'Art. 16 GDPR', rights: ['rectification'], ofPerson: true },
  'data-needed': { citation: 'Art. 16, 17(1)(a) GDPR', rights: ['rectification'], ofPerson: true },
  'no-such-datum': { citation: 'Art. 16 GDPR', rights: ['rectification'], ofPerson: true },
  'no-restriction-ground': { citation: 'Art. 18(1) GDPR', rights: ['restriction'], ofPerson: true },
  'rights-of-others': {
    citation: 'Art. 15(4), 20(4) GDPR',
    rights: ['access', 'portability'],
    ofPerson: true,
  },
  'law-restricts-access': { citation: 'DPA 34 §', rights: ['access'], ofPerson: true },
} as const satisfies Record<string, ReasonRule>;

export type RefusalReason = keyof typeof REFUSAL_RULES;
export const REFUSAL_REASONS = Object.keys(REFUSAL_RULES) as readonly RefusalReason[];

export const isRefusalReason = (reason: string): reason is RefusalReason =>
  Object.hasOwn(REFUSAL_RULES, reason);

/** Reasons that let a part of a copy be left out; the rest is given (Art. 15(4); DPA 34 §). */
export const WITHHOLDING_REASONS = [
  'rights-of-others',
  'law-restricts-access',
] as const satisfies readonly RefusalReason[];
export type WithholdingReason = (typeof WITHHOLDING_REASONS)[number];

export function lawfulReasons(right: Right): RefusalReason[] {
  return REFUSAL_REASONS.filter((reason) => ruleOf(reason).rights.includes(right));
}

/** Reasons against the request as such, whatever each datum's fate would be. */
const AGAINST_REQUEST: readonly RefusalReason[] = [
  'manifestly-unfounded',
  'excessive',
  'not-identifiable',
  'no-answer',
  'fee-not-accepted',
];

/** What a plan would do for the person, where a refusal for the data's sake must not stop it as a whole. */
const DONE_FOR: Partial<Record<Right, readonly Outcome[]>> = {
  access: ['copy'],
  portability: ['copy'],
  erasure: ['erase', 'anonymise'],
};

/** Reasons that may stand against everything at once although the plan would give something. */
const WHOLE: Partial<Record<Right, readonly RefusalReason[]>> = {
  access: ['law-restricts-access'],
  portability: ['rights-of-others'],
};

/**
 * Throws REASON_NOT_LAWFUL for a reason the law does not know against this right or this person, and REFUSAL_TOO_WIDE
 * for a refusal of everything where the plan would do a part: what is refused is decided datum by datum (Art. 17(3),
 * 15(4)).
 *
 * @param plan of the person identified; `null` while nobody is
 */
export function requireLawful(right: Right, reasons: readonly RefusalReason[], plan: Plan | null): void {
  for (const [index, reason] of reasons.entries()) {
    const because = unlawful(right, reason, plan);
    if (because !== null)
      throw new DomainError('REASON_NOT_LAWFUL', {
        pointer: `/reasons/${index}`,
        because,
        lawful: lawfulReasons(right),
      });
  }
  if (plan !== null && isPerDatum(reasons) && wouldDo(right, reasons, plan))
    throw new DomainError('REFUSAL_TOO_WIDE', { pointer: '/reasons', right });
}

/** True for a refusal that stands on the data and not on the request as such. */
export function isPerDatum(reasons: readonly RefusalReason[]): boolean {
  return !reasons.some((reason) => AGAINST_REQUEST.includes(reason));
}

function unlawful(right: Right, reason: RefusalReason, plan: Plan | null): string | null {
  const { rights, ofPerson, holds } = ruleOf(reason);
  if (!rights.includes(right)) return 'OTHER_RIGHT';
  if (reason === 'not-identifiable' && plan !== null) return 'IDENTIFIED';
  if (plan === null) return ofPerson ? 'NOT_IDENTIFIED' : null;
  const byHolds = holds !== undefined && right !== 'objection';
  return byHolds && !plan.data.some((datum) => datum.holds.some((code) => holds.includes(code)))
    ? 'NO_SUCH_HOLD'
    : null;
}

function wouldDo(right: Right, reasons: readonly RefusalReason[], plan: Plan): boolean {
  if (reasons.some((reason) => WHOLE[right]?.includes(reason))) return false;
  return plan.data.some(({ outcome }) => DONE_FOR[right]?.includes(outcome));
}

const ruleOf = (
  reason: RefusalReason,
): { [K in keyof ReasonRule]: K extends 'holds' ? readonly string[] | undefined : ReasonRule[K] } => ({
  holds: undefined,
  ...REFUSAL_RULES[reason],
});

import { HOLD_TYPES, type HoldCode, isHoldCode } from './hold-type.js';
import type { Outcome } from './plan.js';

/** A rule the planner may decide by: what becomes of the datum, on what authority, and why. */
export interface Rule {
  readonly outcome: Outcome;
  readonly citation: string;
  readonly sentence: string;
}

const OWN_RULES = {
  'access.copy': {
    outcome: 'copy',
    citation: 'Art. 15(3) GDPR',
    sentence: 'The person receives a copy of the datum.',
  },
  'portability.copy': {
    outcome: 'copy',
    citation: 'Art. 20(1) GDPR',
    sentence:
      'The person provided the datum under a contract or by consent, and it is processed by automated means.',
  },
  'portability.contact-person': {
    outcome: 'omit',
    citation: 'Art. 20(1)(a), 6(1)(f) GDPR',
    sentence: 'A contact person’s data rests on legitimate interest; an access copy is offered instead.',
  },
  'portability.manual-material': {
    outcome: 'omit',
    citation: 'Art. 20(1)(b) GDPR',
    sentence: 'Manual material is not processed by automated means; an access copy is offered instead.',
  },
  'portability.not-provided': {
    outcome: 'omit',
    citation: 'Art. 20(1) GDPR',
    sentence: 'The datum was derived or came from someone else; the person did not provide it.',
  },
  'portability.basis': {
    outcome: 'omit',
    citation: 'Art. 20(1)(a) GDPR',
    sentence: 'The datum rests neither on consent nor on a contract.',
  },
  'rectification.correct': {
    outcome: 'correct',
    citation: 'Art. 16 GDPR',
    sentence: 'The datum is contested and can be corrected.',
  },
  'rectification.statement': {
    outcome: 'keep',
    citation: 'Art. 16 GDPR',
    sentence: 'The datum stays as it is; the supplementary statement of the person is kept with it.',
  },
  'rectification.delete': {
    outcome: 'erase',
    citation: 'Art. 5(1)(c)-(e), 17(1)(a) GDPR',
    sentence: 'The datum is contested as unnecessary or outdated, and nothing requires it.',
  },
  'rectification.not-contested': {
    outcome: 'keep',
    citation: 'Art. 16 GDPR',
    sentence: 'The request does not contest the datum.',
  },
  'rectification.closed-voucher': {
    outcome: 'keep',
    citation: 'KPL 2:7',
    sentence: 'A voucher of an ended financial year is not altered; the register is corrected beside it.',
  },
  'restriction.restrict': {
    outcome: 'restrict',
    citation: 'Art. 18(1) GDPR',
    sentence: 'The datum is only stored until the restriction is lifted.',
  },
  'restriction.not-asked': {
    outcome: 'keep',
    citation: 'Art. 18(1) GDPR',
    sentence: 'The request is about other data; this datum stays in use.',
  },
  'objection.marketing': {
    outcome: 'restrict',
    citation: 'Art. 21(2)-(3) GDPR',
    sentence: 'Marketing and the profiling for it stop at once.',
  },
  'objection.restrict': {
    outcome: 'restrict',
    citation: 'Art. 21(1), 18(1)(d) GDPR',
    sentence: 'The datum rests on legitimate interest and is restricted while the objection is weighed.',
  },
  'objection.other-basis': {
    outcome: 'keep',
    citation: 'Art. 21(1) GDPR',
    sentence:
      'The datum rests on contract, consent or an obligation; its use for marketing stops all the same.',
  },
  'objection.marketing-only': {
    outcome: 'keep',
    citation: 'Art. 21(2)-(3) GDPR',
    sentence: 'The objection is to direct marketing; the datum stays for its other purposes.',
  },
  'objection.one-use': {
    outcome: 'keep',
    citation: 'Art. 21(2)-(3) GDPR',
    sentence: 'The objection is to one use for marketing; the datum stays for all others.',
  },
  'erasure.no-hold': {
    outcome: 'erase',
    citation: 'Art. 17(1) GDPR',
    sentence: 'Nothing requires the datum any longer.',
  },
  'erasure.anonymised': {
    outcome: 'anonymise',
    citation: 'Art. 17(1) GDPR',
    sentence: 'Sums without persons are kept of the order, as the person demands, and the order goes.',
  },
  'erasure.minimum': {
    outcome: 'keep',
    citation: 'Art. 17(3)(b) GDPR',
    sentence: 'The law requires the datum to be kept for some time yet.',
  },
  'retention.role-ended': {
    outcome: 'erase',
    citation: 'Art. 5(1)(e), 6(1)(f) GDPR',
    sentence: 'The person is the contact person no longer, and nothing else needs the datum.',
  },
  'retention.lapsed': {
    outcome: 'erase',
    citation: 'Art. 5(1)(e) GDPR',
    sentence: 'The retention period of the notice has passed.',
  },
  'retention.running': {
    outcome: 'keep',
    citation: 'Art. 5(1)(e) GDPR',
    sentence: 'The retention period of the notice is running.',
  },
  'retention.not-started': {
    outcome: 'keep',
    citation: 'Art. 5(1)(e) GDPR',
    sentence: 'The event from which the retention period is counted has not happened.',
  },
  'missing-fact': {
    outcome: 'keep',
    citation: 'Art. 5(2) GDPR',
    sentence: 'A fact that decides is missing, so nothing is destroyed.',
  },
  'facts-stale': {
    outcome: 'keep',
    citation: 'Art. 5(1)(d) GDPR',
    sentence: 'The facts are too old to destroy anything by them.',
  },
  'hold.MANUAL': {
    outcome: 'keep',
    citation: 'Art. 17(3) GDPR',
    sentence: 'A hold set by hand covers the datum.',
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof OWN_RULES | `hold.${HoldCode}`;

/** Every rule, by the stable id that plans and letters carry. */
export const RULES: Readonly<Record<RuleId, Rule>> = { ...OWN_RULES, ...holdRules() };
export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

export function ruleOfHold(code: string): RuleId {
  return isHoldCode(code) ? `hold.${code}` : 'hold.MANUAL';
}

function holdRules(): Record<`hold.${HoldCode}`, Rule> {
  // Stryker disable next-line ArrowFunction: no test can even be loaded, which the runner does not count as failed
  const rules = HOLD_TYPES.map(({ code, citation, sentence }) => [
    `hold.${code}`,
    { outcome: 'keep', citation, sentence } satisfies Rule,
  ]);
  return Object.fromEntries(rules) as Record<`hold.${HoldCode}`, Rule>;
}

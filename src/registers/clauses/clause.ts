/** Where a notice says something that has no heading of its own, or says nothing at all. */
export const NO_HEADING = '(no heading)';

interface Clause {
  /** Where the clause lies in a policy file. */
  readonly pointer: string;
  /** Ids of rules, or files, that do what it says. */
  readonly decidedBy: readonly string[];
  /** Tests beside the one that walks the clause in each notice: file › title. */
  readonly provedBy?: readonly string[];
}

const IN = 'src/registers/scenarios';

/** The clauses of the notices (Art. 13, 14): what a policy file makes of each, and what the house does by it. */
export const CLAUSES = {
  'preparation-date': { pointer: '/notice/preparedOn', decidedBy: ['src/registers/policies.ts'] },
  controller: { pointer: '/controller', decidedBy: ['src/answers/sender.ts'] },
  'contact-person': { pointer: '/contactPerson', decidedBy: ['src/answers/sender.ts'] },
  'register-name': { pointer: '/registerName', decidedBy: ['src/answers/letter.ts'] },
  'word-for-controller': {
    pointer: '/controllerWord',
    decidedBy: ['policies/register-policy.schema.json'],
  },
  'legal-basis': {
    pointer: '/legalBases',
    decidedBy: ['portability.basis', 'portability.contact-person', 'objection.restrict'],
    provedBy: [`${IN}/access.spec.ts › S27 portability`],
  },
  'law-cited': { pointer: '/statedBasis/law', decidedBy: ['src/domain/rule.ts'] },
  purposes: { pointer: '/purposes', decidedBy: ['src/customers/purpose.ts'] },
  'giving-required': {
    pointer: '/statutoryRequirement',
    decidedBy: ['src/notice/render/purposes.ts'],
  },
  'groups-of-data': { pointer: '/dataGroups', decidedBy: ['src/notice/render/data.ts'] },
  contents: {
    pointer: '/categories',
    decidedBy: ['access.copy'],
    provedBy: [`${IN}/access.spec.ts › S18 what access gives`],
  },
  consent: { pointer: '/consent', decidedBy: ['src/notice/render/purposes.ts'] },
  sources: { pointer: '/sources', decidedBy: ['src/answers/copy-document.ts'] },
  recipients: { pointer: '/recipientGroups', decidedBy: ['src/answers/copy-document.ts'] },
  disclosures: {
    pointer: '/disclosures/grounds',
    decidedBy: ['src/recipients/disclosure-rules.ts'],
    provedBy: [
      'src/recipients/disclosure-rules.spec.ts › is allowed to a known recipient on a ground of the policy',
    ],
  },
  'service-providers': {
    pointer: '/disclosures/serviceProviders',
    decidedBy: ['src/recipients/disclosure-rules.ts'],
  },
  processors: { pointer: '/processors', decidedBy: ['src/notice/render/recipients.ts'] },
  transfers: { pointer: '/transfers', decidedBy: ['src/recipients/disclosure-rules.ts'] },
  'list-publication': {
    pointer: '/listPublication/unlessForbidden',
    decidedBy: ['src/objections/suppressions.ts'],
    provedBy: [`${IN}/objection.spec.ts › S26 a prohibition of list publication only`],
  },
  'list-opt-out': {
    pointer: '/listPublication/optOutChannels',
    decidedBy: ['src/domain/identity-assurance.ts'],
    provedBy: [`${IN}/objection.spec.ts › S26 a prohibition of list publication only`],
  },
  retention: {
    pointer: '/retention',
    decidedBy: ['retention.running', 'retention.lapsed', 'retention.not-started'],
    provedBy: [
      `${IN}/retention.spec.ts › S05 the relationship ended ten years ago`,
      `${IN}/retention.spec.ts › S07 three possible ends`,
      `${IN}/retention.spec.ts › S08 a notice without retention`,
    ],
  },
  erasure: {
    pointer: '/erasure/blockers',
    decidedBy: ['erasure.no-hold', 'hold.STATUTORY_VOUCHER', 'hold.OPEN_INVOICE', 'hold.COLLECTION'],
    provedBy: [
      `${IN}/erasure.spec.ts › S01 erasure with an open invoice`,
      `${IN}/erasure.spec.ts › S04 collection`,
    ],
  },
  anonymisation: { pointer: '/erasure/anonymisation', decidedBy: ['erasure.no-hold'] },
  oblivion: { pointer: '/erasure/totalOblivion', decidedBy: ['erasure.no-hold'] },
  'contact-person-exception': {
    pointer: '/contactPersonClause',
    decidedBy: ['hold.ACTIVE_CONTACT_ROLE', 'src/answers/letter-sections.ts'],
    provedBy: [
      `${IN}/contact-person.spec.ts › S09 an active contact person asks for erasure`,
      `${IN}/contact-person.spec.ts › S10 a contact person has left`,
      `${IN}/contact-person.spec.ts › S11 a contact person where the notice has no clause`,
    ],
  },
  access: {
    pointer: '/requestForms/access',
    decidedBy: ['access.copy', 'src/domain/identity-assurance.ts'],
    provedBy: [`${IN}/identity.spec.ts › S16 unsigned access by e-mail`],
  },
  languages: {
    pointer: '/languages',
    decidedBy: ['src/answers/letter.ts'],
    provedBy: [`${IN}/access.spec.ts › S17 access asked in Swedish`],
  },
  'rectification-request': {
    pointer: '/requestForms/rectification',
    decidedBy: ['src/domain/identity-assurance.ts'],
  },
  'rectification-duty': {
    pointer: '/rectification/grounds',
    decidedBy: ['rectification.correct', 'rectification.not-contested', 'src/domain/deadline.ts'],
    provedBy: [`${IN}/rectification.spec.ts › S21 rectification accepted`],
  },
  'rectification-notified': {
    pointer: '/rectification/notifySourceAndRecipients',
    decidedBy: ['src/answers/letter-sections.ts', 'src/recipients/parties.ts'],
    provedBy: ['test/recipient-notifications.e2e-spec.ts › S21: a rectification'],
  },
  'refusal-certificate': {
    pointer: '/rectification/refusalCertificate',
    decidedBy: ['rectification.closed-voucher', 'src/answers/certificate.ts'],
    provedBy: [`${IN}/rectification.spec.ts › S22 rectification refused`],
  },
  restriction: {
    pointer: '/requestForms/restriction',
    decidedBy: ['restriction.restrict', 'hold.ART18', 'src/restrictions/restriction-wall.ts'],
    provedBy: [
      `${IN}/restriction.spec.ts › S23 restriction and erasure`,
      `${IN}/restriction.spec.ts › S24 a restricted record`,
    ],
  },
  portability: {
    pointer: '/requestForms/portability',
    decidedBy: ['portability.copy', 'portability.not-provided', 'portability.basis'],
    provedBy: [`${IN}/access.spec.ts › S27 portability`],
  },
  objection: {
    pointer: '/requestForms/objection',
    decidedBy: ['objection.restrict', 'objection.other-basis'],
    provedBy: [`${IN}/objection.spec.ts › S25 an objection to marketing by phone`],
  },
  'erasure-request': {
    pointer: '/requestForms/erasure',
    decidedBy: ['src/domain/identity-assurance.ts'],
  },
  'marketing-prohibitions': {
    pointer: '/marketingProhibitions',
    decidedBy: ['objection.marketing', 'objection.marketing-only', 'src/objections/suppressions.ts'],
    provedBy: [`${IN}/objection.spec.ts › S25 an objection to marketing by phone`],
  },
  'response-time': {
    pointer: '/responseTime',
    decidedBy: ['src/domain/deadline.ts'],
    provedBy: [
      `${IN}/clock.spec.ts › S12 a request of 31 January`,
      `${IN}/clock.spec.ts › S13 a month that ends on a holiday`,
    ],
  },
  complaint: { pointer: '/complaint', decidedBy: ['src/answers/supervisory-authority.ts'] },
  'automated-decisions': {
    pointer: '/automatedDecisions',
    decidedBy: ['src/answers/copy-document.ts'],
    provedBy: [`${IN}/access.spec.ts › S18 what access gives`],
  },
  'manual-material': {
    pointer: '/manualMaterial',
    decidedBy: ['portability.manual-material', 'src/staff/permissions.ts'],
    provedBy: [`${IN}/identity.spec.ts › S33 access control`],
  },
  'electronic-material': {
    pointer: '/electronicMaterial',
    decidedBy: ['src/staff/permissions.ts', 'src/staff/staff.guard.ts'],
    provedBy: [`${IN}/identity.spec.ts › S33 access control`],
  },
  'good-practice': { pointer: '/goodPractice', decidedBy: ['src/notice/render/protection.ts'] },
  cookies: { pointer: '/cookies', decidedBy: ['access.copy', 'src/notice/render/protection.ts'] },
  completeness: { pointer: '/notice/incomplete', decidedBy: ['src/registers/registers.controller.ts'] },
  findings: {
    pointer: '/findings',
    decidedBy: ['src/registers/registers.controller.ts'],
    provedBy: ['src/registers/policies.spec.ts › %s is found where it applies and nowhere else'],
  },
} as const satisfies Record<string, Clause>;

export type ClauseId = keyof typeof CLAUSES;

/** Of every clause the heading as in the notice, and what the notice says there, in our own words. */
export type NoticeClauses = Readonly<Record<ClauseId, readonly [heading: string, says: string]>>;

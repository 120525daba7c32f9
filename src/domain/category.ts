/** The kinds of personal data a register may hold, and the kinds of record they hang on. */

export const CATEGORIES = [
  'name',
  'organisation',
  'email',
  'postal-address',
  'phone',
  'www-address',
  'ip-address',
  'bank-account',
  'billing-details',
  'order',
  'invoice',
  'contract',
  'service-contact',
  'web-visit',
  'marketing-profile',
  'note',
  'manual-material',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const RECORD_KINDS = [
  'order',
  'invoice',
  'credit-note',
  'receipt',
  'contract',
  'service-contact',
  'collection-case',
  'web-visit',
  'manual-material',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Categories that are the content of a record; any other datum on one tells who it is about. */
export const RECORD_CONTENTS: readonly Category[] = [
  'order',
  'invoice',
  'contract',
  'service-contact',
  'web-visit',
  'manual-material',
];

/** Vouchers in the sense of the Accounting Act (KPL 2:5): kept six years after the year the financial year ended. */
export const VOUCHER_KINDS = ['invoice', 'credit-note', 'receipt'] as const satisfies readonly RecordKind[];

export const PERSON_TYPES = ['consumer', 'contact-person'] as const;
export type PersonType = (typeof PERSON_TYPES)[number];

export const PROVIDERS = ['data-subject', 'observed', 'derived', 'third-party'] as const;
export type Provider = (typeof PROVIDERS)[number];

export const LEGAL_BASES = ['contract', 'consent', 'legitimate-interest', 'legal-obligation'] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

export const INVOICE_STATUSES = ['open', 'paid', 'credited', 'written-off', 'in-collection'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** Contracts and collection cases are open until closed. */
export const CASE_STATUSES = ['open', 'closed'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const RIGHTS = [
  'access',
  'rectification',
  'restriction',
  'portability',
  'erasure',
  'objection',
] as const;
export type Right = (typeof RIGHTS)[number];

export const LANGUAGES = ['fi', 'sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Marketing prohibitions a person can make (the notices' "kielto"); a general objection sets all of them. */
export const PROHIBITIONS = [
  'dm',
  'distance_selling',
  'market_research',
  'opinion_research',
  'disclosure_for_dm',
  'list_publication',
  'profiling',
] as const;
export type Prohibition = (typeof PROHIBITIONS)[number];

/** How a person took a prohibition back; nobody else's wish lifts one (Art. 21(3)). */
export const LIFTING_WISHES = [
  'undo-link',
  'asked-by-phone',
  'asked-in-writing',
  'asked-in-person',
  'entered-by-mistake',
] as const;
export type LiftingWish = (typeof LIFTING_WISHES)[number];

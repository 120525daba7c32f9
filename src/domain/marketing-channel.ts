import type { Category, Prohibition } from './category.js';

/** Ways to send advertising; the address each one uses is a category of the register. */
export const MARKETING_CHANNELS = {
  post: 'postal-address',
  phone: 'phone',
  email: 'email',
  sms: 'phone',
  'automatic-call': 'phone',
} as const satisfies Record<string, Category>;
export type MarketingChannel = keyof typeof MARKETING_CHANNELS;

/** Electronic direct marketing, which to a natural person needs more than silence (917/2014, 200 §). */
export const CONSENT_CHANNELS = [
  'email',
  'sms',
  'automatic-call',
] as const satisfies readonly MarketingChannel[];
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

/** Consent, or the sale in which the contact details were obtained (200 §, subsections 1 and 3). */
export const CONSENT_BASES = ['consent', 'similar-products'] as const;

/** What has to be true of a sale for the exception, each recorded. */
export interface SimilarProducts {
  readonly ownSimilarProducts: boolean;
  readonly couldForbidAtCollection: boolean;
  readonly canForbidInEachMessage: boolean;
}

export interface MarketingFacts {
  readonly recipient: 'natural-person' | 'organisation';
  /** The address of the channel, or the person, is only stored. */
  readonly restricted: boolean;
  /** There is an address for the channel, and consent to holding it has not been withdrawn. */
  readonly reachable: boolean;
  readonly prohibitions: readonly Prohibition[];
  /** A consent to the channel is in force. */
  readonly consented: boolean;
  readonly sale: SimilarProducts | null;
}

/** Why, with the law it follows from. */
export const MARKETING_REASONS = {
  forbidden: { allowed: false, citation: 'Art. 21(3) GDPR' },
  restricted: { allowed: false, citation: 'Art. 18(2) GDPR' },
  unreachable: { allowed: false, citation: 'Art. 5(1)(c) GDPR' },
  'not-forbidden': { allowed: true, citation: 'Act 917/2014, 200 § 2 mom.' },
  'organisation-not-forbidden': { allowed: true, citation: 'Act 917/2014, 202 §' },
  consented: { allowed: true, citation: 'Act 917/2014, 200 § 1 mom.' },
  'similar-products': { allowed: true, citation: 'Act 917/2014, 200 § 3 mom.' },
  'exception-not-met': { allowed: false, citation: 'Act 917/2014, 200 § 3 mom.' },
  'consent-missing': { allowed: false, citation: 'Act 917/2014, 200 § 1 mom.' },
} as const satisfies Record<string, { readonly allowed: boolean; readonly citation: string }>;
export type MarketingReason = keyof typeof MARKETING_REASONS;

export interface MarketingVerdict {
  readonly allowed: boolean;
  readonly reason: MarketingReason;
  readonly citation: string;
}

/** Whether a person may be sent direct marketing over a channel. A prohibition goes before every consent. */
export function mayMarket(channel: MarketingChannel, facts: MarketingFacts): MarketingVerdict {
  const reason = reasonOf(channel, facts);
  return { reason, ...MARKETING_REASONS[reason] };
}

function reasonOf(channel: MarketingChannel, facts: MarketingFacts): MarketingReason {
  if (facts.prohibitions.includes('dm')) return 'forbidden';
  if (facts.restricted) return 'restricted';
  if (!facts.reachable) return 'unreachable';
  if (channel === 'post' || channel === 'phone') return 'not-forbidden';
  if (facts.recipient === 'organisation') return 'organisation-not-forbidden';
  if (facts.consented) return 'consented';
  // The exception is for messages, not for calling machines.
  if (facts.sale === null || channel === 'automatic-call') return 'consent-missing';
  return Object.values(facts.sale).every(Boolean) ? 'similar-products' : 'exception-not-met';
}

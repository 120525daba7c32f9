import { describe, expect, it } from 'vitest';
import { PROHIBITIONS } from './category.js';
import {
  CONSENT_CHANNELS,
  MARKETING_CHANNELS,
  MARKETING_REASONS,
  type MarketingChannel,
  type MarketingFacts,
  mayMarket,
} from './marketing-channel.js';

const stranger: MarketingFacts = {
  recipient: 'natural-person',
  restricted: false,
  reachable: true,
  prohibitions: [],
  consented: false,
  sale: null,
};
const sale = { ownSimilarProducts: true, couldForbidAtCollection: true, canForbidInEachMessage: true };
const channels = Object.keys(MARKETING_CHANNELS) as MarketingChannel[];
const reasons = (also: Partial<MarketingFacts>) =>
  channels.map((channel) => mayMarket(channel, { ...stranger, ...also }).reason);

const POST_AND_PHONE = ['not-forbidden', 'not-forbidden'];
const missing = 'consent-missing';

describe('direct marketing', () => {
  it.each([
    [
      'to a natural person needs consent where it is electronic',
      {},
      [...POST_AND_PHONE, missing, missing, missing],
    ],
    [
      'is allowed with consent',
      { consented: true },
      [...POST_AND_PHONE, 'consented', 'consented', 'consented'],
    ],
    [
      'of similar products is allowed after a sale, but not by a calling machine',
      { sale },
      [...POST_AND_PHONE, 'similar-products', 'similar-products', missing],
    ],
    [
      'to an organisation is allowed unless it is forbidden',
      { recipient: 'organisation' },
      [...POST_AND_PHONE, ...CONSENT_CHANNELS.map(() => 'organisation-not-forbidden')],
    ],
    [
      'is over with a prohibition',
      { prohibitions: ['dm'], consented: true },
      channels.map(() => 'forbidden'),
    ],
    ['stops under a restriction', { restricted: true, consented: true }, channels.map(() => 'restricted')],
    ['needs an address', { reachable: false, consented: true }, channels.map(() => 'unreachable')],
  ] as const)('%s', (_, facts, expected) => {
    expect(reasons(facts)).toEqual(expected);
  });

  it.each(Object.keys(sale))('of similar products is not allowed unless %s', (condition) => {
    const verdict = mayMarket('email', { ...stranger, sale: { ...sale, [condition]: false } });
    expect(verdict).toEqual({
      allowed: false,
      reason: 'exception-not-met',
      citation: 'Act 917/2014, 200 § 3 mom.',
    });
  });

  it('is stopped by no prohibition of something else', () => {
    const prohibitions = PROHIBITIONS.filter((flag) => flag !== 'dm');
    expect(reasons({ prohibitions, consented: true })).not.toContain('forbidden');
  });

  it('says for every reason on what law it rests', () => {
    for (const { citation } of Object.values(MARKETING_REASONS))
      expect(citation).toMatch(/Art\. \d|917\/2014/);
  });
});

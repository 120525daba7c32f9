import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { CustomerEntries } from '../customers/customer-entries.js';
import { Datum } from '../customers/datum.entity.js';
import { Database } from '../database/database.js';
import { MARKETING_CHANNELS, type MarketingChannel, mayMarket } from '../domain/marketing-channel.js';
import { UnsubscribeLinks } from '../objections/unsubscribe-links.js';
import type { MarketingDto } from './dto/marketing-consent.dto.js';
import { MarketingConsent } from './marketing-consent.entity.js';

/** What follows from consents and from all else that is known of a person. */
@Injectable()
export class MarketingVerdicts {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly unsubscribing: UnsubscribeLinks,
  ) {}

  /** Channel by channel. Says nothing of the person but that, so a restriction does not close it. */
  of(register: string, customerId: string): Promise<MarketingDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer, wall } = await this.entries.open(tx, customerId);
      const channels = Object.keys(MARKETING_CHANNELS) as MarketingChannel[];
      const held = await tx.findBy(Datum, {
        customerId,
        category: In(Object.values(MARKETING_CHANNELS)),
        recordId: IsNull(),
        supersededAt: IsNull(),
        consentWithdrawnOn: IsNull(),
      });
      const inForce = await tx.findBy(MarketingConsent, { customerId, withdrawnOn: IsNull() });
      const verdicts = channels.map((channel) => {
        const address = MARKETING_CHANNELS[channel];
        const own = inForce.filter((consent) => consent.channel === channel);
        const verdict = mayMarket(channel, {
          recipient: customer.personType === 'contact-person' ? 'organisation' : 'natural-person',
          restricted: wall.closesAll || wall.closes(address),
          reachable: held.some(({ category }) => category === address),
          prohibitions: customer.prohibitions,
          consented: own.some(({ basis }) => basis === 'consent'),
          sale: saleOf(own),
        });
        return { channel, ...verdict };
      });
      return { channels: verdicts, unsubscribeUrl: this.unsubscribing.url(register, customerId) };
    });
  }
}

/** The newest sale counts: what was true of an older one may be true no more. */
function saleOf(consents: readonly MarketingConsent[]) {
  const sale = consents.filter(({ basis }) => basis === 'similar-products').at(-1);
  if (!sale) return null;
  const { ownSimilarProducts, couldForbidAtCollection, canForbidInEachMessage } = sale;
  return {
    ownSimilarProducts: ownSimilarProducts === true,
    couldForbidAtCollection: couldForbidAtCollection === true,
    canForbidInEachMessage: canForbidInEachMessage === true,
  };
}

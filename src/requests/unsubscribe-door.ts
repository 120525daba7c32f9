import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { Language } from '../domain/category.js';
import { Limiter } from '../http/limiter.js';
import { UnsubscribeLinks } from '../objections/unsubscribe-links.js';
import { Unsubscribing } from './unsubscribing.js';

const HOUR = 3600;

interface Visitor {
  /** Network address. */
  readonly address: string;
  /** Of the confirmation. */
  readonly language: Language;
}

/**
 * Lets a token in without telling whether it was one. A provider unsubscribes many people from few addresses, so only
 * tokens that the house never made count against the limit of an address.
 */
@Injectable()
export class UnsubscribeDoor {
  private readonly madeUp: Limiter;

  constructor(
    private readonly links: UnsubscribeLinks,
    private readonly unsubscribing: Unsubscribing,
    config: Config,
  ) {
    this.madeUp = new Limiter(config.PUBLIC_RATE_LIMIT, HOUR);
  }

  async enter(register: string, token: string, { address, language }: Visitor): Promise<void> {
    const customerId = this.links.customerId(register, token);
    if (customerId === null) await this.madeUp.take(address);
    else await this.unsubscribing.unsubscribe(register, customerId, language);
  }
}

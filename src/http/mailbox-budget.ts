import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { normalEmail } from '../vault/search-field.js';
import { keyedHash, MasterKey } from '../vault/master-key.js';
import { Limiter } from './limiter.js';

const HOUR = 3600;
/** Many people may share a network address, but one mailbox is not to be flooded. */
const IPS_TO_EMAILS = 20;

/** How many requests an hour may send mail to one address, known or not. Input that is refused does not count. */
@Injectable()
export class MailboxBudget {
  private readonly limiter: Limiter;
  private readonly key: Buffer;

  constructor(config: Config, master: MasterKey) {
    this.limiter = new Limiter(Math.ceil(config.PUBLIC_RATE_LIMIT / IPS_TO_EMAILS), HOUR);
    this.key = master.derive('rate-limit');
  }

  /** Counts one, or refuses with TOO_MANY_REQUESTS. */
  async take(email: string): Promise<void> {
    await this.limiter.take(keyedHash(this.key, normalEmail(email)).toString('base64'));
  }
}

import { Injectable } from '@nestjs/common';
import { Limiter } from '../http/limiter.js';
import { normalEmail } from '../vault/search-field.js';
import { keyedHash, MasterKey } from '../vault/master-key.js';

const QUARTER = 15 * 60;
const HOUR = 3600;

/** Failures that are answered before the door stays shut for a while. */
const PER_ACCOUNT_AND_IP = 10;
const PER_ACCOUNT = 100;
const PER_IP = 100;

export interface Attempt {
  /** It was the right one: it and the failures before it do not count. */
  succeeded(): Promise<void>;
}

/** Counts failed logins, of accounts that exist and of those that do not alike. */
@Injectable()
export class LoginThrottle {
  private readonly accountAndIp = new Limiter(PER_ACCOUNT_AND_IP, QUARTER);
  private readonly account = new Limiter(PER_ACCOUNT, HOUR);
  private readonly ip = new Limiter(PER_IP, HOUR);
  private readonly key: Buffer;

  constructor(master: MasterKey) {
    this.key = master.derive('login-throttle');
  }

  /** Counts before the password is looked at, so that many at once do not slip through. */
  async attempt(email: string, ip: string): Promise<Attempt> {
    const account = keyedHash(this.key, normalEmail(email)).toString('base64');
    const both = `${account}|${ip}`;
    await this.accountAndIp.take(both);
    await this.account.take(account);
    await this.ip.take(ip);
    return {
      succeeded: async () => {
        await this.accountAndIp.clear(both);
        await this.account.giveBack(account);
        await this.ip.giveBack(ip);
      },
    };
  }
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Webhook } from '../domain/register-policy.js';
import { NotDelivered } from './reachable-address.js';
import { post } from './webhook-post.js';
import { signatureHeaders, webhookKeys } from './webhook-signature.js';

/** Posts to the webhooks of recipients: signed, to public addresses by https only, and never where a redirect points. */
@Injectable()
export class Webhooks {
  private readonly keys: ReadonlyMap<string, Buffer>;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.keys = webhookKeys(config.WEBHOOK_SECRETS);
  }

  /** Resolves when the recipient has answered 2xx; throws NotDelivered otherwise. */
  async deliver({ url, secret }: Webhook, { id, body }: { id: string; body: string }): Promise<void> {
    const key = this.keys.get(secret);
    if (!key) throw new NotDelivered('SECRET_NOT_SET');
    const signed = signatureHeaders(key, { id, at: this.clock.now(), body });
    const loopbackAllowed = this.config.NODE_ENV !== 'production';
    const status = await post(new URL(url), signed, body, { loopbackAllowed });
    if (status < 200 || status > 299) throw new NotDelivered(`STATUS_${status}`);
  }
}

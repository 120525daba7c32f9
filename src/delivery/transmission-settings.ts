import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { webhookKeys } from '../recipients/webhook-signature.js';
import { type HandingOver, PATIENCE } from './handing-over.js';

/** How a file is handed over here and now. */
@Injectable()
export class TransmissionSettings {
  private readonly keys: ReadonlyMap<string, Buffer>;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.keys = webhookKeys(config.WEBHOOK_SECRETS);
  }

  now(): Date {
    return this.clock.now();
  }

  /** A secret that both sides know goes by the name of the receiver's host. */
  for(id: string, url: string): HandingOver {
    const key = this.keys.get(new URL(url).hostname);
    const loopbackAllowed = this.config.NODE_ENV !== 'production';
    return { url, id, key, at: this.clock.now(), loopbackAllowed, patience: PATIENCE };
  }
}

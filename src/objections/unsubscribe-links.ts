import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parse, stringify } from 'uuid';
import { Config } from '../config/config.js';
import { MasterKey } from '../vault/master-key.js';

const ALGORITHM = 'aes-256-gcm';
const [NONCE, ID, TAG] = [12, 16, 16];

/**
 * Addresses for the `List-Unsubscribe` header of a newsletter (RFC 8058). The token is the customer's id, sealed for this
 * purpose and register: it tells nobody anything, cannot be made up, never expires and is the same each time.
 */
@Injectable()
export class UnsubscribeLinks {
  private readonly sealing: Buffer;
  private readonly numbering: Buffer;

  constructor(
    private readonly config: Config,
    master: MasterKey,
  ) {
    this.sealing = master.derive('unsubscribe-1');
    this.numbering = master.derive('unsubscribe-nonce-1');
  }

  url(register: string, customerId: string): string {
    return `${this.config.PUBLIC_URL}/v1/public/unsubscribe/${register}/${this.token(register, customerId)}`;
  }

  token(register: string, customerId: string): string {
    const id = parse(customerId);
    const nonce = createHmac('sha256', this.numbering)
      .update(register)
      .update('|')
      .update(id)
      .digest()
      .subarray(0, NONCE);
    const cipher = createCipheriv(ALGORITHM, this.sealing, nonce).setAAD(Buffer.from(register));
    return Buffer.concat([nonce, cipher.update(id), cipher.final(), cipher.getAuthTag()]).toString(
      'base64url',
    );
  }

  /** The customer the token was made for, who may be gone by now; `null` for one that was never made here. */
  customerId(register: string, token: string): string | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== NONCE + ID + TAG || bytes.toString('base64url') !== token) return null;
    const decipher = createDecipheriv(ALGORITHM, this.sealing, bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAAD(Buffer.from(register)).setAuthTag(bytes.subarray(NONCE + ID));
    try {
      const id = Buffer.concat([decipher.update(bytes.subarray(NONCE, NONCE + ID)), decipher.final()]);
      return stringify(id);
    } catch {
      return null;
    }
  }
}

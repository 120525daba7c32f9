import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Webhook } from '../domain/register-policy.js';
import { checkedAddress, NotDelivered } from './reachable-address.js';
import { signatureHeaders, webhookKeys } from './webhook-signature.js';

/** What one attempt may take in all, looking the name up included. */
const TIMEOUT_MS = 10_000;
/** Nobody reads the answer; what exceeds this is cut off. */
const ANSWER_BYTES = 64 * 1024;

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
    const status = await post(new URL(url), signed, body, this.config.NODE_ENV !== 'production');
    if (status < 200 || status > 299) throw new NotDelivered(`STATUS_${status}`);
  }
}

async function post(
  url: URL,
  signed: Record<string, string>,
  body: string,
  loopbackAllowed: boolean,
): Promise<number> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const late = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new NotDelivered('TIMEOUT'))),
  );
  late.catch(() => undefined);
  const address = await Promise.race([checkedAddress(url, loopbackAllowed), late]);
  return Promise.race([send(url, address, signed, body, signal), late]);
}

/** To the address that was checked; certificate and Host are still those of the name. */
function send(
  url: URL,
  address: string,
  signed: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http;
  const options: https.RequestOptions = {
    method: 'POST',
    host: address,
    servername: isIP(url.hostname) === 0 ? url.hostname : '',
    port: url.port,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'suoja',
      ...signed,
    },
    agent: false,
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > ANSWER_BYTES) answer.destroy();
      });
      answer.on('error', () => undefined);
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', () => reject(new NotDelivered('NOT_REACHED')));
    sent.end(body);
  });
}

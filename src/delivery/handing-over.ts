import { createHash, createHmac } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PackagePart } from '../answers/package-part.js';
import { checkedAddress, NotDelivered } from '../recipients/reachable-address.js';

export interface HandingOver {
  readonly url: string;
  /** The receiver tells by it whether this came before. */
  readonly id: string;
  readonly at: Date;
  /** What both sides know; without it the copy goes unsigned, with its sum alone. */
  readonly key: Buffer | undefined;
  readonly loopbackAllowed: boolean;
  /** How long nothing may happen, and how long all of it may take. */
  readonly patience: { readonly idleMs: number; readonly totalMs: number };
}

export const PATIENCE = { idleMs: 20_000, totalMs: 10 * 60_000 } as const;

/**
 * Posts a file to another controller: to a public address by https only, the one that was checked, and never where a
 * redirect points. Headers as Standard Webhooks has them, and RFC 9530's sum. Resolves when it was taken (2xx), whatever
 * else is answered; throws NotDelivered otherwise.
 */
export async function handOver(file: PackagePart, to: HandingOver): Promise<void> {
  const url = new URL(to.url);
  const signal = AbortSignal.timeout(to.patience.totalMs);
  const late = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new NotDelivered('TIMEOUT'))),
  );
  late.catch(() => undefined);
  const address = await Promise.race([addressOf(url, to.loopbackAllowed), late]);
  const headers = { host: url.host, 'user-agent': 'suoja', ...(await headersOf(file, to)) };
  const status = await Promise.race([send(file, { url, address, headers, signal, ...to.patience }), late]);
  if (status < 200 || status > 299) throw new NotDelivered(`STATUS_${status}`);
}

async function addressOf(url: URL, loopbackAllowed: boolean): Promise<string> {
  try {
    return await checkedAddress(url, loopbackAllowed);
  } catch (error) {
    throw error instanceof NotDelivered ? error : new NotDelivered('NO_ADDRESS');
  }
}

/** The file is the same each time it is read, so it can be summed up before it is sent, without being held. */
async function headersOf(file: PackagePart, { id, at, key }: HandingOver): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const sum = createHash('sha256');
  const mac = key && createHmac('sha256', key).update(`${id}.${timestamp}.`);
  let bytes = 0;
  for await (const piece of file.content()) {
    sum.update(piece);
    mac?.update(piece);
    bytes += piece.length;
  }
  return {
    'content-type': file.contentType,
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="${file.name}"`,
    'content-digest': `sha-256=:${sum.digest('base64')}:`,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(mac ? { 'webhook-signature': `v1,${mac.digest('base64')}` } : {}),
  };
}

interface Sending {
  readonly url: URL;
  readonly address: string;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
  readonly idleMs: number;
}

function send(file: PackagePart, { url, address, headers, signal, idleMs }: Sending): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http;
  const options: https.RequestOptions = {
    method: 'POST',
    host: address,
    servername: isIP(url.hostname) === 0 ? url.hostname : '',
    port: url.port,
    path: `${url.pathname}${url.search}`,
    headers,
    agent: false,
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer) => {
      resolve(answer.statusCode ?? 0);
      // Nobody reads what else is answered.
      answer.on('error', () => undefined);
      answer.destroy();
    });
    sent.setTimeout(idleMs, () => {
      reject(new NotDelivered('TIMEOUT'));
      sent.destroy();
    });
    sent.on('error', () => reject(new NotDelivered('NOT_REACHED')));
    pipeline(Readable.from(file.content(), { objectMode: false }), sent).catch(() =>
      reject(new NotDelivered('NOT_REACHED')),
    );
  });
}

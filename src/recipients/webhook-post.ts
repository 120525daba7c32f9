import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import { checkedAddress, type Lookup, NotDelivered } from './reachable-address.js';

/** What one attempt may take in all, looking the name up included. */
const TIMEOUT_MS = 10_000;
/** Nobody reads the answer; what exceeds this is cut off. */
const ANSWER_BYTES = 64 * 1024;

export interface Conditions {
  readonly loopbackAllowed: boolean;
  /** How names are resolved; absent: by the system. */
  readonly look?: Lookup;
  /** Trusted certification authorities, PEM; absent: those that Node trusts, `NODE_EXTRA_CA_CERTS` included. */
  readonly ca?: string;
}

/** Posts once and follows nothing. Resolves with the status; throws NotDelivered when there was no answer. */
export async function post(
  url: URL,
  signed: Record<string, string>,
  body: string,
  conditions: Conditions,
): Promise<number> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const late = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new NotDelivered('TIMEOUT'))),
  );
  late.catch(() => undefined);
  const { loopbackAllowed, look } = conditions;
  const address = await Promise.race([checkedAddress(url, loopbackAllowed, look), late]);
  return Promise.race([send(url, address, signed, body, { signal, ca: conditions.ca }), late]);
}

/** To the address that was checked; certificate and Host are still those of the name. */
function send(
  url: URL,
  address: string,
  signed: Record<string, string>,
  body: string,
  { signal, ca }: { signal: AbortSignal; ca: string | undefined },
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
    ...(ca === undefined ? {} : { ca }),
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

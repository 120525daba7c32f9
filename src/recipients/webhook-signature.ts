import { createHmac, timingSafeEqual } from 'node:crypto';
import { secretOf } from '../domain/connected-system.js';
import type { RegisterPolicy } from '../domain/register-policy.js';

const PREFIX = 'whsec_';

/** `WEBHOOK_SECRETS` as the keys it holds, by name. */
export function webhookKeys(setting: string | undefined): ReadonlyMap<string, Buffer> {
  const pairs = setting === undefined || setting === '' ? [] : setting.split(' ');
  return new Map(
    pairs.map((pair) => {
      const [name, secret] = pair.split(`=${PREFIX}`);
      return [name!, Buffer.from(secret ?? '', 'base64')];
    }),
  );
}

/** The headers of Standard Webhooks: who receives them can tell that we sent this, when, and whether it came before. */
export function signatureHeaders(
  key: Buffer,
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
}

/** Secrets that policies name and the setting does not hold: what they should sign waits, and fails in the end. */
export function secretsMissing(policies: readonly RegisterPolicy[], setting: string | undefined): string[] {
  const keys = webhookKeys(setting);
  return policies.flatMap(({ register, recipients, sources, systems = [] }) => [
    ...[...recipients, ...sources].flatMap(({ code, webhook }) =>
      webhook === undefined || keys.has(webhook.secret)
        ? []
        : [`${register} cannot tell ${code}: WEBHOOK_SECRETS has no ${webhook.secret}`],
    ),
    ...systems.flatMap((system) =>
      keys.has(secretOf(system))
        ? []
        : [`${register} cannot ask ${system.code}: WEBHOOK_SECRETS has no ${secretOf(system)}`],
    ),
  ]);
}

/** Seconds a signature stays good, either way: the clocks of two systems differ a little. */
const TOLERANCE = 300;

/** What arrived: the headers of Standard Webhooks, and the bytes they sign. */
export interface SignedMessage {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly body: string | Buffer;
}

/** Whether one of the signatures of a message is by this key, and new enough. Takes the same time either way. */
export function isSignedBy(
  key: Buffer,
  { id, timestamp, signature, body }: SignedMessage,
  now: Date,
): boolean {
  if (id === undefined || timestamp === undefined || signature === undefined) return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE)
    return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const given = signature
    .split(' ')
    .slice(0, MOST_SIGNATURES)
    .flatMap((each) => (each.startsWith('v1,') ? [Buffer.from(each.slice(3), 'base64')] : []));
  return given.map((mac) => mac.length === expected.length && timingSafeEqual(mac, expected)).includes(true);
}

/** A secret that is being changed signs beside the old one; nobody needs more. */
const MOST_SIGNATURES = 5;

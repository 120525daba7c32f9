import { createHmac } from 'node:crypto';
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
  return policies.flatMap(({ register, recipients, sources }) =>
    [...recipients, ...sources].flatMap(({ code, webhook }) =>
      webhook === undefined || keys.has(webhook.secret)
        ? []
        : [`${register} cannot tell ${code}: WEBHOOK_SECRETS has no ${webhook.secret}`],
    ),
  );
}

import { describe, expect, it } from 'vitest';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { isSignedBy, secretsMissing, signatureHeaders, webhookKeys } from './webhook-signature.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('the signature of a webhook', () => {
  it('is the one of the example that implementations of Standard Webhooks are tested by', () => {
    const key = webhookKeys(`OTHER=whsec_${'a'.repeat(32)} ACCOUNTING=${SECRET}`).get('ACCOUNTING')!;
    const at = new Date(1614265330_999);
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body: '{"test": 2432232314}' };
    expect(signatureHeaders(key, message)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each(['id', 'at', 'body'] as const)('is another for another %s', (part) => {
    const key = Buffer.alloc(24, 7);
    const message = { id: 'a', at: new Date(1000), body: 'å' };
    const other = {
      ...message,
      ...{ id: { id: 'b' }, at: { at: new Date(2000) }, body: { body: 'ä' } }[part],
    };
    const [mine, theirs] = [message, other].map((each) => signatureHeaders(key, each)['webhook-signature']);
    expect(mine).not.toBe(theirs);
  });
});

describe('what another system signed', () => {
  const key = Buffer.alloc(24, 7);
  const at = new Date('2026-11-20T07:00:00Z');
  const signed = (body = '{"a":"ä"}') => {
    const headers = signatureHeaders(key, { id: 'msg_1', at, body });
    return {
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signature: headers['webhook-signature'],
      body: Buffer.from(body),
    };
  };
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

  it('is known by its key, for five minutes and among other signatures', () => {
    expect(isSignedBy(key, signed(), at)).toBe(true);
    expect(isSignedBy(key, signed(), later(300))).toBe(true);
    expect(isSignedBy(key, signed(), later(-300))).toBe(true);
    expect(isSignedBy(key, { ...signed(), signature: `v1,AAAA v1a,x ${signed().signature}` }, at)).toBe(true);
  });

  it.each([
    ['another body', { ...signed(), body: '{"a":"a"}' }, 0],
    ['another id', { ...signed(), id: 'msg_2' }, 0],
    ['another time', { ...signed(), timestamp: '1763622001' }, 0],
    ['an old one', signed(), 302],
    ['one of the future', signed(), -302],
    ['no signature', { ...signed(), signature: undefined }, 0],
    ['no time', { ...signed(), timestamp: 'now' }, 0],
    ['nonsense', { ...signed(), signature: 'v1,' }, 0],
  ])('is refused: %s', (_, message, seconds) => {
    expect(isSignedBy(key, message, later(seconds))).toBe(false);
  });

  it('is refused by another key', () => {
    expect(isSignedBy(Buffer.alloc(24, 8), signed(), at)).toBe(false);
  });
});

describe('the secrets', () => {
  it.each([undefined, ''])('are none where none is set: %j', (setting) => {
    expect(webhookKeys(setting).size).toBe(0);
  });

  it('that a policy names and the setting lacks are told by name', () => {
    const party = (code: string, secret: string) => ({
      code,
      webhook: { url: 'https://a.example/', secret },
    });
    const policy = {
      register: 'umacon',
      recipients: [party('accounting', 'ACCOUNTING'), party('hosting', 'HOSTING'), { code: 'mailed' }],
      sources: [party('update-service', 'UPDATES')],
    } as unknown as RegisterPolicy;
    const missing = secretsMissing([policy], `HOSTING=${SECRET}`);
    expect(missing).toHaveLength(2);
    expect(missing[0]).toMatch(/umacon .*ACCOUNTING/);
    expect(missing[1]).toMatch(/umacon .*UPDATES/);
  });
});

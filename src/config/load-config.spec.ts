import { describe, expect, it } from 'vitest';
import { Config } from './config.js';
import { loadConfig, settingNames, takeConfig } from './load-config.js';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://suoja:abc123@postgres:5432/suoja',
  SMTP_URL: 'smtps://mail.yritys.example',
  MASTER_KEY_FILE: '/run/secrets/master_key',
  PUBLIC_URL: 'https://tietosuoja.yritys.example',
};

function refusal(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('without settings', () => {
  it('runs everything on this machine, on engines of its own', () => {
    expect(loadConfig({})).toMatchObject({
      NODE_ENV: 'development',
      SUOJA_PROCESS: 'all',
      HOST: '127.0.0.1',
      DATA_DIR: '.data',
      POLICIES_DIR: 'policies',
      REQUIRE_TOTP: 'false',
      TRUST_PROXY: 'false',
      RESTRICTION_REVIEW: 'P6M',
      RECONCILE_SECONDS: 15,
    });
    const { DATABASE_URL, QUEUE_URL, SMTP_URL, PORT } = loadConfig({});
    expect([DATABASE_URL, QUEUE_URL, SMTP_URL, PORT]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('takes an empty variable for one that is not set', () => {
    const empty = Object.fromEntries(settingNames().map((name) => [name, '']));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });
});

describe('settings', () => {
  it('are injected as their class', () => {
    expect(loadConfig({})).toBeInstanceOf(Config);
  });

  it('reads numbers as numbers', () => {
    expect(loadConfig({ PORT: '8080', PUBLIC_RATE_LIMIT: '5', RECONCILE_SECONDS: '1' })).toMatchObject({
      PORT: 8080,
      PUBLIC_RATE_LIMIT: 5,
      RECONCILE_SECONDS: 1,
    });
  });

  it('takes secrets of webhooks by their names', () => {
    const WEBHOOK_SECRETS = 'ACCOUNTING=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw B_2=whsec_' + 'a'.repeat(32);
    expect(loadConfig({ WEBHOOK_SECRETS }).WEBHOOK_SECRETS).toBe(WEBHOOK_SECRETS);
  });

  it('ignores what is none of ours', () => {
    expect(Object.keys(loadConfig({ HOME: '/root', PATH: '/bin' }))).not.toContain('HOME');
  });

  it.each([
    ['NODE_ENV', 'staging-7'],
    ['DATABASE_URL', 'mysql://u:sesame7@db/x'],
    ['QUEUE_URL', 'amqp://u:sesame7@mq'],
    ['SMTP_URL', 'http://u:sesame7@mail'],
    ['WEBHOOK_SECRETS', 'ACCOUNTING=sesame7'],
    ['PORT', '77777'],
    ['PORT', 'eighty7'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'ftp://sesame7.example'],
    ['SUOJA_PROCESS', 'both7'],
    ['REQUIRE_TOTP', 'yes7'],
    ['PURGE_CRON', 'nightly7'],
    ['RESTRICTION_REVIEW', '6 months'],
    ['RECONCILE_SECONDS', '0'],
    ['RECONCILE_SECONDS', '7200'],
    ['MASTER_KEY', 'c2VzYW1lNw=='],
    ['KEYS_REWRAP_HOURS', '24'],
    ['AUDIT_SEAL_SECONDS', '0'],
    ['AUDIT_ANCHOR', 'kept.txt'],
    ['AUDIT_ANCHOR', 'mailto:nobody'],
    ['AUDIT_ANCHOR', 'ftp://yritys.example/kept'],
    ['PUBLIC_RATE_LIMIT', '-7'],
    ['TRUST_PROXY', 'yes7'],
    ['LOG_LEVEL', 'loud7'],
    ['SUOJA_NOW', '2026-13-47'],
  ])('refuses a wrong %s by name, without repeating %s', (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(name);
    expect(message.replaceAll(name, '')).not.toContain(value);
  });

  it('names every fault at once', () => {
    const message = refusal({ PORT: '77777', LOG_LEVEL: 'loud7' });
    expect(message).toContain('PORT');
    expect(message).toContain('LOG_LEVEL');
  });
});

describe('production', () => {
  it('starts with what it needs', () => {
    expect(loadConfig(production)).toMatchObject(production);
  });

  it.each(['DATABASE_URL', 'SMTP_URL', 'MASTER_KEY_FILE', 'PUBLIC_URL'] as const)(
    'does not start without %s',
    (name) => {
      const { [name]: left, ...rest } = production;
      expect(left).toBeDefined();
      expect(refusal(rest)).toContain(`${name} must be set in production`);
    },
  );

  it.each([
    ['MASTER_KEY', `${'a'.repeat(42)}A=`],
    ['MASTER_KEY_COMMAND', 'vault kv get -field=key secret/suoja'],
  ])('takes the master key from %s as well, but from one place only', (name, value) => {
    const { MASTER_KEY_FILE, ...rest } = production;
    expect(loadConfig({ ...rest, [name]: value })).toMatchObject({ [name]: value });
    const message = refusal({ ...rest, MASTER_KEY_FILE, [name]: value });
    expect(message).toContain(`only one of MASTER_KEY_FILE, ${name} may be set`);
    expect(message).not.toContain(value);
  });

  it('leaves no master key in the environment, which child processes inherit', () => {
    const env: NodeJS.ProcessEnv = { MASTER_KEY: `${'a'.repeat(42)}A=`, LOG_LEVEL: 'warn' };
    expect(takeConfig(env).MASTER_KEY).toBe(`${'a'.repeat(42)}A=`);
    expect(env).toEqual({ LOG_LEVEL: 'warn' });
  });

  it('does not start with a clock that was set', () => {
    const message = refusal({ ...production, SUOJA_NOW: '2026-01-01T00:00:00Z' });
    expect(message).toContain('SUOJA_NOW must not be set in production');
    expect(message).not.toContain('2026');
  });

  it('alone is so strict', () => {
    expect(loadConfig({ SUOJA_NOW: '2026-01-01T00:00:00Z' }).SUOJA_NOW).toBe('2026-01-01T00:00:00Z');
  });
});

import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Config } from './config.js';

const NUMBERS = new Set(['PORT', 'RECONCILE_SECONDS', 'AUDIT_SEAL_SECONDS', 'PUBLIC_RATE_LIMIT']);

/** Variables that the named mode may not be without, or may not have. */
const PRODUCTION = {
  needs: ['DATABASE_URL', 'SMTP_URL', 'MASTER_KEY_FILE', 'PUBLIC_URL'],
  refuses: ['SUOJA_NOW'],
} as const;

/** Reads and checks the environment. Errors name variables and rules, never values. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const config = plainToInstance(Config, definedSettings(env), { exposeDefaultValues: true });
  const problems = validateSync(config, { validationError: { target: false, value: false } }).flatMap(
    (error) => Object.values(error.constraints ?? {}),
  );
  if (config.NODE_ENV === 'production') {
    problems.push(
      ...PRODUCTION.needs.filter((name) => !config[name]).map((name) => `${name} must be set in production`),
      ...PRODUCTION.refuses
        .filter((name) => config[name])
        .map((name) => `${name} must not be set in production`),
    );
  }
  if (problems.length > 0) throw new Error(`Settings refused:\n  ${problems.join('\n  ')}`);
  return config;
}

/** The names of all settings, in the order of the class. */
export function settingNames(): string[] {
  return Object.keys(new Config())
    .concat(OPTIONAL)
    .filter((name, index, all) => all.indexOf(name) === index);
}

/** Settings without a default do not show up on a fresh instance under every compiler, so they are named once. */
const OPTIONAL = [
  'DATABASE_URL',
  'QUEUE_URL',
  'SMTP_URL',
  'WEBHOOK_SECRETS',
  'PORT',
  'PUBLIC_URL',
  'MASTER_KEY_FILE',
  'AUDIT_ANCHOR',
  'SUOJA_NOW',
];

function definedSettings(env: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const name of settingNames()) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    settings[name] = NUMBERS.has(name) ? Number(value) : value;
  }
  return settings;
}

import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Config } from './config.js';

const NUMBERS = new Set([
  'PORT',
  'RECONCILE_SECONDS',
  'AUDIT_SEAL_SECONDS',
  'PUBLIC_RATE_LIMIT',
  'KEYS_REWRAP_HOURS',
]);

/** Variables that the named mode may not be without, or may not have. */
const PRODUCTION = {
  needs: ['DATABASE_URL', 'SMTP_URL', 'PUBLIC_URL'],
  refuses: ['SUOJA_NOW'],
} as const;

/** Where the master key may come from: one of them. */
const MASTER_KEYS = ['MASTER_KEY_FILE', 'MASTER_KEY', 'MASTER_KEY_COMMAND'] as const;

/** Reads and checks the environment. Errors name variables and rules, never values. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const config = plainToInstance(Config, definedSettings(env), { exposeDefaultValues: true });
  const problems = validateSync(config, { validationError: { target: false, value: false } }).flatMap(
    (error) => Object.values(error.constraints ?? {}),
  );
  const keys = MASTER_KEYS.filter((name) => config[name]);
  if (keys.length > 1) problems.push(`only one of ${keys.join(', ')} may be set`);
  if (config.NODE_ENV === 'production') {
    if (keys.length === 0)
      problems.push('MASTER_KEY_FILE must be set in production, or MASTER_KEY, or MASTER_KEY_COMMAND');
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

/** The same for the environment of this process, in which no key stays for its child processes to inherit. */
export function takeConfig(env: NodeJS.ProcessEnv): Config {
  const config = loadConfig(env);
  delete env['MASTER_KEY'];
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
  'MASTER_KEY',
  'MASTER_KEY_COMMAND',
  'KEYS_DIR',
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

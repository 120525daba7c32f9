import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../../src/config/load-config.js';
import { packageRoot } from '../../src/config/package-root.js';
import { migrate } from '../../src/database/migrate.js';
import { prepareQueues } from '../../src/jobs/queue-engine.js';
import type { PostgresServer } from './postgres-server.js';

export const TEMPLATE = 'faults_template';

const ACCOUNTS = ['clerk', 'supervisor'] as const;
export type Passwords = Record<(typeof ACCOUNTS)[number], { email: string; password: string }>;

let folder = '';

/** Where the keys of all rounds are, as their databases come from one template. */
export const houseKeys = () => folder;
export const forgetKeys = () => rmSync(folder, { recursive: true, force: true });

/** The schema, the queues' tables and the accounts, once; every round has a copy. */
export async function prepareTemplate(postgres: PostgresServer): Promise<Passwords> {
  folder = mkdtempSync(join(tmpdir(), 'suoja-keys-'));
  await postgres.run(`create database ${TEMPLATE}`);
  const DATABASE_URL = postgres.url(TEMPLATE);
  await migrate(DATABASE_URL);
  await prepareQueues(loadConfig({ NODE_ENV: 'test', DATABASE_URL, DATA_DIR: folder }));
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATABASE_URL, DATA_DIR: folder };
  const added: Partial<Passwords> = {};
  for (const role of ACCOUNTS) added[role] = await account(role, env);
  return added as Passwords;
}

async function account(role: string, env: NodeJS.ProcessEnv): Promise<{ email: string; password: string }> {
  const program = join(packageRoot, 'dist/src/cli/main.js');
  const options = [
    `--email=${role}@suoja.example`,
    `--role=${role}`,
    '--register=*',
    '--commitment=2020-01-01',
  ];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, 'user', 'add', ...options, '--json'],
    { env },
  );
  const { email, password } = JSON.parse(stdout) as { email: string; password: string };
  return { email, password };
}

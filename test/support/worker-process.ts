import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/config/package-root.js';
import type { TestApp } from './test-app.js';
import { until } from './test-app.js';

const PROGRAM = join(packageRoot, 'dist/src/main.js');

export interface ServiceProcess {
  readonly child: ChildProcess;
  /** All it has printed. */
  printed(): string;
  /** Ends it at once, at whatever line it is. */
  kill(): Promise<void>;
}

/** The built service as a process of its own, on the database, keys, mail and queues of a test's service. */
export async function startProcess(
  { service: { config } }: TestApp,
  env: Record<string, string>,
): Promise<ServiceProcess> {
  if (!existsSync(PROGRAM)) throw new Error('not built: run npm run build');
  let output = '';
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      DATABASE_URL: config.DATABASE_URL!,
      ...(config.QUEUE_URL ? { QUEUE_URL: config.QUEUE_URL } : {}),
      SMTP_URL: config.SMTP_URL!,
      DATA_DIR: config.DATA_DIR,
      POLICIES_DIR: config.POLICIES_DIR,
      PUBLIC_URL: config.PUBLIC_URL!,
      PURGE_CRON: config.PURGE_CRON,
      PUBLIC_RATE_LIMIT: '10000',
      RECONCILE_SECONDS: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const service = {
    child,
    printed: () => output,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  const started = async () => {
    if (child.exitCode !== null) throw new Error(`the process ended: ${output}`);
    return output.includes('suoja is');
  };
  await until('the process', started, 60);
  return service;
}

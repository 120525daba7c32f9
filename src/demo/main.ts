import 'reflect-metadata';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../config/load-config.js';
import { packageRoot } from '../config/package-root.js';
import { freePort } from '../embedded/free-port.js';
import { startService } from '../start.js';
import { Demo } from './demo.js';
import { DemoOutput } from './demo-output.js';
import { Progress } from './progress.js';
import { DemoFailure } from './waiting.js';

/** Fixed, so that what is kept and until when never depends on the day the demo runs. */
const MORNING = '2026-11-20T08:00:00+02:00';

const halting = new AbortController();
let stoppedBy: NodeJS.Signals | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stoppedBy) return;
    console.error(`${signal}: stopping…`);
    stoppedBy = signal;
    halting.abort();
  });
}

const dataDir = await mkdtemp(join(tmpdir(), 'suoja-demo-'));
try {
  // Started as root, the database server runs as somebody else: it must get in here, or its files end up elsewhere and stay.
  await chmod(dataDir, 0o711);
  await demonstrate();
} catch (error) {
  process.exitCode = stoppedBy ? 128 + constants.signals[stoppedBy] : 1;
  if (!stoppedBy) console.error(`The demo failed: ${messageOf(error)}`);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();

/** Starts everything in a folder of its own and stops it again, whatever happens in between. */
async function demonstrate(): Promise<void> {
  const progress = new Progress((line) => console.log(line));
  progress.say('starting PostgreSQL, the queues, a mailbox and the service');
  const config = loadConfig({
    DATA_DIR: dataDir,
    POLICIES_DIR: join(packageRoot, 'policies'),
    PORT: String(await freePort()),
    SUOJA_NOW: MORNING,
    PURGE_CRON: purgeSchedule(new Date().getSeconds()),
    RECONCILE_SECONDS: '2',
    PUBLIC_RATE_LIMIT: '10000',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
  });
  const service = await startService(config, (line) => progress.say(line), { durable: false });
  try {
    halting.signal.throwIfAborted();
    progress.say(`the service answers at ${service.url}`);
    const demo = await Demo.of(
      service,
      new DemoOutput(join(packageRoot, 'demo-output')),
      progress,
      halting.signal,
    );
    await demo.run();
  } finally {
    // Whoever still asks, stops asking.
    halting.abort();
    await service.stop();
    progress.say('everything is stopped');
  }
}

/** Every five seconds; the first quarter of a minute is left to the import, which has nothing to purge yet. */
function purgeSchedule(second: number): string {
  const seconds = Array.from({ length: 9 }, (_, turn) => (second + 15 + turn * 5) % 60);
  return `${seconds.sort((a, b) => a - b).join(',')} * * * * *`;
}

function messageOf(error: unknown): string {
  if (error instanceof DemoFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/config/package-root.js';
import type { World } from './world.js';

const UNSEALED = `select count(*) as left from audit_entry entry
  where not exists (select from audit_seal seal where seal.entry_id = entry.id)`;

/** What `suoja audit verify` says of every register's log, once the worker had its time to seal it. */
export async function wrongAuditLog(world: World): Promise<string[]> {
  for (let tries = 0; tries < 150 && (await unsealed(world)) > 0; tries++) await sleep(200);
  const { failed, printed } = await verified(world);
  if (!failed) return [];
  return [`audit verify: ${printed.slice(0, 1000)}`];
}

async function unsealed({ servers, database }: World): Promise<number> {
  const [row] = await servers.postgres.run(UNSEALED, database);
  return Number(row!['left']);
}

function verified(world: World): Promise<{ failed: boolean; printed: string }> {
  const program = join(packageRoot, 'dist/src/cli/main.js');
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', ...world.settings() };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, 'audit', 'verify', '--unsealed-minutes=0', '--json'],
      { env },
      (error, stdout, stderr) => resolve({ failed: error !== null, printed: stdout + stderr }),
    );
  });
}

import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { Config } from '../config/config.js';
import { anchorFile } from '../evidence/anchor-places.js';
import { type ReadCheckpoint, readCheckpoints } from '../evidence/checkpoint.js';
import type { Finding } from '../evidence/findings.js';
import { logsOf } from '../evidence/sealing.js';
import { Verification, type VerifiedLog } from '../evidence/verification.js';
import { Policies } from '../registers/policies.js';
import { BadInput } from './bad-input.js';
import { inHouse } from './in-house.js';
import { logNamed } from './log-named.js';

export interface VerifyOptions {
  readonly register?: string;
  readonly checkpoint?: string;
  readonly unsealedMinutes?: string;
  readonly json?: boolean;
}

/** Findings shown of one log; the rest are counted. */
const SHOWN = 1000;

/** `suoja audit verify`: exit code 1 where anything was found. */
export async function verifyAudit(options: VerifyOptions): Promise<void> {
  const unsealedMinutes = Number(options.unsealedMinutes ?? 15);
  if (!Number.isInteger(unsealedMinutes) || unsealedMinutes < 0)
    throw new BadInput('--unsealed-minutes must be a whole number of minutes');
  const given = options.checkpoint === undefined ? null : checkpointsIn(options.checkpoint);
  await inHouse(async (app) => {
    process.exitCode = await runVerification(app, options, { given, unsealedMinutes });
  });
}

export async function runVerification(
  app: INestApplicationContext,
  { register, json }: Pick<VerifyOptions, 'register' | 'json'>,
  { given, unsealedMinutes }: { given: readonly ReadCheckpoint[] | null; unsealedMinutes: number },
  print: (line: string) => void = (line) => console.log(line),
): Promise<0 | 1> {
  const policies = app.get(Policies);
  const logs = register === undefined ? logsOf(policies) : [logNamed(policies, register)];
  const outside = given ?? anchored(app.get(Config).AUDIT_ANCHOR);
  const verification = app.get(Verification, { strict: false });
  const registers: VerifiedLog[] = [];
  for (const log of logs) registers.push(await verification.verify(log, { outside, unsealedMinutes }));
  const ok = registers.every(({ findings }) => findings.length === 0);
  if (json) print(JSON.stringify({ ok, registers: registers.map(shown) }));
  else for (const line of registers.flatMap(lines)) print(line);
  return ok ? 0 : 1;
}

/** Checkpoints of the configured file; one that does not exist yet has none. */
function anchored(setting: string | undefined): readonly ReadCheckpoint[] {
  const file = anchorFile(setting);
  try {
    return file === null ? [] : readCheckpoints(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}

function checkpointsIn(file: string): readonly ReadCheckpoint[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new BadInput('--checkpoint names a file that cannot be read');
  }
  const found = readCheckpoints(text);
  if (found.length === 0) throw new BadInput('--checkpoint names a file without a checkpoint');
  return found;
}

function shown({ findings, ...log }: VerifiedLog) {
  const leftOut = findings.length - SHOWN;
  return { ...log, findings: findings.slice(0, SHOWN), ...(leftOut > 0 && { findingsLeftOut: leftOut }) };
}

function lines(log: VerifiedLog): string[] {
  const { origin, size, ended, checkpoints, findings } = log;
  const state = findings.length === 0 ? 'whole' : `${findings.length} findings`;
  const head = `${origin}: ${state}; ${size} entries sealed, ${ended} of them ended, ${checkpoints} checkpoints`;
  const { findings: first, findingsLeftOut: more } = shown(log);
  return [head, ...first.map(line), ...(more === undefined ? [] : [`  and ${more} more`])];
}

function line({ kind, position, to, entryId, reason }: Finding): string {
  const place = position === null ? '' : ` at ${position}${to === undefined ? '' : `–${to}`}`;
  return `  ${kind}${place}${entryId === null ? '' : `, entry ${entryId}`}: ${reason}`;
}

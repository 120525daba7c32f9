import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { packageRoot } from '../../src/config/package-root.js';
import type { ConnectedSystem, Reachable } from '../../src/domain/register-policy.js';

type Parties = Readonly<Record<string, Reachable>>;

/** A folder of the five policies, to one of which something is added. */
export function policiesWith(register: string, more: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'suoja-policies-'));
  cpSync(join(packageRoot, 'policies'), folder, { recursive: true });
  const file = join(folder, `${register}.yaml`);
  writeFileSync(file, stringify({ ...(parse(readFileSync(file, 'utf8')) as object), ...more }));
  return folder;
}

/** A folder of the five policies, in one of which other systems are connected. */
export function policiesAsking(register: string, systems: readonly ConnectedSystem[]): string {
  return policiesWith(register, { systems });
}

/** A folder of the five policies, in one of which recipients and sources are told in other ways. */
export function policiesTelling(register: string, told: { recipients: Parties; sources: Parties }): string {
  const folder = mkdtempSync(join(tmpdir(), 'suoja-policies-'));
  cpSync(join(packageRoot, 'policies'), folder, { recursive: true });
  const file = join(folder, `${register}.yaml`);
  const policy = parse(readFileSync(file, 'utf8')) as Record<
    'recipients' | 'sources',
    ({ code: string } & Reachable)[]
  >;
  for (const list of ['recipients', 'sources'] as const) {
    policy[list] = policy[list].map((party) => {
      const way = told[list][party.code];
      if (!way) return party;
      const { email: _email, ...rest } = party;
      return { ...rest, ...way };
    });
  }
  writeFileSync(file, stringify(policy));
  return folder;
}

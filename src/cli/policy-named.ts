import { join } from 'node:path';
import { Clock } from '../clock.js';
import { packageRoot } from '../config/package-root.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { PolicyError } from '../registers/policy-error.js';
import { loadPolicyFile, loadPolicyVersions } from '../registers/policy-file.js';
import { BadInput } from './bad-input.js';

/** The version of a register's policy in force today, or the policy in a file by its path. Needs no database. */
export function policyNamed(registerOrFile: string): RegisterPolicy {
  const isFile = /[./\\]/.test(registerOrFile);
  try {
    return isFile ? loadPolicyFile(registerOrFile).policy : inForce(registerOrFile);
  } catch (error) {
    if (error instanceof PolicyError) throw new BadInput(error.message);
    throw error;
  }
}

function inForce(register: string): RegisterPolicy {
  const today = new Clock(process.env['SUOJA_NOW'] || undefined).today();
  const versions = loadPolicyVersions(process.env['POLICIES_DIR'] || join(packageRoot, 'policies'))
    .map(({ policy }) => policy)
    .sort((a, b) => (a.activeFrom < b.activeFrom ? -1 : 1));
  const policy = versions
    .filter((version) => version.register === register && version.activeFrom <= today)
    .at(-1);
  if (policy) return policy;
  const known = [...new Set(versions.map((version) => version.register))].sort().join(', ');
  throw new BadInput(
    `there is no such register; known are: ${known}. A policy file is named with its ending, .yaml`,
  );
}

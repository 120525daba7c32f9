import { accessSync, constants } from 'node:fs';
import { diffPolicies } from '../registers/policy-diff.js';
import { PolicyError, type PolicyProblem } from '../registers/policy-error.js';
import { clashes, type LoadedPolicy, loadPolicyFile } from '../registers/policy-file.js';
import { BadInput } from './bad-input.js';

/** `suoja policy check`: everything that is wrong in these files, each by itself and with one another. */
export function checkPolicies(files: string[], { json }: { json?: boolean }): void {
  const problems: PolicyProblem[] = [];
  const loaded: LoadedPolicy[] = [];
  for (const file of files) {
    requireReadable(file);
    try {
      loaded.push(loadPolicyFile(file));
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      problems.push(...error.problems);
    }
  }
  problems.push(...clashes(loaded));
  if (problems.length > 0) {
    process.exitCode = 1;
    console.error(new PolicyError(problems).message);
  }
  if (json) console.log(JSON.stringify({ problems }, null, 2));
  else
    for (const { policy, file } of loaded)
      console.log(`${file}: ${policy.register}, version ${policy.version}`);
}

/** `suoja policy diff`: what differs between two files, in words. */
export function printPolicyDiff(before: string, after: string, { json }: { json?: boolean }): void {
  const changes = diffPolicies(policyIn(before).policy, policyIn(after).policy);
  if (json) console.log(JSON.stringify(changes, null, 2));
  else if (changes.length === 0) console.log('No difference.');
  else for (const { pointer, sentence } of changes) console.log(`${pointer}\n  ${sentence}`);
}

/** The policy of a file, or what is wrong with it as bad input. */
export function policyIn(file: string): LoadedPolicy {
  requireReadable(file);
  try {
    return loadPolicyFile(file);
  } catch (error) {
    if (error instanceof PolicyError) throw new BadInput(error.message);
    throw error;
  }
}

function requireReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new BadInput('a policy file cannot be read: no such file, or no permission');
  }
}

import { readFileSync } from 'node:fs';
import { isCalendarDate } from '../domain/calendar-date.js';
import { RIGHTS } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import type { PlanFor } from '../domain/plan.js';
import { plan } from '../domain/planner.js';
import { hashed } from '../planning/planning.js';
import { parseFacts } from '../planning/facts-file.js';
import { PolicyError } from '../registers/policy-error.js';
import { loadPolicyFile } from '../registers/policy-file.js';
import { BadInput } from './bad-input.js';

interface Options {
  readonly policy: string;
  readonly facts: string;
  readonly right: string;
  readonly at: string;
  readonly json?: boolean;
}

const PLANS_FOR: readonly string[] = [...RIGHTS, 'retention'] satisfies readonly PlanFor[];

/** `suoja plan`: the decision for a set of facts, with no database behind it. */
export function printPlan({ policy: policyFile, facts: factsFile, right, at, json }: Options): void {
  if (!PLANS_FOR.includes(right)) throw new BadInput(`--right must be one of ${PLANS_FOR.join(', ')}`);
  if (!isCalendarDate(at)) throw new BadInput('--at must be a real date, YYYY-MM-DD');
  try {
    const { policy, hash } = loadPolicyFile(policyFile);
    const facts = parseFacts(readText(factsFile));
    if (facts.register !== policy.register)
      throw new BadInput('facts /register is not the register of the policy');
    const made = hashed(plan(right as PlanFor, facts, policy, at), hash);
    if (json) console.log(JSON.stringify(made, null, 2));
    else
      for (const datum of made.data)
        console.log(
          `${datum.datum}  ${datum.category}  ${datum.outcome}  ${datum.keepUntil ?? '-'}  ${datum.reason}`,
        );
  } catch (error) {
    if (error instanceof PolicyError) throw new BadInput(error.message);
    if (error instanceof DomainError) throw new BadInput(`${error.code}: ${error.message}`);
    throw error;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new BadInput('--facts names a file that cannot be read');
  }
}

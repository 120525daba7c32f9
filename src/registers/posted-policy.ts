import { HttpProblem, type InputError } from '../http/http-problem.js';
import type { DecidingPolicy } from '../planning/planning.js';
import { asPolicy, policyDefects } from './policy-file.js';
import type { Defect } from './policy-source.js';

/** More than a person can read in one go; the rest shows up when these are mended. */
const MOST_ERRORS = 50;

/** What a key may look like to be named in an answer: anything else is content and not repeated. */
const KEY = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Reads a policy from a body. Throws INVALID_INPUT with the places at fault, and none of what stands there. */
export function postedPolicy(register: string, content: unknown): DecidingPolicy {
  const defects = policyDefects(content);
  if (defects.length > 0) throw refused(defects);
  const posted = asPolicy(content);
  if (posted.policy.register === register) return posted;
  throw refused([{ pointer: '/register', reason: 'is not this register' }]);
}

function refused(defects: readonly Defect[]): HttpProblem {
  const errors = defects.slice(0, MOST_ERRORS).map(({ pointer, reason }): InputError => ({
    pointer: `/policy${nameable(pointer)}`,
    code: 'POLICY',
    detail: reason,
  }));
  return new HttpProblem('INVALID_INPUT', { errors });
}

/** Up to the first key that nobody here gave. */
function nameable(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  const strange = parts.findIndex((part) => !KEY.test(part) && !/^\d+$/.test(part));
  return (strange < 0 ? parts : parts.slice(0, strange)).map((part) => `/${part}`).join('');
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { consistencyDefects } from './policy-consistency.js';
import { PolicyError, type PolicyProblem } from './policy-error.js';
import { isRegisterPolicy, schemaDefects } from './policy-schema.js';
import { type Defect, readPolicySource } from './policy-source.js';

export interface LoadedPolicy {
  readonly policy: RegisterPolicy;
  /** SHA-256 of the content, blind to key order, comments and layout. */
  readonly hash: string;
  readonly file: string;
}

/** Reads and checks one policy, or throws a {@link PolicyError} with everything that is wrong in it. */
export function loadPolicyFile(file: string): LoadedPolicy {
  const source = readPolicySource(textOf(file));
  if (source.problems.length > 0) {
    throw new PolicyError(source.problems.map((problem) => ({ file, ...problem })));
  }
  const { content } = source;
  const defects = policyDefects(content);
  if (defects.length > 0) {
    throw new PolicyError(
      defects.map((defect) => ({ file, line: source.lineOf(defect.pointer), ...defect })),
    );
  }
  return { ...asPolicy(content), file };
}

/** Everything in which a document is no register policy. */
export function policyDefects(content: unknown): Defect[] {
  return isRegisterPolicy(content) ? consistencyDefects(content) : schemaDefects(content);
}

/** A document without defects, with its hash. */
export function asPolicy(content: unknown): Omit<LoadedPolicy, 'file'> {
  const policy = content as RegisterPolicy;
  return { policy, hash: contentHash(policy) };
}

/**
 * Every version of every policy of a folder. One bad file, or two that contradict each other, refuse the folder, and
 * everything that is wrong is told at once.
 */
export function loadPolicyVersions(folder: string): LoadedPolicy[] {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
    : [];
  if (files.length === 0) throw fileProblem(folder, 'holds no policy');
  const problems: PolicyProblem[] = [];
  const loaded: LoadedPolicy[] = [];
  for (const file of files.map((name) => join(folder, name))) {
    try {
      loaded.push(loadNamedFile(file));
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      problems.push(...error.problems);
    }
  }
  problems.push(...clashes(loaded));
  if (problems.length > 0) throw new PolicyError(problems);
  return [...new Map(loaded.map((version) => [version.hash, version])).values()];
}

/** Of every register in a folder the newest version, for what works on files alone. */
export function loadPolicies(folder: string): Map<string, LoadedPolicy> {
  const byDay = loadPolicyVersions(folder).sort((a, b) =>
    a.policy.activeFrom < b.policy.activeFrom ? -1 : 1,
  );
  return new Map(byDay.map((version) => [version.policy.register, version]));
}

/** A place in a policy file that was read before, as a problem. */
export function problemIn({ file }: LoadedPolicy, pointer: string, reason: string): PolicyProblem {
  return { file, line: readPolicySource(textOf(file)).lineOf(pointer), pointer, reason };
}

/** Two versions of one register need each a name and a day of their own; the same version may lie in two files. */
export function clashes(loaded: readonly LoadedPolicy[]): PolicyProblem[] {
  return loaded.flatMap((later, index) => {
    const others = loaded
      .slice(0, index)
      .filter(({ policy, hash }) => policy.register === later.policy.register && hash !== later.hash);
    const like = (part: 'version' | 'activeFrom') =>
      others.find(({ policy }) => policy[part] === later.policy[part]);
    const [sameName, sameDay] = [like('version'), like('activeFrom')];
    return [
      ...(sameName
        ? [
            problemIn(
              later,
              '/version',
              `is also the version of ${basename(sameName.file)}, with other content`,
            ),
          ]
        : []),
      ...(sameDay
        ? [problemIn(later, '/activeFrom', `is also the day ${basename(sameDay.file)} comes into force`)]
        : []),
    ];
  });
}

/** In a folder a file is named for its register, or for its register and version: `<register>[.<version>].yaml`. */
function loadNamedFile(file: string): LoadedPolicy {
  const loaded = loadPolicyFile(file);
  const { register, version } = loaded.policy;
  const name = basename(file, extname(file));
  if (name === register || name === `${register}.${version}`) return loaded;
  const problem = name.startsWith(`${register}.`)
    ? problemIn(loaded, '/version', 'is not the version in the name of the file')
    : problemIn(loaded, '/register', 'is not the name of the file');
  throw new PolicyError([problem]);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw fileProblem(file, 'cannot be read: no such file, or no permission');
  }
}

function fileProblem(file: string, reason: string): PolicyError {
  return new PolicyError([{ file, line: 1, pointer: '', reason }]);
}

function contentHash(policy: RegisterPolicy): string {
  return createHash('sha256').update(canonicalJson(policy)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

import type { CalendarDate } from '../domain/calendar-date.js';
import type { PolicyProblem } from './policy-error.js';
import { type LoadedPolicy, problemIn } from './policy-file.js';

export interface StoredPolicy extends Omit<LoadedPolicy, 'file'> {
  /** Something has been decided by it. */
  readonly used: boolean;
  /** It stands in the register's line; others were withdrawn or replaced before they decided anything. */
  readonly inLine: boolean;
}

/** The versions of one register, from its files and from what is stored elsewhere only. */
export interface PolicyLine {
  readonly register: string;
  /** By their day, oldest first. */
  readonly versions: readonly LoadedPolicy[];
  readonly problems: readonly PolicyProblem[];
  readonly remarks: readonly string[];
}

/**
 * Joins files and stored versions. What has decided anything stays as it is: its text may not change under the same
 * version, nor its day be taken. What has decided nothing yet gives way to the file. A version whose file has gone stays
 * where its day has come, so that nobody's data are left without rules, and is withdrawn where it has not.
 */
export function policyLine(
  register: string,
  files: readonly LoadedPolicy[],
  elsewhere: readonly StoredPolicy[],
  today: CalendarDate,
): PolicyLine {
  const without = elsewhere.filter(
    ({ policy, inLine, used }) => (inLine || used) && !files.some((file) => isRival(file, policy)),
  );
  const kept = without.filter(({ policy, used }) => used || policy.activeFrom <= today);
  const withdrawn = without.filter((version) => !kept.includes(version));
  const versions = [...files, ...kept.map(({ policy, hash }) => ({ policy, hash, file: '(stored)' }))].sort(
    (a, b) => (a.policy.activeFrom < b.policy.activeFrom ? -1 : 1),
  );
  const inForce = versions.findLast(({ policy }) => policy.activeFrom <= today);
  return {
    register,
    versions,
    problems: files.flatMap((file) => contradictions(file, elsewhere)),
    remarks: [
      ...kept
        .filter(({ hash }) => hash === inForce?.hash)
        .map(({ policy }) => `${named(policy)} has no file any more; its stored text stays in force`),
      ...withdrawn.map(
        ({ policy }) => `${named(policy)} has no file any more and is withdrawn before its day`,
      ),
      ...versions
        .filter(({ policy }) => policy.activeFrom > today)
        .map(({ policy }) => `${named(policy)} comes into force on ${policy.activeFrom}`),
    ],
  };
}

const named = ({ register, version }: LoadedPolicy['policy']) => `policy of ${register}, version ${version},`;

const isRival = ({ policy }: LoadedPolicy, other: LoadedPolicy['policy']) =>
  policy.version === other.version || policy.activeFrom === other.activeFrom;

function contradictions(file: LoadedPolicy, elsewhere: readonly StoredPolicy[]): PolicyProblem[] {
  const used = elsewhere.filter((stored) => stored.used);
  if (used.some(({ policy }) => policy.version === file.policy.version)) {
    const reason =
      'has decided with other content; give the changed policy a new version and a day of its own';
    return [problemIn(file, '/version', reason)];
  }
  if (used.some(({ policy }) => policy.activeFrom === file.policy.activeFrom)) {
    const reason =
      'is the day of a version that has decided; name the day on which this one comes into force';
    return [problemIn(file, '/activeFrom', reason)];
  }
  return [];
}

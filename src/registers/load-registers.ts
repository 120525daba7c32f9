import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock.js';
import { Policies } from './policies.js';
import { PolicyError } from './policy-error.js';
import { loadPolicyVersions } from './policy-file.js';
import { policyLine, type PolicyLine, type StoredPolicy } from './policy-line.js';
import { PolicyVersion } from './policy-version.entity.js';
import { Register } from './register.entity.js';

export interface LoadedRegisters {
  readonly policies: Policies;
  /** What the log should say of versions without a file and of versions to come. */
  readonly remarks: readonly string[];
}

/**
 * The policies of every register: each version of the folder, and those whose file has gone although people's data
 * rest on them. Each is stored once and never changed; the register keeps the line of them.
 */
export async function loadRegisters(
  folder: string,
  dataSource: DataSource,
  clock: Clock,
): Promise<LoadedRegisters> {
  const files = loadPolicyVersions(folder);
  const lines = await dataSource.transaction(async (tx) => {
    // Several processes may start at once.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('policies', 0))`);
    const known = await tx.find(Register);
    const names = new Set([...files.map(({ policy }) => policy.register), ...known.map(({ name }) => name)]);
    const found: PolicyLine[] = [];
    for (const name of [...names].sort()) {
      const ofRegister = files.filter(({ policy }) => policy.register === name);
      const line = known.find((register) => register.name === name)?.versions ?? [];
      const stored = await storedElsewhere(tx, name, line, new Set(ofRegister.map(({ hash }) => hash)));
      found.push(policyLine(name, ofRegister, stored, clock.today()));
    }
    const problems = found.flatMap((line) => line.problems);
    if (problems.length > 0) throw new PolicyError(problems);
    for (const line of found) await store(tx, line, clock.now());
    return found;
  });
  return {
    policies: new Policies(
      lines.flatMap(({ versions }) => versions),
      clock,
    ),
    remarks: lines.flatMap(({ remarks }) => remarks),
  };
}

/** Stored versions that are not in the folder, whether they stand in the line, and whether anything was decided by them. */
async function storedElsewhere(
  tx: EntityManager,
  register: string,
  line: readonly string[],
  inFolder: ReadonlySet<string>,
): Promise<StoredPolicy[]> {
  const rows = await tx.find(PolicyVersion, { where: { register }, order: { storedAt: 'ASC', hash: 'ASC' } });
  const stored: StoredPolicy[] = [];
  // What lies in the folder unchanged needs no asking.
  for (const { hash, content } of rows.filter((row) => !inFolder.has(row.hash))) {
    const [{ used }] = await tx.query<[{ used: boolean }]>(DECIDED_BY, [register, hash]);
    stored.push({ policy: content, hash, used, inLine: line.includes(hash) });
  }
  return stored;
}

/** A simulation and a dry run decide nothing; every other entry that names a policy records a decision by it. */
const DECIDED_BY = `
select exists (
  select from audit_entry
  where register = $1 and details->>'policyHash' = $2
    and action <> 'policy.simulated' and details->>'dryRun' is distinct from 'true'
) as used`;

async function store(tx: EntityManager, { register, versions }: PolicyLine, now: Date): Promise<void> {
  for (const { policy, hash } of versions) {
    await tx
      .createQueryBuilder()
      .insert()
      .into(PolicyVersion)
      .values({ register, hash, version: policy.version, content: policy as object, storedAt: now })
      .orIgnore()
      .execute();
  }
  await tx.upsert(Register, { name: register, versions: versions.map(({ hash }) => hash) }, ['name']);
}

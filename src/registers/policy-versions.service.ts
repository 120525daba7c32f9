import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { addDays } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import type { DecidingPolicy } from '../planning/planning.js';
import type { PolicyDiffDto, PolicyDiffQuery, PolicyQuery, PolicyVersionDto } from './dto/policy.dto.js';
import { diffPolicies } from './policy-diff.js';
import { reference } from './policy-simulations.service.js';
import { PolicyVersion } from './policy-version.entity.js';
import { Policies } from './policies.js';

/** Shows the versions of a register's policy: past, in force and to come. */
@Injectable()
export class PolicyVersions {
  constructor(
    private readonly policies: Policies,
    private readonly database: Database,
  ) {}

  /** The version in force, or the one asked for. Throws NOT_FOUND. */
  async read(register: string, { version, hash }: PolicyQuery): Promise<DecidingPolicy> {
    if (version !== undefined) return this.policies.version(register, version);
    if (hash === undefined) return this.policies.inForce(register);
    this.policies.inForce(register);
    const stored = await this.database.outsideRegisters((tx) =>
      tx.findOneBy(PolicyVersion, { register, hash }),
    );
    if (!stored) throw new DomainError('NOT_FOUND', { what: 'policy version' });
    return { policy: stored.content, hash };
  }

  async list(register: string): Promise<PolicyVersionDto[]> {
    const now = this.policies.inForce(register);
    const versions = this.policies.versions(register);
    const stored = await this.database.outsideRegisters((tx) => tx.findBy(PolicyVersion, { register }));
    const storedAt = new Map(stored.map((row) => [row.hash, row.storedAt.toISOString()]));
    return versions.map((version, index) => {
      const next = versions[index + 1];
      return {
        ...reference(version),
        state: version === now ? 'in-force' : index < versions.indexOf(now) ? 'past' : 'to-come',
        activeUntil: next ? addDays(next.policy.activeFrom, -1) : null,
        storedAt: storedAt.get(version.hash)!,
      };
    });
  }

  diff(register: string, { from, to }: PolicyDiffQuery): PolicyDiffDto {
    const earlier =
      from === undefined ? this.policies.inForce(register) : this.policies.version(register, from);
    const later = this.policies.version(register, to);
    return {
      from: reference(earlier),
      to: reference(later),
      changes: diffPolicies(earlier.policy, later.policy),
    };
  }
}

import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { DomainError } from '../domain/domain-error.js';
import type { DecidingPolicy } from '../planning/planning.js';
import type { PolicyRefDto } from './dto/policy.dto.js';
import type { SimulationDto } from './dto/simulation.dto.js';
import { diffPolicies } from './policy-diff.js';
import { Policies } from './policies.js';
import { SimulatedPurge } from './simulated-purge.js';

/** Tries a policy out on the data there are. Nothing is written but the entry that says so. */
@Injectable()
export class PolicySimulations {
  constructor(
    private readonly policies: Policies,
    private readonly purge: SimulatedPurge,
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws INVALID_DATE_ORDER for a day gone by, and CONFIG_RETENTION_MISSING for a category without a period. */
  async simulate(
    register: string,
    candidate: DecidingPolicy,
    day: CalendarDate | undefined,
    actor: Actor,
  ): Promise<SimulationDto> {
    const today = this.clock.today();
    const at = day ?? later(today, candidate.policy.activeFrom);
    if (at < today) throw new DomainError('INVALID_DATE_ORDER', { pointer: '/at' });
    const inForce = this.without(register, candidate, at);
    const comparison = await this.purge.compare(register, at, inForce, candidate);
    await this.database.inRegister(register, (tx) =>
      this.audit.write(tx, register, {
        actor,
        action: 'policy.simulated',
        details: {
          at,
          policyHash: candidate.hash,
          inForceHash: inForce.hash,
          data: comparison.underCandidate.data,
          onlyUnderCandidate: comparison.onlyUnderCandidate.data,
          onlyUnderInForce: comparison.onlyUnderInForce.data,
        },
      }),
    );
    return {
      register,
      at,
      inForce: reference(inForce),
      candidate: reference(candidate),
      ...comparison,
      changes: diffPolicies(inForce.policy, candidate.policy),
    };
  }

  /** What decides on the day if the candidate never comes into force. */
  private without(register: string, candidate: DecidingPolicy, at: CalendarDate): DecidingPolicy {
    const now = this.policies.inForce(register);
    const others = this.policies
      .versions(register)
      .filter(({ hash }) => hash !== candidate.hash || hash === now.hash);
    return others.findLast(({ policy }) => policy.activeFrom <= at) ?? now;
  }
}

export function reference({ policy, hash }: DecidingPolicy): PolicyRefDto {
  return { version: policy.version, hash, activeFrom: policy.activeFrom };
}

const later = (a: CalendarDate, b: CalendarDate) => (a > b ? a : b);

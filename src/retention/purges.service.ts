import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { after, type ListQuery, rowsFor } from '../http/list.js';
import { Nudges } from '../jobs/nudges.js';
import { type DecidingPolicy, Planning } from '../planning/planning.js';
import { EMPTY_REPORT } from './purge-report.js';
import { PurgeRun } from './purge-run.entity.js';

/** Starts purges and shows what they did. */
@Injectable()
export class Purges {
  constructor(
    private readonly database: Database,
    private readonly planning: Planning,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly nudges: Nudges,
  ) {}

  /**
   * Begins a run, or answers with the one already under way. Throws CONFIG_RETENTION_MISSING where the policy states
   * no retention, and INVALID_DATE_ORDER for a real purge of a day to come.
   */
  async start(
    register: string,
    { dryRun, at = this.clock.today() }: { dryRun: boolean; at?: string | undefined },
    actor: Actor,
  ): Promise<PurgeRun> {
    const by = this.planning.policyFor(register, at);
    if (by.policy.retention === 'notStated') throw new DomainError('CONFIG_RETENTION_MISSING', { register });
    if (!dryRun && at > this.clock.today()) throw new DomainError('INVALID_DATE_ORDER', { pointer: '/at' });
    return this.database.inRegister(register, async (tx) => {
      // Serialises starts, so that two schedules at once make one run.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('purge:' || $1, 0))`, [register]);
      const running = dryRun ? null : await tx.findOneBy(PurgeRun, { state: 'running', dryRun: false });
      const run = running ?? (await this.begin(tx, register, { dryRun, at, by }, actor));
      this.database.afterCommit(() => this.nudges.purge(register, run.id));
      return run;
    });
  }

  get(register: string, id: string): Promise<PurgeRun> {
    return this.database.inRegister(register, async (tx) => {
      const run = await tx.findOneBy(PurgeRun, { id });
      if (!run) throw new DomainError('NOT_FOUND', { what: 'purge' });
      return run;
    });
  }

  list(register: string, query: ListQuery): Promise<PurgeRun[]> {
    const where = { id: MoreThan(after(query)) };
    return this.database.inRegister(register, (tx) =>
      tx.find(PurgeRun, { where, order: { id: 'ASC' }, take: rowsFor(query) }),
    );
  }

  private async begin(
    tx: EntityManager,
    register: string,
    { dryRun, at, by }: { dryRun: boolean; at: string; by: DecidingPolicy },
    actor: Actor,
  ): Promise<PurgeRun> {
    const decidedBy = { policyVersion: by.policy.version, policyHash: by.hash };
    const run: PurgeRun = {
      id: uuid(),
      register,
      at,
      dryRun,
      startedBy: actor,
      state: 'running',
      problem: null,
      cursor: null,
      report: { ...EMPTY_REPORT, ...decidedBy },
      startedAt: this.clock.now(),
      finishedAt: null,
    };
    await tx.insert(PurgeRun, run as object);
    await this.audit.write(tx, register, {
      actor,
      action: 'purge.started',
      details: { runId: run.id, dryRun, at, ...decidedBy },
    });
    return run;
  }
}

import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { Planning } from '../planning/planning.js';
import { type PurgeReport } from './purge-report.js';
import { PurgeRun } from './purge-run.entity.js';
import { PersonPurge } from './person-purge.js';

/** Persons per transaction: small enough that nobody waits for it, large enough that commits do not dominate. */
const BATCH = 50;

/** Carries out a purge run by the same plans as everything else, batch by batch, from where the run last was. */
@Injectable()
export class Purging {
  constructor(
    private readonly database: Database,
    private readonly persons: PersonPurge,
    private readonly planning: Planning,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(register: string, runId: string): Promise<void> {
    while (await this.database.inRegister(register, (tx) => this.batch(tx, runId))) {
      // One more batch: the run's cursor says from where.
    }
  }

  /** @returns whether there may be more */
  private async batch(tx: EntityManager, runId: string): Promise<boolean> {
    const run = await tx.findOne(PurgeRun, {
      where: { id: runId, state: 'running' },
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    if (!run) return false;
    const by = this.planning.policyFor(run.register, run.at);
    if (by.hash !== decidedBy(run).policyHash) return this.endForNewPolicy(tx, run);
    const ids = await tx.query<{ id: string }[]>(
      `select id from customer where $1::uuid is null or id > $1::uuid order by id limit ${BATCH}`,
      [run.cursor],
    );
    let report = run.report as unknown as PurgeReport;
    const { at, dryRun } = run;
    for (const { id } of ids) report = await this.persons.purge(tx, { at, dryRun, by }, id, report);
    const last = ids.at(-1)?.id ?? run.cursor;
    if (ids.length === BATCH) {
      await tx.update(PurgeRun, run.id, { report: report as object, cursor: last });
      return true;
    }
    await tx.update(PurgeRun, run.id, {
      report: report as object,
      cursor: last,
      state: 'done',
      finishedAt: this.clock.now(),
    });
    const { persons, data, records } = report.erased;
    await this.audit.write(tx, run.register, {
      actor: 'system',
      action: 'purge.finished',
      details: { runId: run.id, dryRun: run.dryRun, ...decidedBy(run), persons, data, records },
    });
    return false;
  }

  /** A run promises one policy. Where another has come into force since, it ends, and the next one goes by the new. */
  private async endForNewPolicy(tx: EntityManager, run: PurgeRun): Promise<false> {
    const problem = 'POLICY_CHANGED';
    await tx.update(PurgeRun, run.id, { state: 'failed', problem, finishedAt: this.clock.now() });
    await this.audit.write(tx, run.register, {
      actor: 'system',
      action: 'purge.failed',
      details: { runId: run.id, dryRun: run.dryRun, ...decidedBy(run), problem },
    });
    return false;
  }
}

function decidedBy({ report }: PurgeRun): Pick<PurgeReport, 'policyVersion' | 'policyHash'> {
  const { policyVersion, policyHash } = report as unknown as PurgeReport;
  return { policyVersion, policyHash };
}

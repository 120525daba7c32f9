import { IsBoolean, IsOptional } from 'class-validator';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import type { PurgeReport } from '../purge-report.js';
import type { PurgeRun } from '../purge-run.entity.js';
import { purgeSummary } from '../purge-summary.js';

export class StartPurgeDto {
  /** true: only counts what would go. */
  @IsBoolean()
  dryRun!: boolean;

  /** The day the purge is made for; only a dry run may look ahead. Absent: today. */
  @IsOptional()
  @IsCalendarDate()
  at?: string;
}

/** A purge and, once it is done, its report. */
export class PurgeDto {
  id!: string;
  at!: string;
  dryRun!: boolean;
  /** Staff id, or `system` for the schedule. */
  startedBy!: string;
  state!: 'running' | 'done' | 'failed';
  problem!: string | null;
  /** Persons looked at; what went, by category; which rules decided; who was passed over and why; what goes next. */
  report!: Record<string, unknown>;
  /** The report in sentences: a purge of which nothing went says why. */
  summary!: string[];
  startedAt!: string;
  finishedAt!: string | null;

  static from(run: PurgeRun): PurgeDto {
    const { id, at, dryRun, startedBy, state, problem, report, startedAt, finishedAt } = run;
    return {
      id,
      at,
      dryRun,
      startedBy,
      state,
      problem,
      report,
      summary: purgeSummary(report as unknown as PurgeReport, { dryRun }),
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  }
}

export class PurgePageDto {
  data!: PurgeDto[];
  nextCursor!: string | null;
}

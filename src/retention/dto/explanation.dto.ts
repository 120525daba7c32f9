import type { SkipReason } from '../purge-report.js';

/** What a purge or an erasure request would do with the datum on that day. */
export class FateDto {
  /** `erase` or `keep`. */
  outcome!: string;
  /** Last day kept; `null` when open-ended or not kept. */
  keepUntil!: string | null;
  /** The day after, when it goes if nothing changes. */
  goesOn!: string | null;
  rule!: string;
  holds!: string[];
  citation!: string;
  reason!: string;
}

export class PurgeFateDto extends FateDto {
  /** Why the purge would pass the whole person over, as things stand now; `null`: it would not. */
  skipped!: SkipReason | null;
}

export class ExplainedHoldDto {
  code!: string;
  /** Last day in force; `null` when open-ended. */
  until!: string | null;
  citation!: string;
  sentence!: string;
  /** What ends it. */
  ends!: string;
  /** `retention`, `erasure` or both: what it stands in the way of. */
  against!: ('retention' | 'erasure')[];
}

export class ExplainedRetentionDto {
  /** False where the register policy states none. */
  stated!: boolean;
  /** From what the period is counted. */
  anchor!: string | null;
  /** ISO 8601. */
  period!: string | null;
  /** Clause of the notice. */
  citation!: string | null;
  /** Last day of the period; `null` while its anchor has not happened, or where none is stated. */
  lastDay!: string | null;
}

/** Why a datum is still here, until when and by which rule. Carries no value of the person. */
export class ExplanationDto {
  datum!: string;
  category!: string;
  /** The record it lives and dies with. */
  recordId!: string | null;
  /** A former value, kept as history. */
  superseded!: boolean;
  at!: string;
  policyVersion!: string;
  /** Why it is here, in one or two sentences. */
  why!: string;
  retention!: ExplainedRetentionDto;
  holds!: ExplainedHoldDto[];
  /** What would end it. */
  endedBy!: string[];
  /** What the purge would do; `null` where no purge may run because no retention is stated. */
  purge!: PurgeFateDto | null;
  /** What an erasure request of the person would do. */
  erasure!: FateDto;
}

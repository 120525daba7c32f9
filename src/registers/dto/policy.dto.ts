import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

export const REPORT_FORMATS = ['json', 'md', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export class PolicyQuery {
  /** A version by its name; absent: the one in force. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  version?: string;

  /** A version by the hash that a plan, a decision or an audit entry names; also one that was replaced before it decided anything. */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  hash?: string;
}

export class PolicyDiffQuery {
  /** The earlier version; absent: the one in force. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  from?: string;

  /** The later version. */
  @IsString()
  @MaxLength(200)
  to!: string;
}

/** A version by name, hash and day. */
export class PolicyRefDto {
  version!: string;
  /** SHA-256 of the content. */
  hash!: string;
  /** The day it comes into force, at midnight in Helsinki. */
  activeFrom!: string;
}

export class PolicyVersionDto extends PolicyRefDto {
  state!: 'past' | 'in-force' | 'to-come';
  /** The last day before the next version; `null` for the last one. */
  activeUntil!: string | null;
  /** When the house first read it. */
  storedAt!: string;
}

export class PolicyVersionsDto {
  data!: PolicyVersionDto[];
  nextCursor!: string | null;
}

export class PolicyChangeDto {
  /** RFC 6901 pointer into the later version, or into the earlier one for what is removed. */
  pointer!: string;
  kind!: 'added' | 'removed' | 'changed';
  /** The difference in words. */
  sentence!: string;
}

export class PolicyDiffDto {
  from!: PolicyRefDto;
  to!: PolicyRefDto;
  changes!: PolicyChangeDto[];
}

export class ReportQuery {
  /** As data, or as a report to read. */
  @IsOptional()
  @IsIn(REPORT_FORMATS)
  format: ReportFormat = 'json';
}

import { IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Category } from '../../domain/category.js';
import type { Outcome } from '../../domain/plan.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { PolicyChangeDto, PolicyRefDto } from './policy.dto.js';

/** One of `version` and `policy`. */
export class SimulateDto {
  /** A version of this register: one to come, or any other. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  version?: string;

  /** A whole policy, as its file would state it. It is tried out and not kept. */
  @IsOptional()
  @IsObject()
  policy?: Record<string, unknown>;

  /** Day of the purge, today or later. Absent: the day the policy comes into force, or today where it has. */
  @IsOptional()
  @IsCalendarDate()
  at?: string;
}

/** How many data a rule decides, and to what end. */
export class DecidedDto {
  rule!: string;
  category!: Category;
  outcome!: Outcome;
  data!: number;
}

export class HeldByDto {
  /** Code of the hold. */
  hold!: string;
  /** A datum under two holds counts under both. */
  data!: number;
}

/** Data whose period has passed and which a hold keeps. */
export class HeldDto {
  data!: number;
  by!: HeldByDto[];
  /** The first of them, 200 at most. */
  ids!: string[];
}

/** What the purge of that day does under one policy, facts being as they are now. */
export class PurgeForecastDto {
  /** False where the policy states no retention: nothing is purged. */
  purges!: boolean;
  /** Persons of whom nothing is left. */
  persons!: number;
  /** Data that go. */
  data!: number;
  /** Records that go with them. */
  records!: number;
  /** Ids of the data that go: the first of them, 200 at most. */
  ids!: string[];
  /** All data looked at, by rule, category and outcome. */
  decided!: DecidedDto[];
  held!: HeldDto;
}

/** Data that go under one of the two policies and not under the other. */
export class OnlyUnderDto {
  persons!: number;
  data!: number;
  /** How the other policy decides them; empty where it purges nothing. */
  decided!: DecidedDto[];
  /** The first of them, 200 at most. */
  ids!: string[];
}

/** Persons the purge passes over, under either policy. */
export class SkippedDto {
  'open-request'!: number;
  restricted!: number;
  'postponed-erasure'!: number;
}

/** What the next purge does under a policy, beside what it does without it. Counts, codes and ids only. */
export class SimulationDto {
  register!: string;
  /** Day of the purge. */
  at!: string;
  /** What decides on that day without the policy that is tried out. */
  inForce!: PolicyRefDto;
  candidate!: PolicyRefDto;
  /** Persons looked at. */
  persons!: number;
  skipped!: SkippedDto;
  underInForce!: PurgeForecastDto;
  underCandidate!: PurgeForecastDto;
  onlyUnderInForce!: OnlyUnderDto;
  onlyUnderCandidate!: OnlyUnderDto;
  /** How the two policies differ, in words. */
  changes!: PolicyChangeDto[];
}

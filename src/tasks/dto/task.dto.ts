import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import {
  TASK_OUTCOMES,
  TASK_STATES,
  type TaskDeed,
  type TaskKind,
  type TaskOutcome,
  type TaskState,
} from '../../domain/case-task.js';
import type { Right } from '../../domain/category.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { ListQuery } from '../../http/list.js';
import { IN_WORDS } from '../../http/in-words.js';

export class TasksQuery extends ListQuery {
  /** `open` for what is still to be done, or one of the states; left out, all. */
  @IsOptional()
  @IsIn(['open', ...TASK_STATES])
  state?: 'open' | TaskState;
}

export class CompleteTaskDto {
  /** What was done: `enclosed`, `destroyed`, `corrected`, `marked`, `done-otherwise` or `not-found`, as the deed has it. */
  @IsIn(TASK_OUTCOMES.filter((outcome) => outcome !== 'returned' && outcome !== 'impossible'))
  outcome!: TaskOutcome;

  /** The day it was done, not in the future and not before it was asked. */
  @IsCalendarDate()
  completedOn!: string;

  /** For the file of the case. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}

export class ExcuseTaskDto {
  /** Why it cannot be done; the person is told. */
  @IsString()
  @Length(10, 2000)
  @Matches(IN_WORDS)
  reason!: string;
}

export class AssignTaskDto {
  /** Id of the account that does it. */
  @IsUUID()
  assignee!: string;
}

/** What a case needs from outside the register. */
export class TaskDto {
  id!: string;
  requestId!: string;
  itemId!: string;
  right!: Right;
  /** `system` or `paper`. */
  kind!: TaskKind;
  /** `return`, `correct`, `restrict`, `object` or `erase` of a system; `enclose`, `correct`, `mark` or `destroy` of paper. */
  deed!: TaskDeed;
  /** Code of the connected system; `null` for paper. */
  system!: string | null;
  /** What the policy calls the system, or the reference of the folder. */
  name!: string | null;
  /** Where the folder lies. */
  place!: string | null;
  /** Who keeps the folder. */
  custodian!: string | null;
  /** `pending`, `in_progress`, `completed` or `cancelled`. */
  state!: TaskState;
  /** How it ended. */
  outcome!: TaskOutcome | null;
  askedOn!: string;
  /** The day to look at it. */
  due!: string;
  /** The day the answer to the person went without it. */
  passedOn!: string | null;
  attempts!: number;
  /** Why the last try was not taken, e.g. `STATUS_307` or `ADDRESS_NOT_PUBLIC`; `null` once it was. */
  failure!: string | null;
  /** When the system is asked again; `null` where it is not. */
  nextAttemptAt!: string | null;
  handedOverAt!: string | null;
  /** Answers that were refused because they did not fit. */
  refusedAnswers!: number;
  assignee!: string | null;
  completedOn!: string | null;
  /** Who recorded it; `null` for the system itself. */
  completedBy!: string | null;
  note!: string | null;
}

export class TaskPageDto {
  data!: TaskDto[];
  nextCursor!: string | null;
}

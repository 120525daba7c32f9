import { IsOptional, IsUUID } from 'class-validator';
import type { BounceReason } from '../../domain/bounce.js';
import type { Language, Right } from '../../domain/category.js';
import type { TaskKind } from '../../domain/case-task.js';
import type { FeeBasis } from '../../domain/fee.js';
import type { ItemState } from '../../domain/lifecycle.js';
import type { Outcome, PlanFor } from '../../domain/plan.js';
import type { Channel } from '../request.entity.js';

/** A fee that was asked before acting (Art. 12(5)). */
export class ItemFeeDto {
  /** Euro, as `25.00`. */
  amount!: string;
  basis!: FeeBasis;
  askedOn!: string;
  /** Last day to accept it or to withdraw; silence is then answered as a refusal. */
  answerBy!: string;
  acceptedOn!: string | null;
}

export class RequestItemDto {
  id!: string;
  right!: Right;
  state!: ItemState;
  /** Hash of the plan last made; an approval must carry it. */
  planHash!: string | null;
  /** Legal last day to answer. */
  due!: string;
  /** Internal target, on or before the legal date. */
  target!: string;
  fee!: ItemFeeDto | null;
  /** The day an erasure that may be carried out waits for; `null` while it waits for none. */
  executesOn!: string | null;
  /** True when the plan was approved by the one who prepared the case. */
  selfApproved!: boolean;
}

/** What an item waits for outside the register. */
export class WaitingForDto {
  /** Id of the task. */
  taskId!: string;
  itemId!: string;
  right!: Right;
  /** `system` or `paper`. */
  kind!: TaskKind;
  /** Code of the connected system; `null` for paper. */
  system!: string | null;
  /** The day to look at it. */
  due!: string;
}

/** A case with its items. */
export class RequestDto {
  id!: string;
  /** Readable reference, the one in letters. */
  reference!: string;
  /** Legal date of arrival. */
  receivedOn!: string;
  channel!: Channel;
  language!: Language;
  extended!: boolean;
  overdue!: boolean;
  customerId!: string | null;
  closedAt!: string | null;
  items!: RequestItemDto[];
  /** Systems that have not answered and paper that nobody has taken in hand yet. */
  waitingFor!: WaitingForDto[];
  /** What staff can do now, and why. */
  nextActions!: string[];
}

export class RequestPageDto {
  data!: RequestDto[];
  nextCursor!: string | null;
}

export class PlannedDatumDto {
  datum!: string;
  category!: string;
  outcome!: Outcome;
  keepUntil!: string | null;
  rule!: string;
  holds!: string[];
  citation!: string;
  reason!: string;
}

export class PlanDto {
  right!: PlanFor;
  at!: string;
  policyVersion!: string;
  /** Hash of the policy that decided; `GET …/policy?hash=` shows it. */
  policyHash!: string;
  planHash!: string;
  /** The day an erasure is carried out as things stand, where the policy lets it wait; approved later, it is later. */
  executesOn!: string | null;
  data!: PlannedDatumDto[];
}

export class ItemClockDto {
  id!: string;
  right!: Right;
  /** Legal last day to answer, as it stands. */
  due!: string;
  /** Internal target, on or before the legal date; of a rectification five working days. */
  target!: string;
}

export class ClockDto {
  received!: string;
  nominal!: string;
  due!: string;
  target!: string;
  extendedDue!: string | null;
  suspendedDays!: number;
  extensionValid!: boolean | null;
  explanation!: string[];
  /** The dates in force, right by right. */
  items!: ItemClockDto[];
}

export class TimelineEntryDto {
  at!: string;
  actor!: string;
  action!: string;
  details!: Record<string, unknown>;
}

export class TimelineDto {
  data!: TimelineEntryDto[];
  /** Always null: the list is whole. */
  nextCursor!: string | null;
}

/** A letter of the case: printed by staff when there is no address to mail it to. */
export class LetterDto {
  id!: string;
  kind!: string;
  state!: string;
  sentAt!: string | null;
  /** Why it did not arrive, when it did not. */
  failure!: BounceReason | null;
  /** The day it came back. */
  bouncedOn!: string | null;
  /** The letter that went out in its place. */
  replacedBy!: string | null;
  subject!: string;
  text!: string;
  html!: string;
}

export class LettersDto {
  data!: LetterDto[];
  /** Always null: the list is whole. */
  nextCursor!: string | null;
}

export class PlanQuery {
  /** Needed when the request invokes several rights. */
  @IsOptional()
  @IsUUID()
  itemId?: string;
}

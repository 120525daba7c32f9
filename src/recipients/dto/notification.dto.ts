import { IsString, Length, Matches } from 'class-validator';
import type { Category, Right } from '../../domain/category.js';
import type { NotificationState } from '../../domain/notification.js';
import { IN_WORDS } from '../../http/in-words.js';

export class ExcuseDto {
  /** Why telling this recipient is impossible or takes a disproportionate effort (Art. 19). */
  @IsString()
  @Length(10, 2000)
  @Matches(IN_WORDS)
  reason!: string;
}

/** That one recipient is told of one effect, of a case or of what no request caused. */
export class NotificationDto {
  id!: string;
  /** What the recipient knows it by. */
  reference!: string;
  /** `null` where no request caused the effect. */
  itemId!: string | null;
  /** Where no request caused it: whose data it is about, who may be gone by now. */
  customerId!: string | null;
  right!: Right;
  /** Code of a recipient or a source in the register policy. */
  recipient!: string;
  /** Its name, as the policy in force has it; `null` where it names the recipient no more, or a source. */
  name!: string | null;
  categories!: Category[];
  /** `queued`, `delivered`, `acknowledged`, `failed` or `excused`. */
  state!: NotificationState;
  attempts!: number;
  /** Why the last try was not taken, e.g. `STATUS_307` (a redirect is not followed), `ADDRESS_NOT_PUBLIC`, `TIMEOUT`; `null` once it was. */
  failure!: string | null;
  createdAt!: string;
  /** When it may be tried again; `null` when it is not waiting to be tried. */
  nextAttemptAt!: string | null;
  deliveredAt!: string | null;
  acknowledgedAt!: string | null;
  /** The day it becomes a review task, unless it has been acknowledged or excused by then. */
  escalateOn!: string;
  /** Why the recipient is not told. */
  reason!: string | null;
}

export class NotificationsDto {
  data!: NotificationDto[];
  nextCursor!: string | null;
}

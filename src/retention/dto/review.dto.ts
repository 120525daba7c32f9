import { IsOptional } from 'class-validator';
import type { ReviewKind } from '../../domain/review.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { ListQuery } from '../../http/list.js';

export class ReviewQuery extends ListQuery {
  /** The day to look at, as if nothing changed until then. Absent: today. */
  @IsOptional()
  @IsCalendarDate()
  at?: string;
}

/** Something to look at. Ids, codes and dates; no value of a person. */
export class ReviewDto {
  /** Id of what is to be looked at: a hold, an invoice, a restriction, an item of a request, a notification of a recipient, a letter, work that fails, or a customer whose facts are missing. */
  id!: string;
  kind!: ReviewKind;
  /** The day it was due: review day, limitation date, age reached, target. `null` for missing facts. */
  since!: string | null;
  customerId!: string | null;
  requestId!: string | null;
  /** Missing facts by their paths. */
  facts!: string[];
  what!: string;
  /** What to do, the next step of a request included. */
  todo!: string[];
}

export class ReviewPageDto {
  data!: ReviewDto[];
  nextCursor!: string | null;
}

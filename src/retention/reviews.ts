import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { PersonFiles } from '../customers/person-file.js';
import { Database } from '../database/database.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { missingFacts } from '../domain/missing-facts.js';
import { REVIEWS } from '../domain/review.js';
import { after, page, type Page, rowsFor } from '../http/list.js';
import { Planning } from '../planning/planning.js';
import type { ReviewDto, ReviewQuery } from './dto/review.dto.js';
import {
  type Asked,
  factsMayBeMissing,
  heldTooLong,
  requestsNearTarget,
  restrictedLong,
  type ReviewRow,
  stuckWork,
  timeBarred,
  unconfirmed,
  undelivered,
  undone,
} from './review-rows.js';

/** What staff have to look at on a day, from the facts alone: nothing to store, nothing to forget. */
@Injectable()
export class Reviews {
  constructor(
    private readonly database: Database,
    private readonly files: PersonFiles,
    private readonly planning: Planning,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  list(register: string, query: ReviewQuery): Promise<Page<ReviewDto>> {
    const at = query.at ?? this.clock.today();
    return this.database.inRegister(register, async (tx) => {
      const rows = await this.rows(tx, register, { at, after: after(query), limit: rowsFor(query) });
      const { data, nextCursor } = page(query, rows, (row) => row);
      const reviews: ReviewDto[] = [];
      for (const row of data) {
        const facts = row.kind === 'missing-facts' ? await this.missing(tx, register, row.id, at) : [];
        if (row.kind !== 'missing-facts' || facts.length > 0) reviews.push(reviewDto(row, facts));
      }
      return { data: reviews, nextCursor };
    });
  }

  /** Each kind gives as many rows as the page may need, so that the first of them all are among them. */
  private async rows(tx: EntityManager, register: string, asked: Asked): Promise<ReviewRow[]> {
    const { policy } = this.planning.policyFor(register, asked.at);
    const rows = [
      ...(await heldTooLong(tx, asked)),
      ...(await timeBarred(tx, asked)),
      ...(await restrictedLong(tx, asked, this.config.RESTRICTION_REVIEW)),
      ...(await requestsNearTarget(tx, asked)),
      ...(await unconfirmed(tx, asked)),
      ...(await undelivered(tx, asked)),
      ...(await undone(tx, asked)),
      ...(await stuckWork(tx, asked)),
      ...(await factsMayBeMissing(tx, asked, policy)),
    ];
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, asked.limit);
  }

  private async missing(
    tx: EntityManager,
    register: string,
    customerId: string,
    at: CalendarDate,
  ): Promise<string[]> {
    const file = await this.files.load(tx, customerId);
    const { policy } = this.planning.policyFor(register, at);
    return file ? missingFacts(this.files.facts(file), policy, at) : [];
  }
}

function reviewDto(
  { id, kind, since, customerId, requestId, next = [] }: ReviewRow,
  facts: string[],
): ReviewDto {
  const { what, todo } = REVIEWS[kind];
  return { id, kind, since, customerId, requestId: requestId ?? null, facts, what, todo: [todo, ...next] };
}

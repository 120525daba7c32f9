import type { EntityManager } from 'typeorm';
import { addDays, addPeriod, type CalendarDate, lastDayLapsed } from '../domain/calendar-date.js';
import { VOUCHER_KINDS } from '../domain/category.js';
import { LIMITATION, LIMITATION_FOR_GOOD, limitationDate } from '../domain/hold.js';
import { FINAL_STATES } from '../domain/lifecycle.js';
import type { Anchor, RegisterPolicy } from '../domain/register-policy.js';
import { NEAR_TARGET_DAYS, requestReview, type ReviewKind } from '../domain/review.js';
import { STAFF_TASK_AFTER } from '../jobs/perseverance.js';
import { nextActions } from '../requests/next-actions.js';
import type { LetterTrouble } from '../requests/undelivered.js';
import type { RequestItem } from '../requests/request-item.entity.js';

export interface ReviewRow {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly since: CalendarDate | null;
  readonly customerId: string | null;
  readonly requestId?: string;
  readonly next?: readonly string[];
}

/** Which part of the list is asked for, and of which day. */
export interface Asked {
  readonly at: CalendarDate;
  readonly after: string;
  readonly limit: number;
}

const PAGE = 'order by id limit';

export async function heldTooLong(tx: EntityManager, { at, after, limit }: Asked): Promise<ReviewRow[]> {
  return tx.query<ReviewRow[]>(
    `select id, 'hold-review' as kind, review_on::text as since, customer_id as "customerId" from hold
      where id > $1 and released_at is null and (valid_until is null or valid_until >= $2) and review_on <= $2
      ${PAGE} $3`,
    [after, at, limit],
  );
}

/** Open invoices and those in collection that have become time-barred. */
export async function timeBarred(tx: EntityManager, { at, after, limit }: Asked): Promise<ReviewRow[]> {
  const rows = await tx.query<{ id: string; customerId: string; dueOn: string; lastReminderOn: string }[]>(
    `select id, customer_id as "customerId", due_on::text as "dueOn", last_reminder_on::text as "lastReminderOn"
       from record
      where id > $1 and kind = 'invoice' and status in ('open', 'in-collection')
        and (greatest(due_on, last_reminder_on) <= $2 or due_on <= $4)
      ${PAGE} $3`,
    [
      after,
      lastDayLapsed(addDays(at, 1), LIMITATION),
      limit,
      lastDayLapsed(addDays(at, 1), LIMITATION_FOR_GOOD),
    ],
  );
  return rows.map(({ id, customerId, ...dates }) => ({
    id,
    kind: 'limitation-passed',
    customerId,
    since: limitationDate({ id, kind: 'invoice', ...dates }),
  }));
}

/** What a refused erasure leaves restricted (17(3)) ends with its holds and needs nobody. */
export async function restrictedLong(
  tx: EntityManager,
  { at, after, limit }: Asked,
  age: string,
): Promise<ReviewRow[]> {
  const rows = await tx.query<{ id: string; customerId: string; since: string }[]>(
    `select id, customer_id as "customerId", since::text as since from restriction
      where id > $1 and lifted_at is null and ground <> '17(3)' and since <= $2
      ${PAGE} $3`,
    [after, lastDayLapsed(addDays(at, 1), age), limit],
  );
  return rows.map((row) => ({ ...row, kind: 'restriction-old', since: addPeriod(row.since, age) }));
}

type OpenItem = Pick<RequestItem, 'id' | 'right' | 'state' | 'due' | 'target' | 'requestId'> & {
  readonly customerId: string | null;
  readonly letter: LetterTrouble | null;
};

/** Nobody has to answer what was never verified. */
export async function requestsNearTarget(
  tx: EntityManager,
  { at, after, limit }: Asked,
): Promise<ReviewRow[]> {
  const items = await tx.query<OpenItem[]>(
    `select item.id, item."right", item.state, item.due::text as due, item.target::text as target,
            item.request_id as "requestId", request.customer_id as "customerId",
            (select mail.state from outgoing_mail mail where mail.request_id = request.id
                and mail.item_ids @> array[item.id] and mail.state in ('to-post', 'failed', 'bounced')
                and mail.replaced_by is null limit 1) as letter
       from request_item item join request on request.id = item.request_id
      where item.id > $1 and item.target <= $2 and item.state <> all($4)
      order by item.id limit $3`,
    [after, addDays(at, NEAR_TARGET_DAYS), limit, [...FINAL_STATES, 'unverified']],
  );
  return items.map((item) => ({
    id: item.id,
    kind: requestReview(item, at),
    since: item.target,
    customerId: item.customerId,
    requestId: item.requestId,
    next: nextActions([item], new Map(item.letter ? [[item.id, item.letter]] : [])),
  }));
}

/** Art. 19: recipients that could not be told, and those that have not confirmed it for too long. */
export async function unconfirmed(tx: EntityManager, { at, after, limit }: Asked): Promise<ReviewRow[]> {
  return tx.query<ReviewRow[]>(
    `select told.id, told.escalate_on::text as since, told.request_id as "requestId",
            coalesce(request.customer_id, told.customer_id) as "customerId",
            case told.state when 'failed' then 'notification-failed' else 'notification-unacknowledged' end as kind
       from recipient_notification told left join request on request.id = told.request_id
      where told.id > $1 and told.escalate_on <= $2 and told.state in ('queued', 'delivered', 'failed')
      order by told.id limit $3`,
    [after, at, limit],
  );
}

/** Letters a person must not miss. One that asks to confirm an address, or a code, may well go to nobody. */
const MATTER = [
  'answer',
  'second-letter',
  'question',
  'extension',
  'fee',
  'restriction-lifted',
  'late-answer',
];

/** Letters that an address refused or that came back, and that have not gone out another way. */
export async function undelivered(tx: EntityManager, { at, after, limit }: Asked): Promise<ReviewRow[]> {
  return tx.query<ReviewRow[]>(
    `select mail.id, 'letter-undelivered' as kind, mail.request_id as "requestId",
            request.customer_id as "customerId",
            coalesce(mail.bounced_on, (mail.created_at at time zone 'Europe/Helsinki')::date)::text as since
       from outgoing_mail mail join request on request.id = mail.request_id
      where mail.id > $1 and mail.state in ('failed', 'bounced') and mail.replaced_by is null
        and mail.kind = any($4) and coalesce(mail.bounced_on, '-infinity') <= $2
      order by mail.id limit $3`,
    [after, at, limit, MATTER],
  );
}

/** What cases wait for outside the register, or went without. */
export async function undone(tx: EntityManager, { at, after, limit }: Asked): Promise<ReviewRow[]> {
  return tx.query<ReviewRow[]>(
    `select task.id, task.due::text as since, task.request_id as "requestId", request.customer_id as "customerId",
            case task.kind when 'system' then 'system-unanswered' else 'paper-undone' end as kind
       from case_task task join request on request.id = task.request_id
      where task.id > $1 and task.due <= $2 and task.state in ('pending', 'in_progress')
      order by task.id limit $3`,
    [after, at, limit],
  );
}

/** Work that has failed so often that it will not mend itself. */
export async function stuckWork(tx: EntityManager, { at, after, limit }: Asked): Promise<ReviewRow[]> {
  return tx.query<ReviewRow[]>(
    `select work.id, 'work-stuck' as kind, since::text, request.id as "requestId",
            case work.kind when 'resume-erasures' then work.subject_id else request.customer_id end as "customerId"
       from stuck_work work
       cross join lateral (select (work.first_failed_at at time zone 'Europe/Helsinki')::date) day(since)
       left join outgoing_mail mail on mail.id = work.subject_id
       left join recipient_notification told on told.id = work.subject_id
       left join transmission sent on sent.id = work.subject_id
       left join case_task task on task.id = work.subject_id
       left join request on request.id
         = coalesce(mail.request_id, told.request_id, sent.request_id, task.request_id, work.subject_id)
      where work.id > $1 and work.attempts >= $4 and since <= $2
      order by work.id limit $3`,
    [after, at, limit, STAFF_TASK_AFTER],
  );
}

const RECORD_ANCHORS: readonly Anchor[] = ['invoice-booking-date', 'financial-year-end', 'calendar-year-end'];

/** Everyone for whom a fact may be missing; the planner's own look decides. */
export async function factsMayBeMissing(
  tx: EntityManager,
  { after, limit }: Asked,
  { retention, financialYears }: RegisterPolicy,
): Promise<ReviewRow[]> {
  const anchored = (anchors: readonly Anchor[]) =>
    Object.entries(retention === 'notStated' ? {} : retention)
      .filter(([, rule]) => anchors.includes(rule.anchor))
      .map(([category]) => category);
  const years = financialYears === 'calendar' ? null : financialYears;
  return tx.query<ReviewRow[]>(
    `select customer_id as id, 'missing-facts' as kind, null as since, customer_id as "customerId" from (
       select customer_id from record
        where customer_id > $1 and (
              (kind = any($3) and booked_on is null)
           or (kind in ('invoice', 'contract', 'collection-case') and status is null)
           or (booked_on is null and date is null)
           or ($4::date[] is not null and not exists (
                select from unnest($4::date[], $5::date[]) as year(first, last)
                 where coalesce(booked_on, date) between first and last)))
       union
       select customer_id from datum
        where customer_id > $1 and (category = any($6) or (category = any($7) and record_id is null))
     ) candidate ${PAGE} $2`,
    [
      after,
      limit,
      VOUCHER_KINDS,
      years && years.map(({ start }) => start),
      years && years.map(({ end }) => end),
      anchored(['consent-withdrawal']),
      anchored(RECORD_ANCHORS),
    ],
  );
}

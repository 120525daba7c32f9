import { FINAL_STATES } from '../domain/lifecycle.js';
import { OWN_DATA, type RegisterPolicy } from '../domain/register-policy.js';

/** What the handling of requests leaves behind, what purging itself does, and the log of it all. */
export const OWN_KINDS = [
  ...OWN_DATA,
  'lateNotifications',
  'unaskedLetters',
  'purgeRuns',
  'auditEntries',
] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** Why something stays although its period is over. */
export const OWN_KEPT_BECAUSE = [
  'postponed-erasure',
  'legal-claim',
  'untold-recipient',
  'unsent-letter',
] as const;
export type OwnKeptBecause = (typeof OWN_KEPT_BECAUSE)[number];

export interface OwnPeriod {
  readonly period: string;
  readonly cite: string;
}

/**
 * Periods the policy does not name, by rules of the house: reports of purges name nobody and prove Art. 5(1)(e); entries
 * of the log carry ids only and last until no administrative fine can be imposed any more. What recipients were told
 * without a case, or after its file had gone, is kept as long as a file is, and so are letters without a case.
 */
const HOUSE_PERIODS = {
  purgeRuns: { period: 'P3Y', cite: 'Art. 5(2); rule of the house' },
  auditEntries: { period: 'P10Y', cite: 'Art. 5(2); DPA 24 §; rule of the house' },
} as const satisfies Partial<Record<OwnKind, OwnPeriod>>;

export function ownPeriod(policy: RegisterPolicy, kind: OwnKind): OwnPeriod {
  if (kind === 'purgeRuns' || kind === 'auditEntries') return HOUSE_PERIODS[kind];
  const uncased = kind === 'lateNotifications' || kind === 'unaskedLetters';
  return policy.ownData[uncased ? 'caseFile' : kind];
}

/** From what each period is counted, in words for staff. */
export const COUNTED_FROM = {
  caseFile: 'the closing of the case, or its last decision where the answer could never be handed over',
  packages: 'the day the copy was made ready',
  identityEvidence: 'the last decision of the case, or its closing',
  unverifiedRequests: 'the submission',
  lateNotifications: 'the day the notification was written',
  unaskedLetters: 'the day the letter was written',
  purgeRuns: 'the end of the purge',
  auditEntries: 'the entry',
} as const satisfies Record<OwnKind, string>;

const FINAL = FINAL_STATES.map((state) => `'${state}'`).join(', ');

/** Decided or withdrawn in every part; the last moment of it, whether or not the answer could be handed over. */
const SETTLED = `
  lateral (
    select bool_and(decided is not null or state in (${FINAL})) as settled,
           bool_or(state = 'unverified') as unverified,
           case when bool_and(decided_at is not null) then max(decided_at) end as decided_at
      from request_item where request_id = request.id
  ) item`;

/**
 * The rows of each kind on a `day`: `id`, `since` when the period runs, and why it is `kept` all the same. A postponed erasure
 * still writes its second letter from the case file, and recipients that wait to be told are told first; a claim of the person may be about the very answer (Art. 17(3)(e)).
 */
export const OWN_ROWS = {
  caseFile: `
    select request.id, coalesce(request.closed_at, item.decided_at) as since,
           case when exists (select from deferred_action action
                              where action.request_id = request.id and action.state = 'waiting'
                                and action.second_letter)
                then 'postponed-erasure'
                when exists (select from hold where hold.customer_id = request.customer_id and hold.code = 'LEGAL_CLAIM'
                                and hold.released_at is null
                                and (hold.valid_until is null or hold.valid_until >= (select today from day)))
                then 'legal-claim'
                when exists (select from recipient_notification told
                              where told.request_id = request.id and told.state = 'queued')
                then 'untold-recipient' end as kept
      from request, ${SETTLED}
     where item.settled and coalesce(request.closed_at, item.decided_at) is not null`,
  packages: `select id, created_at as since, null as kept from package`,
  identityEvidence: `
    select request.id, coalesce(item.decided_at, request.closed_at) as since, null as kept
      from request, ${SETTLED}
     where request.evidence_erased_at is null and item.settled
       and coalesce(item.decided_at, request.closed_at) is not null`,
  unverifiedRequests: `
    select request.id, request.created_at as since, null as kept
      from request, ${SETTLED} where item.unverified`,
  lateNotifications: `
    select id, created_at as since, case when state = 'queued' then 'untold-recipient' end as kept
      from recipient_notification told where not exists (select from request where request.id = told.request_id)`,
  unaskedLetters: `
    select id, created_at as since, case when state in ('queued', 'to-post') then 'unsent-letter' end as kept
      from outgoing_mail where request_id is null`,
  purgeRuns: `select id, finished_at as since, null as kept from purge_run where finished_at is not null`,
  auditEntries: `select id, at as since, null as kept from audit_entry`,
} as const satisfies Record<OwnKind, string>;

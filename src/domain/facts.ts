import type { CalendarDate } from './calendar-date.js';
import {
  CASE_STATUSES,
  type CaseStatus,
  type Category,
  INVOICE_STATUSES,
  type InvoiceStatus,
  type LegalBasis,
  type PersonType,
  type Provider,
  type RecordKind,
} from './category.js';
import type { ObjectionScope } from './objection.js';
import type { RestrictionScope } from './restriction-scope.js';

/**
 * What the planner knows of a person: dates, amounts and states, never a name or a value.
 * A key that is absent is a missing fact and keeps the datum; `null` means "there is none".
 */
export interface Facts {
  readonly register: string;
  /** RFC 3339 instant at which the facts were true. */
  readonly factsAsOf: string;
  readonly person: PersonFacts;
  readonly data: readonly DatumFacts[];
  readonly records: readonly RecordFacts[];
  /** Absent: nobody has said whether there are any, and nothing is destroyed. */
  readonly manualHolds?: readonly ManualHold[] | null;
  readonly restrictions?: readonly RestrictionFacts[] | null;
  /** Ids of the data a rectification request contests; absent: all of them. */
  readonly contested?: readonly string[];
  /** Of the contested, those that are to be erased as unnecessary or outdated. */
  readonly unneeded?: readonly string[];
  /** Of the contested, those that stay as they are and get the person's statement beside them. */
  readonly annotated?: readonly string[];
  /** Ids of the data a request for restriction is about; absent: all of them. */
  readonly restricts?: readonly string[];
  /** What an objection is about; absent: all processing under legitimate interest, and marketing with it. */
  readonly objectsTo?: ObjectionScope;
  /** Categories whose processing under legitimate interest has ended with an objection that was upheld (Art. 21(1)). */
  readonly objectionUpheld?: readonly Category[];
  /** What an erasure is to come to; absent: erasure. */
  readonly demand?: ErasureDemand;
}

/** What a request for erasure is to come to, in the notices' words (“anonymisointi”, “kokonaan unohdetuksi”). */
export const ERASURE_DEMANDS = ['erasure', 'anonymisation', 'oblivion'] as const;
export type ErasureDemand = (typeof ERASURE_DEMANDS)[number];

export interface PersonFacts {
  readonly type: PersonType;
  readonly relationshipEnd?: CalendarDate | null;
  readonly contractEnd?: CalendarDate | null;
  readonly lastServiceContact?: CalendarDate | null;
  readonly lastContact?: CalendarDate | null;
  readonly contactRoleEnd?: CalendarDate | null;
}

/** A datum with a record lives and dies with that record; one without belongs to the person. */
export interface DatumFacts {
  readonly id: string;
  readonly category: Category;
  readonly recordId: string | null;
  readonly providedBy: Provider;
  readonly basis: LegalBasis;
  /** A former value, kept as history. It serves no contract, claim or role any more. */
  readonly superseded?: boolean;
  /** The day consent to this datum was withdrawn. */
  readonly consentWithdrawnOn?: CalendarDate | null;
}

export interface RecordFacts {
  readonly id: string;
  readonly kind: RecordKind;
  /** The day of the event itself. */
  readonly date?: CalendarDate | null;
  /** The day it was entered in the books: decides the financial year. */
  readonly bookedOn?: CalendarDate | null;
  readonly dueOn?: CalendarDate | null;
  /** Decimal string, euros. */
  readonly balance?: string | null;
  readonly status?: InvoiceStatus | CaseStatus | null;
  readonly lastReminderOn?: CalendarDate | null;
  /** Last day of a contract; `null` while it has none. */
  readonly endsOn?: CalendarDate | null;
  /** The order an invoice bills: an open invoice holds it too. Absent: it names none. */
  readonly orderId?: string | null;
}

/** A hold a person set by hand; it covers the categories and the records it names. */
export interface ManualHold {
  readonly code: string;
  readonly categories: readonly Category[];
  readonly recordIds: readonly string[];
  readonly from: CalendarDate;
  readonly until: CalendarDate | null;
}

/** Grounds of Art. 18(1) on which a person can have processing restricted. */
export const RESTRICTION_GROUNDS = ['18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)'] as const;
export type RestrictionGround = (typeof RESTRICTION_GROUNDS)[number];

/** Art. 18(1) restriction; without categories and data it covers the whole person. */
export interface RestrictionFacts extends RestrictionScope {
  readonly ground: RestrictionGround;
  readonly since: CalendarDate;
}

/** A fact a decision needs and the facts do not state, by its path, e.g. `records[r1].bookedOn`. Ids only. */
export interface MissingFact {
  readonly missing: string;
}

export function isMissing(answer: unknown): answer is MissingFact {
  return typeof answer === 'object' && answer !== null && 'missing' in answer;
}

/** The fact, `null` for "there is none", or that it is missing. */
export function stated<T>(fact: T | undefined, path: string): T | MissingFact {
  return fact === undefined ? { missing: path } : fact;
}

/** For facts that every such record has: "there is none" leaves them as unknown as silence does. */
export function required<T>(fact: T | null | undefined, path: string): T | MissingFact {
  return fact ?? { missing: path };
}

/** A status that such a record cannot have says as little as silence, and settles nothing. */
export function statusOf({ id, kind, status }: RecordFacts): InvoiceStatus | CaseStatus | MissingFact {
  const statuses = kind === 'invoice' ? INVOICE_STATUSES : CASE_STATUSES;
  return required(
    statuses.find((known) => known === status),
    `records[${id}].status`,
  );
}

/** Finds the record a datum hangs on; `null` for a datum of the person. */
export function recordLookup(facts: Facts): (datum: DatumFacts) => RecordFacts | null | MissingFact {
  const records = new Map(facts.records.map((record) => [record.id, record]));
  return ({ id, recordId }) => {
    // Facts out of a file may leave it open whether the datum hangs on a record.
    const place = stated<string | null>(recordId, `data[${id}].recordId`);
    if (place === null || isMissing(place)) return place;
    return required(records.get(place), `records[${place}]`);
  };
}

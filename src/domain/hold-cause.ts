import type { CalendarDate } from './calendar-date.js';
import type { Category } from './category.js';
import { isInForce, lastDayOf } from './contract-term.js';
import { type DatumFacts, type Facts, isMissing, type RecordFacts, stated, statusOf } from './facts.js';
import { financialYearOf, isVoucher, voucherLastDay } from './financial-year.js';
import { CONTACT_CHANNELS, type HoldCode, isInScope } from './hold-type.js';
import type { DecisionPolicy } from './register-policy.js';
import { coversDatum } from './restriction-scope.js';

/** What wants to destroy: a person's request, or the register's own purge. */
export type DestroyedBy = 'erasure' | 'retention';

/** A hold that facts give rise to, or whose rise is unknown because a fact is missing. */
export interface HoldCause {
  readonly code: string;
  /** Last day in force; `null` when open-ended. */
  readonly until: CalendarDate | null;
  readonly missing?: string | undefined;
  /** Records whose data it covers. */
  readonly records: readonly string[];
  readonly covers?: (datum: DatumFacts) => boolean;
}

interface Destruction {
  readonly facts: Facts;
  readonly policy: DecisionPolicy;
  readonly at: CalendarDate;
  readonly by: DestroyedBy;
}

interface Setting extends Destruction {
  /** What an unpaid claim needs of the person: the same for every claim. */
  readonly neededForClaim: Readonly<Record<ClaimCode, (datum: DatumFacts) => boolean>>;
}

type ClaimCode = 'OPEN_INVOICE' | 'COLLECTION';

export function holdCauses(destruction: Destruction): HoldCause[] {
  const channel = contactChannel(destruction.facts);
  const needed = (code: ClaimCode) => (datum: DatumFacts) =>
    isPersonal(datum) && (isInScope(code, datum.category) || datum.id === channel);
  const neededForClaim = { OPEN_INVOICE: needed('OPEN_INVOICE'), COLLECTION: needed('COLLECTION') };
  const setting = { ...destruction, neededForClaim };
  return [
    ...setting.facts.records.flatMap((record) => recordCauses(record, setting)),
    ...personContract(setting),
    ...contactRole(setting),
    ...manualHolds(setting),
    ...restrictions(setting),
  ];
}

function recordCauses(record: RecordFacts, setting: Setting): HoldCause[] {
  const voucher = isVoucher(record) ? voucherHold(record, setting) : [];
  switch (record.kind) {
    case 'invoice':
      return [
        ...voucher,
        ...claimHold(record, setting, { open: 'OPEN_INVOICE', 'in-collection': 'COLLECTION' }),
      ];
    case 'collection-case':
      return claimHold(
        { ...record, status: record.status === undefined ? undefined : collectionStatus(record) },
        setting,
        {
          open: 'COLLECTION',
        },
      );
    case 'contract':
      return contractHold(record, setting);
    default:
      return voucher;
  }
}

/** KPL 2:10 holds the voucher and the data on it, and no other record. */
function voucherHold(record: RecordFacts, { policy, at }: Setting): HoldCause[] {
  const cause = { code: 'STATUTORY_VOUCHER', records: [record.id] };
  const year = financialYearOf(record, policy.financialYears);
  if (isMissing(year)) return [{ ...cause, ...year, until: null }];
  const until = voucherLastDay(year);
  return at <= until ? [{ ...cause, until }] : [];
}

/** A case of which no status is kept, or that of its claim, is open until it is said to be closed. */
const collectionStatus = ({ status }: RecordFacts) =>
  status === null || status === 'in-collection' ? 'open' : status;

/** An unpaid claim ends by payment, credit, writing off or closing; never by itself on the day it becomes time-barred. */
function claimHold(
  record: RecordFacts,
  { neededForClaim }: Setting,
  codes: Readonly<Record<string, ClaimCode>>,
): HoldCause[] {
  const cause = (code: ClaimCode, missing?: string): HoldCause => ({
    code,
    until: null,
    missing,
    records: record.orderId ? [record.id, record.orderId] : [record.id],
    covers: neededForClaim[code],
  });
  const status = statusOf(record);
  if (isMissing(status)) return Object.values(codes).map((code) => cause(code, status.missing));
  const code = codes[status];
  return code ? [cause(code)] : [];
}

function contactChannel({ data }: Facts): string | undefined {
  const ofCategory = (category: Category) =>
    data.find((datum) => isPersonal(datum) && datum.category === category);
  return CONTACT_CHANNELS.map(ofCategory).find((datum) => datum !== undefined)?.id;
}

function contractHold(contract: RecordFacts, { facts, at }: Setting): HoldCause[] {
  const cause = {
    code: 'ACTIVE_CONTRACT',
    until: lastDayOf(contract, facts.person) ?? null,
    records: [contract.id],
    covers: neededForContract(facts),
  };
  const inForce = isInForce(contract, facts, at);
  if (isMissing(inForce)) return [{ ...cause, ...inForce }];
  return inForce ? [cause] : [];
}

function personContract({ facts, at }: Setting): HoldCause[] {
  const cause = {
    code: 'ACTIVE_CONTRACT',
    // Stryker disable next-line ArrayDeclaration: a record of that name does not exist
    records: [],
    covers: neededForContract(facts),
  };
  const until = stated(facts.person.contractEnd, 'person.contractEnd');
  if (isMissing(until)) return [{ ...cause, ...until, until: null }];
  // Stryker disable next-line ConditionalExpression: no end is not later than a day either, but does not compile
  return until !== null && until >= at ? [{ ...cause, until }] : [];
}

/** Art. 6(1)(b) needs the person to be party: a contact person's organisation is, the contact person is not. */
function neededForContract({ person }: Facts): (datum: DatumFacts) => boolean {
  return (datum) =>
    person.type === 'consumer' && isPersonal(datum) && isInScope('ACTIVE_CONTRACT', datum.category);
}

/** The role needs work contacts; a private number or address given by consent it does not. */
function contactRole({ facts, at }: Setting): HoldCause[] {
  if (facts.person.type !== 'contact-person') return [];
  const cause = {
    code: 'ACTIVE_CONTACT_ROLE',
    // Stryker disable next-line ArrayDeclaration: a record of that name does not exist
    records: [],
    covers: (datum: DatumFacts) =>
      isPersonal(datum) &&
      isInScope('ACTIVE_CONTACT_ROLE', datum.category) &&
      // Art. 17(1)(c): without overriding grounds the role is no reason any more.
      facts.objectionUpheld?.includes(datum.category) !== true &&
      (datum.basis !== 'consent' || datum.category === 'name' || datum.category === 'organisation'),
  };
  const until = stated(facts.person.contactRoleEnd, 'person.contactRoleEnd');
  if (isMissing(until)) return [{ ...cause, ...until, until: null }];
  return until === null || until >= at ? [{ ...cause, until }] : [];
}

/** A hold set by hand covers the categories and the records it names, or everything when it names none. */
function manualHolds({ facts, at }: Setting): HoldCause[] {
  if (facts.manualHolds === undefined) return [unknownOf('LEGAL_CLAIM', 'manualHolds')];
  return (facts.manualHolds ?? [])
    .filter(({ from, until }) => from <= at && (until === null || at <= until))
    .map(({ code, until, categories, recordIds }) => ({
      code,
      until,
      records: recordIds,
      covers: ({ category }) => categories.includes(category) || categories.length + recordIds.length === 0,
    }));
}

/**
 * Art. 18(1)(b) and (c) are asked instead of erasure. While accuracy or an objection is weighed, (a) and (d), an
 * erasure asked for goes on; the purge waits for all four (Art. 18(2)).
 */
function restrictions({ facts, at, by }: Setting): HoldCause[] {
  if (facts.restrictions === undefined) return [unknownOf('ART18', 'restrictions')];
  return (facts.restrictions ?? [])
    .filter(({ since }) => since <= at)
    .filter(({ ground }) => by === 'retention' || ground === '18(1)(b)' || ground === '18(1)(c)')
    .map((restriction) => ({
      code: 'ART18',
      until: null,
      // Stryker disable next-line ArrayDeclaration: a record of that name does not exist
      records: [],
      covers: (datum) => coversDatum(restriction, datum),
    }));
}

/** Nobody has said whether there is such a hold, so it may be on anything. */
const unknownOf = (code: HoldCode, missing: string): HoldCause => ({
  code,
  until: null,
  missing,
  // Stryker disable next-line ArrayDeclaration: a record of that name does not exist
  records: [],
  covers: () => true,
});

/** A present datum of the person, on no record. */
function isPersonal(datum: DatumFacts): boolean {
  return datum.recordId === null && !datum.superseded;
}

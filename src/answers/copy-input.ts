import type { DatumValue } from '../customers/person-file.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type {
  Category,
  Language,
  LegalBasis,
  PersonType,
  Prohibition,
  Provider,
} from '../domain/category.js';
import type { RecordFacts } from '../domain/facts.js';
import type { Plan } from '../domain/plan.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import type { MarketingConsent } from '../marketing/marketing-consent.entity.js';
import type { RestrictionScope } from '../domain/restriction-scope.js';
import type { Restriction } from '../restrictions/restriction.entity.js';

/** A datum of the person without its value. */
export interface CopiedFacts {
  readonly id: string;
  readonly category: Category;
  readonly recordId: string | null;
  readonly providedBy: Provider;
  readonly basis: LegalBasis;
  /** Code of a source in the register policy. */
  readonly source: string;
  readonly obtainedAt: Date;
  /** Set on a value that a newer one has replaced. */
  readonly supersededAt: Date | null;
}

export interface CopiedDatum extends CopiedFacts {
  readonly value: DatumValue;
  /** The person's supplementary statement beside it (Art. 16). */
  readonly statement: string | null;
}

/** A datum with what it hangs on. */
export interface CopiedPair {
  readonly datum: CopiedDatum;
  readonly record: CopiedRecord | null;
}

export interface CopiedDisclosure {
  /** Code of a recipient in the register policy. */
  readonly recipient: string;
  readonly categories: readonly Category[];
  readonly ground: string;
  readonly disclosedOn: CalendarDate;
}

/** What another system of the controller returned of the person, as it came. */
export interface ReturnedData {
  readonly system: { readonly code: string; readonly text: string };
  readonly returnedOn: CalendarDate;
  /** As the schema of the policy has it. There can be much of it: opened when it is read. */
  data(): unknown;
}

/** Everything a copy is made from but the values, which come in batches: facts and plans, and no database. */
export interface CopyInput {
  readonly policy: RegisterPolicy;
  readonly language: Language;
  readonly reference: string;
  /** The legal date of the copy. */
  readonly at: CalendarDate;
  readonly customerNumber: string;
  readonly personType: PersonType;
  readonly data: readonly CopiedFacts[];
  readonly records: readonly RecordFacts[];
  readonly disclosures: readonly CopiedDisclosure[];
  readonly restrictions: readonly (Pick<Restriction, 'ground' | 'since'> & RestrictionScope)[];
  readonly prohibitions: readonly Prohibition[];
  /** What allows, or once allowed, electronic marketing. */
  readonly consents: readonly Pick<
    MarketingConsent,
    'channel' | 'basis' | 'givenOn' | 'wording' | 'withdrawnOn'
  >[];
  /** When the data was looked at and for which purpose of the policy; never by which employee (C-579/21). */
  readonly reads: readonly { readonly at: string; readonly purpose: string }[];
  /** The plan of the right asked for: only what it copies is copied. */
  readonly plan: Plan;
  /** What other systems returned for it. */
  readonly returned?: readonly ReturnedData[];
  /** The purge's plan; `null` where the controller has stated no retention. */
  readonly retentionPlan: Plan | null;
  /** By datum, the last day of what is known to keep it at least that long. */
  readonly datedEnds: ReadonlyMap<string, CalendarDate>;
}

/** What the register knows of the record a datum hangs on. */
export interface CopiedRecord {
  readonly kind: RecordFacts['kind'];
  readonly reference: string | null;
  readonly date: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  /** Decimal euros. */
  readonly balance: string | null;
  readonly status: (RecordFacts['status'] & string) | null;
}

/** Only what the plan of the right copies. */
export function copiedFacts({ data, plan }: Pick<CopyInput, 'data' | 'plan'>): CopiedFacts[] {
  const copied = new Set(plan.data.flatMap(({ datum, outcome }) => (outcome === 'copy' ? [datum] : [])));
  return data.filter(({ id }) => copied.has(id));
}

/**
 * What the plan copies, with the record it hangs on and the reference that the record's own contents carry.
 * @param batches all data of the person; what hangs on one record comes in one batch
 */
export async function* copiedPairs(
  input: Pick<CopyInput, 'data' | 'plan' | 'records'>,
  batches: AsyncIterable<readonly CopiedDatum[]>,
): AsyncGenerator<CopiedPair> {
  const copied = new Set(copiedFacts(input).map(({ id }) => id));
  const records = new Map(input.records.map((record) => [record.id, record]));
  for await (const batch of batches) {
    const references = referencesIn(batch);
    for (const datum of batch) {
      if (!copied.has(datum.id)) continue;
      const record = records.get(datum.recordId ?? '');
      yield {
        datum: withoutCustodian(datum),
        record: record ? copiedRecord(record, references.get(record.id) ?? null) : null,
      };
    }
  }
}

/** Who keeps a folder is an employee, whom the copy does not name (C-579/21). */
function withoutCustodian(datum: CopiedDatum): CopiedDatum {
  const { category, value } = datum;
  if (category !== 'manual-material' || typeof value === 'string') return datum;
  const { custodian: _custodian, ...rest } = value;
  return { ...datum, value: rest };
}

function referencesIn(data: readonly CopiedDatum[]): Map<string, string> {
  const references = new Map<string, string>();
  for (const { recordId, value } of data) {
    if (recordId === null || typeof value === 'string') continue;
    if (typeof value['reference'] === 'string') references.set(recordId, value['reference']);
  }
  return references;
}

function copiedRecord(record: RecordFacts, reference: string | null): CopiedRecord {
  return {
    kind: record.kind,
    reference,
    date: record.date ?? null,
    dueOn: record.dueOn ?? null,
    endsOn: record.endsOn ?? null,
    balance: record.balance ?? null,
    status: record.status ?? null,
  };
}

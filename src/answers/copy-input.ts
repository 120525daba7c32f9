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
import type { Restriction } from '../restrictions/restriction.entity.js';

export interface CopiedDatum {
  readonly id: string;
  readonly category: Category;
  readonly value: DatumValue;
  readonly recordId: string | null;
  readonly providedBy: Provider;
  readonly basis: LegalBasis;
  /** Code of a source in the register policy. */
  readonly source: string;
  readonly obtainedAt: Date;
  /** Set on a value that a newer one has replaced. */
  readonly supersededAt: Date | null;
}

export interface CopiedDisclosure {
  /** Code of a recipient in the register policy. */
  readonly recipient: string;
  readonly categories: readonly Category[];
  readonly ground: string;
  readonly disclosedOn: CalendarDate;
}

/** Everything a copy is made from: opened values, facts and plans, and no database. */
export interface CopyInput {
  readonly policy: RegisterPolicy;
  readonly language: Language;
  readonly reference: string;
  /** The legal date of the copy. */
  readonly at: CalendarDate;
  readonly customerNumber: string;
  readonly personType: PersonType;
  readonly data: readonly CopiedDatum[];
  readonly records: readonly RecordFacts[];
  readonly disclosures: readonly CopiedDisclosure[];
  readonly restrictions: readonly Pick<Restriction, 'ground' | 'categories' | 'since'>[];
  readonly prohibitions: readonly Prohibition[];
  /** When the data was looked at and for which purpose of the policy; never by which employee (C-579/21). */
  readonly reads: readonly { readonly at: string; readonly purpose: string }[];
  /** The plan of the right asked for: only what it copies is copied. */
  readonly plan: Plan;
  /** The purge's plan; `null` where the controller has stated no retention. */
  readonly retentionPlan: Plan | null;
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
export function copiedData({ data, plan }: CopyInput): CopiedDatum[] {
  const copied = new Set(plan.data.filter(({ outcome }) => outcome === 'copy').map(({ datum }) => datum));
  return data.filter(({ id }) => copied.has(id));
}

/** Looks a datum's record up, with the reference that its own contents carry. */
export function recordsOf({ data, records }: CopyInput): (datum: CopiedDatum) => CopiedRecord | null {
  const byId = new Map(records.map((record) => [record.id, record]));
  const references = new Map<string, string>();
  for (const { recordId, value } of data) {
    if (recordId === null || typeof value === 'string') continue;
    if (typeof value['reference'] === 'string') references.set(recordId, value['reference']);
  }
  return ({ recordId }) => {
    const record = recordId === null ? undefined : byId.get(recordId);
    if (!record) return null;
    return {
      kind: record.kind,
      reference: references.get(record.id) ?? null,
      date: record.date ?? null,
      dueOn: record.dueOn ?? null,
      endsOn: record.endsOn ?? null,
      balance: record.balance ?? null,
      status: record.status ?? null,
    };
  };
}

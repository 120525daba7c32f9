import type { DatumValue } from '../customers/person-file.js';
import type { Category, Language } from '../domain/category.js';
import type { WithholdingReason } from '../domain/refusal-reason.js';
import { textsIn } from '../i18n/texts.js';
import type { CopiedDatum } from './copy-input.js';

/** A datum, or a part of it, that tells of somebody else (Art. 15(4)), and why it is not given. */
export interface Redaction {
  readonly datumId: string;
  /** The part; `null` for the whole. */
  readonly text: string | null;
  readonly reason: string;
  /** What it rests on; absent: the rights of others. */
  readonly ground?: WithholdingReason;
}

/** What the letter says of it: never the part itself. */
export type AnsweredRedaction = Pick<Redaction, 'reason' | 'ground'> & { readonly category: Category };

/** A datum with each part gone and its reason in its place. */
export function redactedDatum(
  datum: CopiedDatum,
  redactions: readonly Redaction[],
  language: Language,
): CopiedDatum {
  const own = redactions.filter(({ datumId }) => datumId === datum.id);
  if (own.length === 0) return datum;
  const without = (whole: DatumValue) =>
    own.reduce((value, redaction) => redacted(value, redaction, language), whole);
  const { value, statement } = datum;
  return {
    ...datum,
    value: without(value),
    statement: statement === null ? null : (without(statement) as string),
  };
}

export function redacted(value: DatumValue, { text, reason }: Redaction, language: Language): DatumValue {
  const instead = textsIn(language)('copyDoc.removed', { reason });
  return text === null ? instead : (within(value, text, instead) as DatumValue);
}

/** Also inside the parts of a record; names of fields are the house's own and stay. */
function within(value: unknown, text: string, instead: string): unknown {
  if (typeof value === 'string') return value.replaceAll(text, () => instead);
  if (Array.isArray(value)) return value.map((each) => within(each, text, instead));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, within(part, text, instead)]));
}

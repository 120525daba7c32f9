import type { DatumValue } from '../customers/person-file.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { CATEGORIES, type Category, RECORD_KINDS } from '../domain/category.js';
import type { CopiedPair, CopiedRecord, CopyInput } from './copy-input.js';

export interface PortableDatum {
  readonly category: Category;
  readonly value: DatumValue;
  /** The person's own supplementary statement beside it (Art. 16). */
  readonly statement: string | null;
  readonly record: CopiedRecord | null;
  readonly obtainedAt: string;
  readonly replacedAt: string | null;
}

/** `data.json`: structured, commonly used, machine-readable (Art. 20(1)). */
export interface PortableData {
  readonly $schema: './schema.json';
  readonly controller: string;
  readonly register: string;
  readonly reference: string;
  readonly preparedOn: CalendarDate;
  readonly customerNumber: string;
  readonly data: readonly PortableDatum[];
}

/** Everything but the data. */
export type PortableCover = Omit<PortableData, 'data'>;

export function portableCover(input: CopyInput): PortableCover {
  const { policy, language, reference, at, customerNumber } = input;
  return {
    $schema: './schema.json',
    controller: policy.controller.name,
    register: policy.registerName[language],
    reference,
    preparedOn: at,
    customerNumber,
  };
}

export function portableDatum({ datum, record }: CopiedPair): PortableDatum {
  return {
    category: datum.category,
    value: datum.value,
    statement: datum.statement,
    record,
    obtainedAt: datum.obtainedAt.toISOString(),
    replacedAt: datum.supersededAt?.toISOString() ?? null,
  };
}

const DATE = { type: ['string', 'null'], format: 'date' } as const;
const TEXT = { type: ['string', 'null'] } as const;

/** What a datum hangs on, when it does. */
export const RECORD_SCHEMA = {
  type: ['object', 'null'],
  additionalProperties: false,
  required: ['kind', 'reference', 'date', 'dueOn', 'endsOn', 'balance', 'status'],
  properties: {
    kind: { enum: RECORD_KINDS },
    reference: TEXT,
    date: DATE,
    dueOn: DATE,
    endsOn: DATE,
    balance: { type: ['string', 'null'], description: 'Euros, decimal point' },
    status: TEXT,
  },
} as const;

/** `schema.json`: what a receiving system may rely on. */
export const PORTABLE_DATA_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Personal data provided by the data subject',
  type: 'object',
  additionalProperties: false,
  required: ['$schema', 'controller', 'register', 'reference', 'preparedOn', 'customerNumber', 'data'],
  properties: {
    $schema: { const: './schema.json' },
    controller: { type: 'string' },
    register: { type: 'string' },
    reference: { type: 'string' },
    preparedOn: { type: 'string', format: 'date' },
    customerNumber: { type: 'string' },
    data: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['category', 'value', 'statement', 'record', 'obtainedAt', 'replacedAt'],
        properties: {
          category: { enum: CATEGORIES },
          value: { type: ['string', 'object'] },
          statement: { ...TEXT, description: 'Supplementary statement of the person (GDPR Art. 16)' },
          record: RECORD_SCHEMA,
          obtainedAt: { type: 'string', format: 'date-time' },
          replacedAt: { type: ['string', 'null'], format: 'date-time' },
        },
      },
    },
  },
} as const;

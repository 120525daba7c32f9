import { CASE_STATUSES, type Category, INVOICE_STATUSES, type RecordKind } from '../domain/category.js';

/** Facts a record may carry besides its date. */
export const RECORD_FACTS = ['bookedOn', 'dueOn', 'balance', 'status', 'lastReminderOn', 'endsOn'] as const;
export type RecordFact = (typeof RECORD_FACTS)[number];

export interface RecordShape {
  readonly kind: RecordKind;
  /** Category of the main datum, which holds the reference and the content. */
  readonly category: Category;
  readonly required: readonly RecordFact[];
  readonly optional: readonly RecordFact[];
  /** Facts that change in the life of the record. */
  readonly changeable: readonly RecordFact[];
  readonly statuses: readonly string[];
  /** An incoming payment enters even while processing is restricted: it only stores what the person did (Art. 18(2)). */
  readonly payment: boolean;
}

const PLAIN = { required: [], optional: [], changeable: [], statuses: [], payment: false } as const;

/** The records of a customer by the segment of their path. */
export const RECORD_SHAPES = {
  orders: { ...PLAIN, kind: 'order', category: 'order' },
  invoices: {
    kind: 'invoice',
    category: 'invoice',
    required: ['bookedOn', 'dueOn', 'balance', 'status'],
    optional: ['lastReminderOn'],
    changeable: ['status', 'balance', 'lastReminderOn'],
    statuses: INVOICE_STATUSES,
    payment: false,
  },
  'credit-notes': { ...PLAIN, kind: 'credit-note', category: 'invoice', optional: ['bookedOn'] },
  receipts: { ...PLAIN, kind: 'receipt', category: 'invoice', optional: ['bookedOn'], payment: true },
  contracts: {
    ...PLAIN,
    kind: 'contract',
    category: 'contract',
    required: ['status'],
    optional: ['endsOn'],
    changeable: ['status', 'endsOn'],
    statuses: CASE_STATUSES,
  },
  'service-contacts': { ...PLAIN, kind: 'service-contact', category: 'service-contact' },
  'collection-cases': {
    ...PLAIN,
    kind: 'collection-case',
    category: 'invoice',
    required: ['status'],
    optional: ['balance', 'endsOn'],
    changeable: ['status', 'balance', 'endsOn'],
    statuses: CASE_STATUSES,
  },
  'web-visits': { ...PLAIN, kind: 'web-visit', category: 'web-visit' },
  'manual-material': { ...PLAIN, kind: 'manual-material', category: 'manual-material' },
} as const satisfies Record<string, RecordShape>;

export type RecordSegment = keyof typeof RECORD_SHAPES;
export const RECORD_SEGMENTS = Object.keys(RECORD_SHAPES) as readonly RecordSegment[];

export const isRecordSegment = (segment: string): segment is RecordSegment =>
  Object.hasOwn(RECORD_SHAPES, segment);

/** What a payment touches: these two still enter a restricted invoice. */
export const PAYMENT_FACTS: readonly RecordFact[] = ['status', 'balance'];

/** A change of one of these may end a hold. */
export const HOLDING_KINDS: readonly RecordKind[] = ['invoice', 'contract', 'collection-case'];

import { type Category, PERSON_TYPES } from '../../domain/category.js';
import { RECORD_SHAPES, type RecordSegment } from '../record-shapes.js';

/** What a cell must be and what becomes of it. */
export type Column = { readonly required?: true } & (
  | { readonly use: 'key' | 'code' | 'list' }
  | { readonly use: 'choice'; readonly of: readonly string[] }
  | { readonly use: 'date' | 'amount' }
  /** A datum of its own in this category. */
  | { readonly use: 'datum'; readonly category: Category }
  /** A part of the content of the record's main datum, under the column's name. */
  | { readonly use: 'content' }
);
export type Columns = Readonly<Record<string, Column>>;

const KEY = { use: 'key', required: true } as const;
const DATE = { use: 'date' } as const;
const EVENT_DATE = { use: 'date', required: true } as const;
const CODE = { use: 'code' } as const;
const CONTENT = { use: 'content' } as const;
const datum = (category: Category): Column => ({ use: 'datum', category });
const status = (segment: RecordSegment): Column => ({
  use: 'choice',
  of: RECORD_SHAPES[segment].statuses,
  required: true,
});

const RECORD: Columns = {
  customerNumber: KEY,
  reference: KEY,
  date: EVENT_DATE,
  description: CONTENT,
  source: CODE,
};
const BUYER: Columns = { buyerName: datum('name'), buyerAddress: datum('postal-address') };
const VOUCHER: Columns = { ...RECORD, ...BUYER, orderReference: { use: 'key' }, total: CONTENT };

/** Every column an import file may have, per kind. The header row names those it has; the required ones must be there. */
export const IMPORT_COLUMNS = {
  customers: {
    customerNumber: KEY,
    personType: { use: 'choice', of: PERSON_TYPES, required: true },
    name: datum('name'),
    organisation: datum('organisation'),
    email: datum('email'),
    phone: datum('phone'),
    postalAddress: datum('postal-address'),
    wwwAddress: datum('www-address'),
    ipAddress: datum('ip-address'),
    bankAccount: datum('bank-account'),
    billingDetails: datum('billing-details'),
    note: datum('note'),
    marketingProfile: datum('marketing-profile'),
    relationshipEnd: DATE,
    contractEnd: DATE,
    lastServiceContact: DATE,
    lastContact: DATE,
    contactRoleEnd: DATE,
    /** Prohibitions, joined by `|`. */
    prohibitions: { use: 'list' },
    /** `yes`: the e-mail address is processed by consent. */
    consentEmail: { use: 'choice', of: ['yes', 'no'] },
    source: CODE,
  },
  orders: {
    ...RECORD,
    total: CONTENT,
    deliveryAddress: datum('postal-address'),
    ipAddress: datum('ip-address'),
    note: datum('note'),
  },
  invoices: {
    ...VOUCHER,
    bookedOn: EVENT_DATE,
    dueOn: EVENT_DATE,
    balance: { use: 'amount', required: true },
    status: status('invoices'),
    lastReminderOn: DATE,
    billingDetails: datum('billing-details'),
  },
  'credit-notes': { ...VOUCHER, bookedOn: DATE },
  receipts: { ...VOUCHER, bookedOn: DATE },
  contracts: { ...RECORD, status: status('contracts'), endsOn: DATE },
  'service-contacts': { ...RECORD, note: datum('note') },
  'collection-cases': {
    ...RECORD,
    status: status('collection-cases'),
    balance: { use: 'amount' },
    endsOn: DATE,
    collector: CONTENT,
  },
  'web-visits': { ...RECORD, wwwAddress: datum('www-address'), ipAddress: datum('ip-address') },
  'manual-material': { ...RECORD, place: CONTENT, custodian: CONTENT, note: datum('note') },
  disclosures: {
    customerNumber: KEY,
    recipient: { use: 'code', required: true },
    /** Categories, joined by `|`. */
    categories: { use: 'list', required: true },
    ground: { use: 'code', required: true },
    disclosedOn: EVENT_DATE,
  },
} as const satisfies Record<'customers' | RecordSegment | 'disclosures', Columns>;

export type ImportKind = keyof typeof IMPORT_COLUMNS;
export const IMPORT_KINDS = Object.keys(IMPORT_COLUMNS) as readonly ImportKind[];

export const isImportKind = (kind: string): kind is ImportKind => Object.hasOwn(IMPORT_COLUMNS, kind);

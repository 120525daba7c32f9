import { type Language, RIGHTS, type Right } from '../domain/category.js';
import type { TextKey } from '../i18n/texts.js';

/** What a browser sends: a field that comes more than once is a list. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Proofs the form asks for, by field name. A number only the customer knows; never an identity document. */
export const PROOF_INPUTS = [
  { name: 'customerNumber', kind: 'customer-number', label: 'portal.form.customerNumber' },
  { name: 'orderNumber', kind: 'order-number', label: 'portal.form.orderNumber' },
  { name: 'invoiceNumber', kind: 'invoice-number', label: 'portal.form.invoiceNumber' },
] as const satisfies readonly { name: string; kind: string; label: TextKey }[];

type Proof = { readonly kind: (typeof PROOF_INPUTS)[number]['kind']; readonly value: string };

export const CORRECTION_FIELDS = ['category', 'kind', 'which', 'value', 'grounds'] as const;
type CorrectionRow = Readonly<Record<(typeof CORRECTION_FIELDS)[number], string>>;
const CORRECTION_ROWS = [1, 2, 3] as const;

/** The form as it was filled in, whether or not the right that a field belongs to was chosen. */
export interface SubmittedRequest {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly rights: readonly Right[];
  readonly details?: string;
  readonly corrections: readonly CorrectionRow[];
  readonly restrictionGround?: string;
  /** Categories. */
  readonly restricts: readonly string[];
  readonly demand?: string;
  readonly objectsTo?: string;
  readonly transmitTo?: { readonly url: string; readonly name?: string };
  readonly proofs: readonly Proof[];
}

type CorrectionPart = `correction-${(typeof CORRECTION_ROWS)[number]}-${(typeof CORRECTION_FIELDS)[number]}`;
const CORRECTION_PARTS = CORRECTION_ROWS.flatMap((row) =>
  CORRECTION_FIELDS.map((field): CorrectionPart => `correction-${row}-${field}`),
);

/** Places of the form that an error can be about, in the order of the page. */
export const FORM_PARTS = [
  'rights',
  ...CORRECTION_PARTS,
  'restrictionGround',
  'restricts',
  'transmitTo-url',
  'transmitTo-name',
  'demand',
  'objectsTo',
  'name',
  'email',
  'details',
  'proofs',
] as const;
export type FormPart = (typeof FORM_PARTS)[number];

/** What is wrong with the field, in the same words in whichever row it is. */
export const errorText = (part: FormPart): TextKey =>
  `portal.error.${part.replace(/^correction-\d/, 'correction')}` as TextKey;

/** Fields left empty count as not there; what is wrong with the rest the request's own validation says. */
export function readRequestForm(body: FormBody, language: Language): SubmittedRequest {
  const columns = CORRECTION_FIELDS.map((field) => [field, all(body[columnOf(field)])] as const);
  const rows = Math.max(0, ...columns.map(([, values]) => values.length));
  const corrections = Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(columns.map(([field, values]) => [field, values[row] ?? ''])),
  ) as CorrectionRow[];
  const [url, name] = [first(body['transmitToUrl']), first(body['transmitToName'])];
  return {
    name: first(body['name']),
    email: first(body['email']),
    language,
    rights: all(body['rights']).filter((right): right is Right =>
      (RIGHTS as readonly string[]).includes(right),
    ),
    ...given('details', body),
    // A kind is chosen in every row before anything is typed.
    corrections: corrections.filter((row) =>
      CORRECTION_FIELDS.some((field) => field !== 'kind' && row[field] !== ''),
    ),
    ...given('restrictionGround', body),
    restricts: all(body['restricts']),
    ...given('demand', body),
    ...given('objectsTo', body),
    ...(url === '' && name === '' ? {} : { transmitTo: { url, ...(name === '' ? {} : { name }) } }),
    proofs: PROOF_INPUTS.flatMap((input) => {
      const value = first(body[input.name]);
      return value === '' ? [] : [{ kind: input.kind, value }];
    }),
  };
}

/**
 * The body of `POST /v1/public/registers/{register}/requests` that the form stands for. What was filled in for a right
 * that is not chosen is hidden in the form, and does not count.
 */
export function requestOf({ rights, ...filled }: SubmittedRequest): object {
  const { corrections, restricts, restrictionGround, transmitTo, demand, objectsTo, ...always } = filled;
  const categories = restricts.map((category) => ({ category }));
  const asked: Partial<Record<Right, object>> = {
    rectification: { corrections: corrections.map(withoutEmpty) },
    restriction: {
      ...withoutEmpty({ restrictionGround }),
      ...(restricts.length > 0 && { restricts: categories }),
    },
    portability: transmitTo && { transmitTo },
    erasure: withoutEmpty({ demand }),
    objection: withoutEmpty({ objectsTo }),
  };
  return Object.assign({ ...always, rights }, ...rights.map((right) => asked[right])) as object;
}

/** The places of the form that errors such as `/corrections/0/value` point at, in the order of the page. */
export function partsWithErrors(errors: readonly { readonly pointer: string }[]): FormPart[] {
  const named = new Set(errors.map(({ pointer }) => partAt(pointer)));
  return FORM_PARTS.filter((part) => named.has(part));
}

function partAt(pointer: string): string {
  const [, part = '', ...at] = pointer.split('/');
  if (part === 'corrections') return `correction-${Number(at[0] ?? 0) + 1}-${at[1] ?? 'category'}`;
  return part === 'transmitTo' ? `transmitTo-${at[0] ?? 'url'}` : part;
}

const columnOf = (field: string) => `correction${field.charAt(0).toUpperCase()}${field.slice(1)}`;
const all = (field: FormBody[string]): string[] =>
  (field === undefined ? [] : typeof field === 'string' ? [field] : [...field]).map((text) => text.trim());
const first = (field: FormBody[string]): string => all(field)[0] ?? '';

function given<Name extends string>(name: Name, body: FormBody): { [Key in Name]?: string } {
  return withoutEmpty({ [name]: first(body[name]) }) as { [Key in Name]?: string };
}

function withoutEmpty(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const filled = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(filled) as Record<string, string>;
}

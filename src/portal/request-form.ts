import { CATEGORIES, type Category, type Language, RIGHTS, type Right } from '../domain/category.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import type { TextKey } from '../i18n/texts.js';
import { contactLines } from '../answers/sender.js';

/** What a browser sends: a field that comes more than once is a list. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Proofs the form asks for, by field name. A number only the customer knows; never an identity document. */
export const PROOF_INPUTS = [
  { name: 'customerNumber', kind: 'customer-number', label: 'portal.form.customerNumber' },
  { name: 'orderNumber', kind: 'order-number', label: 'portal.form.orderNumber' },
  { name: 'invoiceNumber', kind: 'invoice-number', label: 'portal.form.invoiceNumber' },
] as const satisfies readonly { name: string; kind: string; label: TextKey }[];

type Proof = { readonly kind: (typeof PROOF_INPUTS)[number]['kind']; readonly value: string };

/** The request as the form holds it; the same shape as the body of `POST /v1/public/registers/{register}/requests`. */
export interface SubmittedRequest {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly rights: readonly Right[];
  readonly details?: string;
  readonly corrections: readonly {
    readonly category: string;
    readonly value: string;
    readonly grounds: string;
  }[];
  readonly proofs: readonly Proof[];
}

/** Parts of the form that an error can be about, in the order of the page. */
export const FORM_PARTS = ['rights', 'name', 'email', 'details', 'corrections', 'proofs'] as const;
export type FormPart = (typeof FORM_PARTS)[number];

export interface RequestFormModel {
  readonly register: string;
  readonly registerName: string;
  readonly controller: string;
  /** How to make the request without the form. */
  readonly contacts: readonly string[];
  readonly rights: readonly Right[];
  readonly categories: readonly Category[];
  readonly values: SubmittedRequest;
  readonly errors: readonly FormPart[];
}

export function requestFormModel(
  policy: RegisterPolicy,
  language: Language,
  values: SubmittedRequest = emptyRequest(language),
  errors: readonly FormPart[] = [],
): RequestFormModel {
  const held = new Set(policy.categories.map(({ category }) => category));
  return {
    register: policy.register,
    registerName: policy.registerName[language],
    controller: policy.controller.name,
    contacts: contactLines(policy, language),
    rights: RIGHTS,
    categories: CATEGORIES.filter((category) => held.has(category)),
    values,
    errors,
  };
}

/** Fields left empty count as not there; what is wrong with the rest the request's own validation says. */
export function readRequestForm(body: FormBody, language: Language): SubmittedRequest {
  const [values, grounds] = [all(body['correctionValue']), all(body['correctionGrounds'])];
  const corrections = all(body['correctionCategory']).map((category, index) => ({
    category,
    value: values[index] ?? '',
    grounds: grounds[index] ?? '',
  }));
  const details = first(body['details']);
  return {
    name: first(body['name']),
    email: first(body['email']),
    language,
    rights: all(body['rights']).filter((right): right is Right =>
      (RIGHTS as readonly string[]).includes(right),
    ),
    ...(details === '' ? {} : { details }),
    corrections: corrections.filter((row) => Object.values(row).some((text) => text !== '')),
    proofs: PROOF_INPUTS.flatMap(({ name, kind }) => {
      const value = first(body[name]);
      return value === '' ? [] : [{ kind, value }];
    }),
  };
}

/** The parts of the form that validation errors such as `/corrections/0/value` point at. */
export function partsWithErrors(errors: readonly { readonly pointer: string }[]): FormPart[] {
  const named = new Set(errors.map(({ pointer }) => pointer.split('/')[1]));
  return FORM_PARTS.filter((part) => named.has(part));
}

function emptyRequest(language: Language): SubmittedRequest {
  return { name: '', email: '', language, rights: [], corrections: [], proofs: [] };
}

const all = (field: FormBody[string]): string[] =>
  (field === undefined ? [] : typeof field === 'string' ? [field] : [...field]).map((text) => text.trim());
const first = (field: FormBody[string]): string => all(field)[0] ?? '';

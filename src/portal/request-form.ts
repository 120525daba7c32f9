import { CATEGORIES, type Category, type Language, RIGHTS, type Right } from '../domain/category.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { contactLines } from '../answers/sender.js';
import type { FormPart, SubmittedRequest } from './submitted-request.js';

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

function emptyRequest(language: Language): SubmittedRequest {
  return { name: '', email: '', language, rights: [], corrections: [], restricts: [], proofs: [] };
}

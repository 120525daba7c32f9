import type { Category, LegalBasis, PersonType, Provider } from '../domain/category.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import type { SearchField } from '../vault/search-field.js';
import type { DatumValue } from './person-file.js';

/** A datum to enter; what is left out follows from the policy and the category. */
export interface NewDatum {
  readonly category: Category;
  readonly value: DatumValue;
  readonly providedBy?: Provider | undefined;
  readonly basis?: LegalBasis | undefined;
  /** Code of a source in the register policy. */
  readonly source?: string | undefined;
  readonly obtainedAt?: Date | undefined;
  /** The person's supplementary statement beside it (Art. 16). */
  readonly statement?: string | null | undefined;
}

/** Who gave the data of a category unless it is said: what the person did is observed, what the house made of it derived. */
const PROVIDED_BY: Partial<Record<Category, Provider>> = {
  order: 'observed',
  'web-visit': 'observed',
  'ip-address': 'observed',
  invoice: 'derived',
  'service-contact': 'observed',
  note: 'derived',
  'marketing-profile': 'derived',
  'manual-material': 'observed',
};

/** The fields a person is searched by. */
export const INDEXED: Partial<Record<Category, SearchField>> = {
  email: 'email',
  phone: 'phone',
  name: 'name',
  organisation: 'organisation',
};

export const defaultProvider = (category: Category): Provider => PROVIDED_BY[category] ?? 'data-subject';

/** The contract is with the organisation, so a contact person's data rest on Art. 6(1)(f); the policy says so per type. */
export const defaultBasis = (policy: RegisterPolicy, personType: PersonType): LegalBasis =>
  policy.legalBases[personType].basis;

/** What the customers themselves register, the policy's first source; of what they did not give, who did. */
export const defaultSource = (policy: RegisterPolicy, provider: Provider = 'data-subject'): string =>
  provider === 'data-subject' ? (policy.sources[0]?.code ?? provider) : provider;

export const isSource = (policy: RegisterPolicy, code: string): boolean =>
  policy.sources.some((source) => source.code === code);

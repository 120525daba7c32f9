import type { Category } from '../domain/category.js';
import type { SuppressionKeys } from './suppressions.js';

/** The categories a person can be recognised by when they, or a list they stand on, come back. */
export const SUPPRESSED_BY: readonly Category[] = ['email', 'phone', 'name', 'postal-address'];

/** A value of the register: text, or the parts of an address. */
interface Held {
  readonly category: Category;
  readonly value: string | Readonly<Record<string, unknown>>;
}

/**
 * Everything a prohibition of this person is kept by: each address, and each name at each postal address. Every voucher
 * repeats them, so what says the same counts once.
 */
export function suppressedBy(data: readonly Held[], customerNumber?: string): SuppressionKeys[] {
  const of = (wanted: Category) => [
    ...new Set(data.filter(({ category }) => category === wanted).map(({ value }) => plainText(value))),
  ];
  const addresses = of('postal-address');
  return [
    ...(customerNumber === undefined ? [] : [{ customerNumber }]),
    ...of('email').map((email) => ({ email })),
    ...of('phone').map((phone) => ({ phone })),
    ...of('name').flatMap((name) => addresses.map((address) => ({ label: labelText(name, address) }))),
  ];
}

/** Whom a mailing label reaches, as one text. */
export const labelText = (name: string, address: string) => `${name} ${address}`;

/** A value on one line; of an address in parts, the parts. */
export function plainText(value: Held['value']): string {
  if (typeof value === 'string') return value;
  const parts = Object.values(value).filter((part) => typeof part === 'string' || typeof part === 'number');
  return parts.join(', ');
}

import type { Language } from '../domain/category.js';

const LOCALES = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const satisfies Record<Language, string>;

/** An amount in euro such as `25.00`, as it is written in each language. */
export function euroIn(language: Language, amount: string): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency: 'EUR' });
  return format.format(Number(amount));
}

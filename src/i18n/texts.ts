import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../domain/category.js';
import en from './en.json' with { type: 'json' };
import fi from './fi.json' with { type: 'json' };
import sv from './sv.json' with { type: 'json' };

/** Every text of the house, by what it says. The languages have the same keys or this does not compile. */
export type TextKey = keyof typeof fi;

export type TextValues = Readonly<Record<string, string | number>>;

/** Looks a text up in one language and fills in its values. */
export type Texts = (key: TextKey, values?: TextValues) => string;

type Catalogue = Readonly<Record<TextKey, string>>;

export const CATALOGUES = {
  fi,
  sv: sv satisfies Record<keyof typeof fi, string>,
  en: en satisfies Record<keyof typeof fi, string>,
} as const satisfies Record<Language, Catalogue>;

/** Locales whose plural rules and number format apply. */
export const LOCALES = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const satisfies Record<Language, string>;

const compiled = new Map<string, IntlMessageFormat>();

export function textsIn(language: Language): Texts {
  return (key, values) => String(message(language, key).format(values));
}

/** Values are text, never markup: a `<` in a message stays a `<`. */
function message(language: Language, key: TextKey): IntlMessageFormat {
  const id = `${language}.${key}`;
  const known = compiled.get(id);
  if (known) return known;
  const made = new IntlMessageFormat(CATALOGUES[language][key], LOCALES[language], undefined, {
    ignoreTag: true,
  });
  compiled.set(id, made);
  return made;
}

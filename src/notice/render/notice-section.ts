import type { Language } from '../../domain/category.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import { LOCALES } from '../../i18n/texts.js';
import type { Texts } from '../../i18n/texts.js';
import type { Block } from '../../paper/paper.js';

/** What Art. 13 and 14 want a person to be told, and Art. 21(4) to be told apart from the rest. */
export const NOTICE_ITEMS = [
  '13(1)(a)',
  '13(1)(b)',
  '13(1)(c)',
  '13(1)(d)',
  '13(1)(e)',
  '13(1)(f)',
  '13(2)(a)',
  '13(2)(b)',
  '13(2)(c)',
  '13(2)(d)',
  '13(2)(e)',
  '13(2)(f)',
  '13(3)',
  '14(1)(d)',
  '14(2)(f)',
  '21(4)',
] as const;
export type NoticeItem = (typeof NOTICE_ITEMS)[number];

/** A policy being written out in one language. */
export interface Draft {
  readonly policy: RegisterPolicy;
  readonly language: Language;
  readonly t: Texts;
}

/** Part of a document: what it is about, and what it says of a policy. */
export type Section = (draft: Draft) => readonly Block[];

/** "customer service or the contact person for the register" */
export function eitherOf(names: readonly string[], { language }: Draft): string {
  return new Intl.ListFormat(LOCALES[language], { type: 'disjunction' }).format(names);
}

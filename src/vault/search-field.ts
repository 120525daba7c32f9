import { domainToASCII } from 'node:url';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export const SEARCH_FIELDS = [
  'email',
  'phone',
  'customer-number',
  'name',
  'organisation',
  'record-reference',
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

const words = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 0);
const folded = (text: string) => text.normalize('NFKC').toLocaleLowerCase('fi');

/** All words of name and address: their order, punctuation and case differ from list to list. */
export const labelForm = (value: string) => words(folded(value)).sort().join(' ');

/** The normal form a value is searched by. No cleverness: merging two people wrongly is a data breach. */
export function normalForms(field: SearchField, value: string): string[] {
  switch (field) {
    case 'email':
      return [normalEmail(value)];
    case 'phone':
      return [parsePhoneNumberFromString(value, 'FI')?.number ?? value.replace(/[^+\d]/g, '')];
    case 'name':
    case 'organisation':
      return [...new Set(words(folded(value)))];
    case 'customer-number':
    case 'record-reference':
      return [folded(value).replace(/\s+/g, '')];
  }
}

/** Trimmed, NFC, lower case, the domain in ASCII. Dots and plus signs in the local part stay. */
export function normalEmail(value: string): string {
  const text = value.trim().normalize('NFC');
  const at = text.lastIndexOf('@');
  if (at < 0) return text.toLowerCase();
  const domain = text.slice(at + 1).toLowerCase();
  return `${text.slice(0, at).toLowerCase()}@${domainToASCII(domain) || domain}`;
}

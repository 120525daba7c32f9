import { domainToASCII } from 'node:url';
import { Injectable } from '@nestjs/common';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { keyedHash, MasterKey } from './master-key.js';

export const SEARCH_FIELDS = [
  'email',
  'phone',
  'customer-number',
  'name',
  'organisation',
  'record-reference',
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** What a suppression is kept by: a search field, or name and address together as a mailing label has them. */
export type SuppressionField = SearchField | 'label';

/** Versions of the suppression key: the first is written with, each is looked for. None is ever taken away. */
export const SUPPRESSION_KEY_VERSIONS: readonly number[] = [1];

/** One entry of a blind index: what is found by, and the keyed hash of its normal form. */
export interface IndexEntry {
  readonly field: SearchField;
  readonly hash: Buffer;
}

/** Search without reading: equal values have equal keyed hashes, per register, and nothing else is learnt. */
@Injectable()
export class BlindIndex {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly master: MasterKey) {}

  /** All entries for a value; a name or an organisation gives one per word. */
  entries(register: string, field: SearchField, value: string): IndexEntry[] {
    return normalForms(field, value).map((form) => ({
      field,
      hash: keyedHash(this.key(register, field), form),
    }));
  }

  /**
   * Suppression has a key of its own, so that a prohibition outlives every other key: one hash for each version of it,
   * the one to write with first. None for a value of which nothing remains to be known by.
   */
  suppressions(
    register: string,
    field: SuppressionField,
    value: string,
    versions = SUPPRESSION_KEY_VERSIONS,
  ): Buffer[] {
    const form = field === 'label' ? labelForm(value) : normalForms(field, value).join(' ');
    if (form === '') return [];
    return versions.map((version) => keyedHash(this.key(register, `suppression:${field}`, version), form));
  }

  /** Keyed digest of an imported line: tells whether it changed, not what it says. */
  digest(register: string, value: string): Buffer {
    return keyedHash(this.key(register, 'import-digest'), value);
  }

  private key(register: string, purpose: string, version = 1): Buffer {
    const name = `${register}|${purpose}|${version}`;
    const known = this.keys.get(name) ?? this.master.derive(`blind-index|${name}`);
    this.keys.set(name, known);
    return known;
  }
}

const words = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 0);
const folded = (text: string) => text.normalize('NFKC').toLocaleLowerCase('fi');

/** All words of name and address: their order, punctuation and case differ from list to list. */
const labelForm = (value: string) => words(folded(value)).sort().join(' ');

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

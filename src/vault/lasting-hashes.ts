import { Injectable } from '@nestjs/common';
import { keyedHash, MasterKey } from './master-key.js';
import { labelForm, normalForms, type SearchField } from './search-field.js';

/** What a suppression is kept by: a search field, or name and address together as a mailing label has them. */
export type SuppressionField = SearchField | 'label';

/** Versions of the suppression key: the first is written with, each is looked for. None is ever taken away. */
export const SUPPRESSION_KEY_VERSIONS: readonly number[] = [1];

/** Keyed hashes of what is kept nowhere else, and so cannot be hashed anew: their keys stay what they are. */
@Injectable()
export class LastingHashes {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly master: MasterKey) {}

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

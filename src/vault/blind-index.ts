import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { keyedHash } from './master-key.js';
import { normalForms, type SearchField } from './search-field.js';
import { type FieldKeys, SearchKeys } from './search-keys.js';

/** One entry of a blind index: what is found by, the keyed hash of its normal form, and the key it was made with. */
export interface IndexEntry {
  readonly field: SearchField;
  readonly hash: Buffer;
  readonly keyVersion: number;
}

/** The hashes of a register, good until the transaction ends that asked for them. */
export class RegisterIndex {
  /** @param keys by version, the newest first. */
  constructor(private readonly keys: ReadonlyMap<number, FieldKeys>) {}

  /** What is written with. */
  get version(): number {
    return this.keys.keys().next().value!;
  }

  /** All entries for a value, under the newest key; a name or an organisation gives one per word. */
  entries(field: SearchField, value: string): IndexEntry[] {
    const key = this.keys.get(this.version)![field];
    return normalForms(field, value).map((form) => ({
      field,
      hash: keyedHash(key, form),
      keyVersion: this.version,
    }));
  }

  /** What a value may be found by: the hashes of its words under each key that is in use. */
  wanted(field: SearchField, value: string): Buffer[] {
    const forms = normalForms(field, value);
    return [...this.keys.values()].flatMap((keys) => forms.map((form) => keyedHash(keys[field], form)));
  }
}

/** Search without reading: equal values have equal keyed hashes, per register, and nothing else is learnt. */
@Injectable()
export class BlindIndex {
  constructor(private readonly keys: SearchKeys) {}

  /** For whoever looks. While a new key takes an old one's place, people are found by either. */
  async of(tx: EntityManager, register: string): Promise<RegisterIndex> {
    return this.open(register, await this.keys.inUse(tx, register));
  }

  /** For whoever enters, too. */
  async forEntry(tx: EntityManager, register: string): Promise<RegisterIndex> {
    return this.open(register, await this.keys.forEntry(tx, register));
  }

  private async open(register: string, versions: readonly number[]): Promise<RegisterIndex> {
    const keys = new Map<number, FieldKeys>();
    for (const version of versions) keys.set(version, await this.keys.keys(register, version));
    return new RegisterIndex(keys);
  }
}

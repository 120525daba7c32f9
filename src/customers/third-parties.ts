import type { DataKey } from '../vault/vault.js';
import type { Datum } from './datum.entity.js';

/** A part of a datum that tells of somebody else, and why it is left out of copies (Art. 15(4), 20(4)). */
export interface ThirdParty {
  /** As it is written in the datum; `null` for the whole. */
  readonly text: string | null;
  readonly reason: string;
}

type Marked = Pick<Datum, 'register' | 'id' | 'thirdParties'>;

const place = ({ register, id }: Marked) => `third-parties|${register}|${id}`;

export function thirdPartiesOf(key: DataKey, datum: Marked): readonly ThirdParty[] {
  return datum.thirdParties === null ? [] : key.open<ThirdParty[]>(place(datum), datum.thirdParties);
}

/** Whether a text is in a value, also inside the parts of a record. */
export function isIn(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.includes(text);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part) => isIn(part, text));
}

/** What still holds of a value that took the place of the one that was marked. */
export function carriedOver(found: readonly ThirdParty[], value: unknown): readonly ThirdParty[] {
  return found.filter(({ text }) => text === null || isIn(value, text));
}

/** What says of nobody else is not marked at all. */
export function sealedThirdParties(key: DataKey, datum: Marked, found: readonly ThirdParty[]): Buffer | null {
  return found.length === 0 ? null : key.seal(place(datum), found);
}

import { randomInt } from 'node:crypto';

/** Crockford's base 32: no letter that is read as a digit over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference people can read aloud, e.g. `KON-2026-7K3QF9XD`: letters of the register, year, forty random bits. */
export function newReference(register: string, year: string): string {
  const random = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${register
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 3)
    .toUpperCase()}-${year}-${random}`;
}

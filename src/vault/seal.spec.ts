import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MasterKey } from './master-key.js';
import { seal, unseal } from './seal.js';

const key = randomBytes(32);
const plain = Buffer.from('Aino Virtanen');
const place = 'datum|umacon|019aa000-0000-7000-8000-000000000001|value';

describe('a sealed value', () => {
  it('opens where it was sealed, and shows nothing of itself before', () => {
    const sealed = seal(key, place, plain);
    expect(unseal(key, place, sealed)).toEqual(plain);
    expect(sealed.toString('latin1')).not.toMatch(/Aino|Virtanen/);
  });

  it('opens in no other row, column or register, whichever of ten thousand it is moved to', () => {
    const rows = Array.from({ length: 100 }, (_, row) => {
      const at = `${['datum', 'record'][row % 2]}|${['umacon', 'nummek'][row % 3 ? 0 : 1]}|${row}|value`;
      return { at, sealed: seal(key, at, plain) };
    });
    let opened = 0;
    for (const { sealed } of rows) {
      for (const { at } of rows) {
        try {
          unseal(key, at, sealed);
          opened++;
        } catch {
          // It is refused.
        }
      }
    }
    expect(opened).toBe(rows.length);
  });

  it('does not open with one bit changed, cut short, or under another key', () => {
    const sealed = seal(key, place, plain);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => unseal(key, place, changed), `bit ${bit}`).toThrow();
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => unseal(key, place, sealed.subarray(0, length))).toThrow();
    expect(() => unseal(randomBytes(32), place, sealed)).toThrow();
  });

  it('says of its fault nothing of what it is', () => {
    const sealed = seal(key, place, plain);
    for (const wrong of [sealed.subarray(0, 5), Buffer.concat([Buffer.of(9), sealed])]) {
      try {
        unseal(key, place, wrong);
        expect.unreachable();
      } catch (error) {
        expect(String(error)).not.toMatch(/Aino|datum|umacon/);
      }
    }
  });

  it('is never sealed twice under the same nonce', () => {
    const nonces = Array.from({ length: 10_000 }, () => seal(key, place, plain).toString('hex', 1, 13));
    expect(new Set(nonces).size).toBe(nonces.length);
  });
});

describe('a derived key', () => {
  it('is another one for each purpose and each master key, 256 bits long', () => {
    const [one, other] = [new MasterKey(randomBytes(32)), new MasterKey(randomBytes(32))];
    const keys = [one, other].flatMap((master) => ['a', 'b', 'ab'].map((purpose) => master.derive(purpose)));
    expect(new Set(keys.map((derived) => derived.toString('hex'))).size).toBe(keys.length);
    expect(keys.every(({ length }) => length === 32)).toBe(true);
    expect(one.derive('a')).toEqual(one.derive('a'));
  });

  it('is made of nothing shorter', () => {
    for (const length of [0, 16, 31, 33])
      expect(() => new MasterKey(randomBytes(length))).toThrow(/32 bytes/);
  });
});

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readKeyFile, slotIn, writeKeyFile } from './key-file.js';

const slots = [randomBytes(61), null, randomBytes(61)];
const bytes = writeKeyFile({ generation: 3, slots });

describe('a file of the key store', () => {
  it('gives back generation and slots, empty ones as none', () => {
    expect(readKeyFile(bytes)).toEqual({ generation: 3, slots });
  });

  it('is empty in a slot that was overwritten where it lies, and in no other', () => {
    const copy = Buffer.from(bytes);
    const { at, length } = slotIn(copy, 2);
    copy.fill(0, at, at + length);
    expect(readKeyFile(copy).slots).toEqual([slots[0], null, null]);
  });

  it.each([
    ['cut off', bytes.subarray(0, -1)],
    ['longer', Buffer.concat([bytes, Buffer.of(0)])],
    ['of another version', Buffer.concat([Buffer.of(9), bytes.subarray(1)])],
    ['empty', Buffer.alloc(0)],
  ])('is refused when it is %s', (_, damaged) => {
    expect(() => readKeyFile(damaged)).toThrow('damaged');
  });
});

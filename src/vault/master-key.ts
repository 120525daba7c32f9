import { createHmac, hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;

/**
 * The root of search, suppression, signing and session keys, one purpose each. The key store keeps it under the master
 * key that the house is given, so that all these stay what they are when that one is changed. Data keys are not derived.
 */
export class MasterKey {
  /** @param named keys by their purpose that are no longer derived, from before there was a key store. */
  constructor(
    private readonly root: Buffer,
    private readonly named: ReadonlyMap<string, Buffer> = new Map(),
  ) {
    if (root.length !== KEY_BYTES) throw new Error('The master key must be 32 bytes in base64');
  }

  derive(purpose: string): Buffer {
    const named = this.named.get(purpose);
    if (named) return Buffer.from(named);
    return Buffer.from(hkdfSync('sha256', this.root, 'suoja', purpose, KEY_BYTES));
  }
}

/** Keyed hash, cut to 16 bytes: enough that two people never meet, half the index. */
export function keyedHash(key: Buffer, value: string): Buffer {
  return createHmac('sha256', key).update(value).digest().subarray(0, 16);
}

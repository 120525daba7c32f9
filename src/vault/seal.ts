import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM: version (1 byte), nonce (12), tag (16), ciphertext. `place` is bound as additional data,
 * so a sealed value moved to another row, column or register does not open.
 */
export function seal(key: Buffer | KeyObject, place: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made; throws when the key, the place or a single bit differs. */
export function unseal(key: Buffer | KeyObject, place: string, sealed: Buffer): Buffer {
  if (sealed[0] !== VERSION) throw new Error('Unknown version of a sealed value');
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
  const opened = decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES));
  const plain = Buffer.concat([opened, decipher.final()]);
  opened.fill(0);
  return plain;
}

/** Opens a sealed key. Its bytes are nowhere but in OpenSSL's memory, which is cleared when the key is let go. */
export function unsealKey(key: Buffer | KeyObject, place: string, sealed: Buffer): KeyObject {
  return keyOf(unseal(key, place, sealed));
}

/** Takes the bytes over: they are zeros afterwards. */
export function keyOf(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

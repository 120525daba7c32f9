import type { KeyObject } from 'node:crypto';
import { bucketOf, type EpochKeys } from './epoch-keys.js';
import { seal, unsealKey } from './seal.js';

/** A data key as it is stored. */
export interface WrappedKey {
  readonly id: string;
  readonly register: string;
  readonly wrapped: Buffer;
  readonly epoch: number;
}

/** Whoever adds or destroys a key of a bucket holds this lock shared, whoever wraps the bucket anew alone. */
export const bucketLock = (bucket: string): string =>
  `hashtextextended('data-key|' || current_setting('suoja.register') || '|' || ${bucket}, 0)`;

export async function wrap(
  epochs: EpochKeys,
  { id, register, epoch }: Omit<WrappedKey, 'wrapped'>,
  key: Buffer,
): Promise<Buffer> {
  const wrapping = await epochs.key(register, bucketOf(id), epoch);
  if (!wrapping) throw new Error('The key store has no key to wrap with');
  return seal(wrapping, place(register, id), key);
}

/** Null when the epoch is destroyed that the key was wrapped in. */
export async function unwrap(epochs: EpochKeys, row: WrappedKey): Promise<KeyObject | null> {
  const wrapping = await epochs.key(row.register, bucketOf(row.id), row.epoch);
  return wrapping && unsealKey(wrapping, place(row.register, row.id), row.wrapped);
}

/** The key under another epoch of its bucket. */
export async function rewrap(epochs: EpochKeys, row: WrappedKey, epoch: number): Promise<Buffer | null> {
  const key = await unwrap(epochs, row);
  if (!key) return null;
  const bytes = key.export();
  const wrapped = await wrap(epochs, { ...row, epoch }, bytes);
  bytes.fill(0);
  return wrapped;
}

const place = (register: string, id: string) => `vault|${register}|${id}`;

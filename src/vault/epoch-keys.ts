import { type KeyObject, randomBytes } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ExpiringKeys } from './expiring-keys.js';
import { KeyStore, whileKept } from './key-store.js';
import { keyOf } from './seal.js';

/** Data keys of a register are wrapped in so many buckets, by the last byte of their id, which is random. */
export const BUCKETS = 256;
const EVERY_BUCKET: readonly number[] = Array.from({ length: BUCKETS }, (_, bucket) => bucket);

/** What data keys were wrapped with before there were epochs: one key for all. */
export const BEFORE_EPOCHS = 0;
export const BEFORE_EPOCHS_FILE = 'wrapping.0';
const FIRST = 1;

const KEY_BYTES = 32;

/** How often a process looks whether the key store was sealed anew. */
const WATCH_MS = 5000;

export const bucketOf = (dataKeyId: string): number => Number.parseInt(dataKeyId.slice(-2), 16);

/**
 * The keys that wrap data keys, one for each bucket and epoch. An epoch of a register is a file with a slot per bucket;
 * only buckets that began the epoch have a key in it. The current epoch of a bucket is the highest that has one.
 */
@Injectable()
export class EpochKeys implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(EpochKeys.name);
  private readonly opened = new ExpiringKeys();
  /** Which buckets began an epoch: that never changes while the epoch is current for one of them. */
  private readonly begun = new Map<string, readonly boolean[]>();

  private watch: NodeJS.Timeout | undefined;

  constructor(private readonly store: KeyStore) {}

  /** A process that runs takes part in a change of the master key, even when it opens nothing meanwhile. */
  onApplicationBootstrap(): void {
    const look = async () => this.store.keyOf(await this.store.newest());
    const warn = () => this.logger.warn('the key store cannot be opened; see KEYS_DIR and the master key');
    this.watch = setInterval(() => void look().catch(warn), WATCH_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.watch);
    this.opened.clear();
  }

  /** The epoch a bucket is in; `BEFORE_EPOCHS` when the register has none. Read from the folder each time. */
  async current(register: string, bucket: number): Promise<number> {
    for (const epoch of await this.epochs(register))
      if ((await this.bucketsOf(register, epoch))[bucket]) return epoch;
    return BEFORE_EPOCHS;
  }

  /** Null when the key was destroyed. */
  async key(register: string, bucket: number, epoch: number): Promise<KeyObject | null> {
    const [name, slot] =
      epoch === BEFORE_EPOCHS ? [BEFORE_EPOCHS_FILE, 0] : [fileOf(register, epoch), bucket];
    const known = this.opened.get(`${name}|${slot}`);
    if (known) return known;
    const bytes = await this.store.read(name, slot);
    return bytes && this.opened.keep(`${name}|${slot}`, keyOf(bytes));
  }

  /** The newest epoch of a register. */
  async newest(register: string): Promise<number> {
    return (await this.epochs(register))[0] ?? BEFORE_EPOCHS;
  }

  /** Begins the first epoch of a register, for all buckets. Whoever else is doing so has the same one. */
  async beginFirst(tx: EntityManager, register: string): Promise<number> {
    await whileKept(tx);
    await this.store.create(fileOf(register, FIRST), freshKeys(EVERY_BUCKET));
    return FIRST;
  }

  /** Begins the next epoch for these buckets. Its keys are on the disk when this returns. */
  async begin(tx: EntityManager, register: string, buckets: readonly number[]): Promise<number> {
    await whileKept(tx);
    for (;;) {
      const epoch = (await this.newest(register)) + 1;
      if (await this.store.create(fileOf(register, epoch), freshKeys(buckets))) return epoch;
    }
  }

  /** Epochs below the current one of their bucket whose key is still there. */
  async ended(register: string): Promise<Map<number, number[]>> {
    const ended = new Map<number, number[]>();
    const [seen, epochs] = [new Set<number>(), await this.epochs(register)];
    for (const epoch of epochs) {
      const filled = await this.store.filled(fileOf(register, epoch));
      const buckets = filled.flatMap((there, bucket) => (there ? [bucket] : []));
      const old = buckets.filter((bucket) => seen.has(bucket));
      if (old.length > 0) ended.set(epoch, old);
      for (const bucket of buckets) seen.add(bucket);
    }
    return ended;
  }

  async destroy(
    tx: EntityManager,
    register: string,
    epoch: number,
    buckets: readonly number[],
  ): Promise<void> {
    await whileKept(tx);
    const name = fileOf(register, epoch);
    await this.store.destroy(name, buckets);
    for (const bucket of buckets) this.opened.drop(`${name}|${bucket}`);
  }

  /** Once no data key of any register is wrapped with it. */
  async destroyBeforeEpochs(tx: EntityManager): Promise<void> {
    await whileKept(tx);
    await this.store.destroy(BEFORE_EPOCHS_FILE);
    this.opened.drop(`${BEFORE_EPOCHS_FILE}|0`);
  }

  async beforeEpochsIsThere(): Promise<boolean> {
    return (await this.store.filled(BEFORE_EPOCHS_FILE)).includes(true);
  }

  /** The newest first. */
  private async epochs(register: string): Promise<number[]> {
    return (await this.store.folder.names(`epochs/${register}`)).map(Number).sort((a, b) => b - a);
  }

  private async bucketsOf(register: string, epoch: number): Promise<readonly boolean[]> {
    const name = fileOf(register, epoch);
    const known = this.begun.get(name) ?? (await this.store.filled(name));
    this.begun.set(name, known);
    return known;
  }
}

const freshKeys = (buckets: readonly number[]) =>
  EVERY_BUCKET.map((bucket) => (buckets.includes(bucket) ? randomBytes(KEY_BYTES) : null));

const fileOf = (register: string, epoch: number) => `epochs/${register}/${epoch}`;

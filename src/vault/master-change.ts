import { type KeyObject, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { HOUSE } from '../staff/sessions.service.js';
import { alone, changeFile, KeyStore, numbered, storeFile } from './key-store.js';
import { seal, unsealKey } from './seal.js';

/** Where a change can be cut off by a crash. Calling it again with the same key goes on. */
export type ChangeStep = 'handed-over' | 'begun' | 'file-resealed' | 'resealed';

/** The new key is one the store cannot be sealed with now. */
export class MasterKeyRefused extends Error {}

/**
 * Changes the master key while the house is open. The key store gets a new key of its own, sealed with the new master
 * key, and every file of it is sealed with that. Nothing in the database changes. Until the end both master keys fit,
 * and each of the two keys of the store is sealed with the other, so that processes that run take the new one over.
 */
@Injectable()
export class MasterChange {
  constructor(
    private readonly database: Database,
    private readonly store: KeyStore,
    private readonly audit: AuditLog,
  ) {}

  /** @param seconds how long running processes have to notice. Returns how many files were sealed. */
  async change(master: KeyObject, seconds: number): Promise<number> {
    const files = await this.database.outsideRegisters(async (tx) => {
      await alone(tx);
      await this.begin(master);
      const names = await this.files();
      for (const name of names) {
        await this.store.reseal(name);
        await this.reached('file-resealed');
      }
      return names.length;
    });
    await this.reached('resealed');
    await sleep(seconds * 1000);
    await this.database.outsideRegisters(async (tx) => {
      await alone(tx);
      const newest = await this.store.newest();
      for (const name of await this.files()) await this.store.reseal(name);
      await this.store.folder.destroy(storeFile(newest - 1));
      await this.store.folder.destroy(changeFile(newest));
      await this.store.folder.tidy();
      this.store.forget(newest - 1);
      await this.audit.write(tx, HOUSE, {
        actor: 'system',
        action: 'master-key.changed',
        details: { generation: newest, files },
      });
    });
    return files;
  }

  /** For tests: here the process could end. */
  protected reached(_step: ChangeStep): Promise<void> | void {}

  /** A new key of the store, or the one of a change that was cut off. */
  private async begin(master: KeyObject): Promise<void> {
    const { store } = this;
    const newest = await store.newest();
    const unfinished = (await numbered(store.folder, 'change')).includes(newest);
    const fits = await this.opens(newest, master);
    if (unfinished && fits) return;
    if (unfinished)
      throw new MasterKeyRefused('a change to another master key is not finished: end that one first');
    if (fits) throw new MasterKeyRefused('that is the master key of now');
    const generation = newest + 1;
    const before = await store.keyOf(newest);
    const key = randomBytes(32);
    const place = changeFile(generation);
    // Of a change that was cut off before it began: nobody has used that key.
    await store.folder.destroy(place);
    const old = before.export();
    await store.folder.create(place, Buffer.concat([seal(before, place, key), seal(key, place, old)]));
    old.fill(0);
    await this.reached('handed-over');
    await store.begin(generation, master, key);
    await this.reached('begun');
  }

  private async opens(generation: number, master: KeyObject): Promise<boolean> {
    const sealed = await this.store.folder.read(storeFile(generation));
    try {
      return sealed !== null && unsealKey(master, storeFile(generation), sealed) !== undefined;
    } catch {
      return false;
    }
  }

  private async files(): Promise<string[]> {
    const names = await this.store.folder.allNames();
    return names.filter((name) => !/^(store|change)\.\d+$/.test(name));
  }
}

import { deflateRaw, inflateRaw } from 'node:zlib';
import { promisify } from 'node:util';
import type { EntityManager } from 'typeorm';
import type { PageKeeper } from '../answers/keeping-copy.js';
import type { PageReader } from '../answers/kept-copy.js';
import type { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { packagePlace } from '../requests/case-file.js';
import type { DataKey } from '../vault/vault.js';
import { PackagePage } from './package-page.entity.js';

const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

interface Packed {
  readonly id: string;
  readonly register: string;
}

const pagePlace = (pack: Packed, number: number) => `${packagePlace(pack)}|${number}`;

/** Keeps the pages of a package in the caller's transaction. What is sealed shows no pattern, so it is packed before. */
export function pageKeeper(tx: EntityManager, key: DataKey, pack: Packed): PageKeeper {
  let pages = 0;
  async function keepBytes(bytes: Uint8Array): Promise<number> {
    const number = pages++;
    const sealed = key.sealBytes(pagePlace(pack, number), await deflated(bytes));
    await tx.insert(PackagePage, { packageId: pack.id, number, register: pack.register, sealed });
    return number;
  }
  return {
    get pages() {
      return pages;
    },
    keepRows: (rows) => keepBytes(Buffer.from(JSON.stringify(rows))),
    keepBytes,
  };
}

/** Reads pages one by one, each in a transaction of its own: nobody who downloads slowly keeps one open. */
export function pageReader(database: Database, key: DataKey, pack: Packed): PageReader {
  async function bytes(number: number): Promise<Buffer> {
    const page = await database.inRegister(pack.register, (tx) =>
      tx.findOneBy(PackagePage, { packageId: pack.id, number }),
    );
    // Its period has ended while it was read.
    if (!page) throw new DomainError('LINK_EXPIRED');
    return inflated(key.openBytes(pagePlace(pack, number), page.sealed));
  }
  return {
    bytes,
    rows: async (number) => JSON.parse((await bytes(number)).toString('utf8')) as readonly unknown[],
  };
}

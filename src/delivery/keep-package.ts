import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { PageKeeper } from '../answers/keeping-copy.js';
import type { KeptCopy } from '../answers/kept-copy.js';
import { packagePlace } from '../requests/case-file.js';
import type { DataKey } from '../vault/vault.js';
import { pageKeeper } from './package-pages.js';
import { Package } from './package.entity.js';

interface PackageOf {
  readonly register: string;
  readonly requestId: string;
  readonly itemId: string;
  readonly createdAt: Date;
}

/** Keeps a package in the caller's transaction, sealed under the key of the case. Gives its id. */
export async function keepPackage(
  tx: EntityManager,
  key: DataKey,
  of: PackageOf,
  make: (keeper: PageKeeper) => Promise<KeptCopy>,
): Promise<string> {
  const pack = { id: uuid(), register: of.register };
  const place = packagePlace(pack);
  await tx.insert(Package, { ...of, ...pack, keyId: key.id, sealed: key.seal(place, null) });
  const kept = await make(pageKeeper(tx, key, pack));
  await tx.update(Package, pack.id, { sealed: key.seal(place, kept) });
  return pack.id;
}

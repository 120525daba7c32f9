import { type EntityManager, IsNull } from 'typeorm';
import { Datum } from '../customers/datum.entity.js';
import { DomainError } from '../domain/domain-error.js';
import type { Correction } from './case-file.js';

/** Throws INVALID_VALUE for a correction that names a datum which is not this person's, not of the category or not current. */
export async function requireNamedData(
  tx: EntityManager,
  customerId: string | null,
  corrections: readonly Correction[],
): Promise<void> {
  if (customerId === null) return;
  for (const [index, { category, kind, datumId }] of corrections.entries()) {
    if (datumId === undefined) continue;
    // A former value may be outdated too.
    const current = kind === 'delete' ? {} : { supersededAt: IsNull() };
    if (await tx.existsBy(Datum, { id: datumId, customerId, category, ...current })) continue;
    const pointer = `/corrections/${index}/datumId`;
    throw new DomainError('INVALID_VALUE', { pointer, reason: 'UNKNOWN_DATUM' });
  }
}

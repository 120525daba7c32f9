import { DomainError } from '../domain/domain-error.js';
import type { RestrictionScope } from '../domain/restriction-scope.js';

/** Throws INVALID_VALUE unless the scope is one of the two, and every datum it names is the person's own. */
export function requireScope(
  { categories, data = null }: RestrictionScope,
  own: readonly { readonly id: string }[],
): void {
  if (data === null) return;
  if (categories !== null)
    throw new DomainError('INVALID_VALUE', { pointer: '/data', reason: 'EITHER_CATEGORIES_OR_DATA' });
  const known = new Set(own.map(({ id }) => id));
  const strange = data.findIndex((id) => !known.has(id));
  if (strange >= 0)
    throw new DomainError('INVALID_VALUE', { pointer: `/data/${strange}`, reason: 'UNKNOWN_DATUM' });
}

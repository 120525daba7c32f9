import type { Case } from './cases.js';
import type { Fee } from './fee.entity.js';
import type { RequestItem } from './request-item.entity.js';

/** The fee that the person has neither accepted nor answered by withdrawing, or `null`. */
export function openFee({ fees }: Pick<Case, 'fees'>, item: RequestItem): Fee | null {
  if (item.state !== 'awaiting-clarification' || item.decided !== null) return null;
  return fees.find(({ itemId, acceptedOn }) => itemId === item.id && acceptedOn === null) ?? null;
}

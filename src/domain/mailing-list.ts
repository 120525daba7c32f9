import type { Prohibition } from './category.js';

/** What a mailing list is made for, and the purpose of the register policy it falls under. */
export const LIST_PURPOSES = {
  'direct-marketing': { forbiddenBy: 'dm', policyPurpose: 'ad-targeting' },
  'distance-selling': { forbiddenBy: 'distance_selling', policyPurpose: 'ad-targeting' },
  'market-research': { forbiddenBy: 'market_research', policyPurpose: 'development' },
  'opinion-research': { forbiddenBy: 'opinion_research', policyPurpose: 'development' },
} as const satisfies Record<string, { readonly forbiddenBy: Prohibition; readonly policyPurpose: string }>;
export type ListPurpose = keyof typeof LIST_PURPOSES;

/** Why somebody is not on a list, the first that applies. */
export const LEFT_OUT = ['restricted', 'request-pending', 'forbidden', 'suppressed', 'no-address'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface ListedPerson {
  /** The person, their name or their postal address is only stored (Art. 18(2), 21(3)). */
  readonly restricted: boolean;
  /** An objection or an erasure asked for is being decided. */
  readonly requestPending: boolean;
  readonly prohibitions: readonly string[];
  /** Flags kept under any address or label of the person, by whomever they were made. */
  readonly suppressed: readonly string[];
  /** True with a postal address and somebody to write to at it. */
  readonly addressed: boolean;
}

/** The notices' "luettelo": who forbade it, or is restricted, is not on it (Art. 21(3), 18(2)); `null` for who is. */
export function leftOut(
  person: ListedPerson,
  { purpose, givenOut }: { readonly purpose: ListPurpose; readonly givenOut: boolean },
): LeftOut | null {
  const barring: readonly string[] = [
    LIST_PURPOSES[purpose].forbiddenBy,
    'list_publication',
    ...(givenOut ? ['disclosure_for_dm'] : []),
  ];
  if (person.restricted) return 'restricted';
  if (person.requestPending) return 'request-pending';
  if (person.prohibitions.some((flag) => barring.includes(flag))) return 'forbidden';
  if (person.suppressed.some((flag) => barring.includes(flag))) return 'suppressed';
  return person.addressed ? null : 'no-address';
}

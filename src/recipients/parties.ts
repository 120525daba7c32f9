import type { PersonFile } from '../customers/person-file.js';
import type { Category, Right } from '../domain/category.js';
import type { ChangeKind } from '../domain/notification.js';
import type { Reachable, RegisterPolicy } from '../domain/register-policy.js';
import type { Disclosure } from './disclosure.entity.js';

/** What became of the data of one category, with the new value of what was corrected. */
export interface Change {
  readonly category: Category;
  readonly change: ChangeKind;
  readonly value?: string;
}

/** A change and the data it is of; without any, of the category as such. */
export interface DatumChange extends Change {
  readonly dataIds?: readonly string[];
}

/** Someone who has data of the person, and what became of that data. */
export interface Party {
  /** Code of a recipient or a source in the register policy. */
  readonly code: string;
  /** Categories that passed between them and the register. */
  readonly known: ReadonlySet<Category>;
  readonly changes: readonly Change[];
}

/**
 * Art. 19: each recipient that received a datum that changed, by the disclosures of this person and not by what the
 * policy allows; of a rectification the notices add the source of what changed, where it can be reached. Who is both is
 * told once.
 */
export function partiesToTell(
  policy: RegisterPolicy,
  file: Pick<PersonFile, 'data' | 'disclosures'>,
  right: Right,
  changes: readonly DatumChange[],
): Party[] {
  const parties = new Map<string, { known: Set<Category>; changes: Map<string, Change> }>();
  const add = (code: string, known: readonly Category[], concerned: readonly DatumChange[]) => {
    const party = parties.get(code) ?? { known: new Set<Category>(), changes: new Map<string, Change>() };
    for (const category of known) party.known.add(category);
    // Ids are the house's own, and two data that change alike are one change to whoever reads of it.
    for (const { dataIds: _, ...change } of concerned) party.changes.set(JSON.stringify(change), change);
    parties.set(code, party);
  };
  const dataOf = new Map(file.data.map((datum) => [datum.id, datum]));
  const recordOf = (id: string) => dataOf.get(id)?.recordId ?? null;
  for (const disclosure of file.disclosures) {
    const received = changes.filter((change) => hasReceived(disclosure, change, recordOf));
    add(disclosure.recipient, disclosure.categories, received);
  }
  const rectified = right === 'rectification' ? changes : [];
  for (const source of policy.sources.filter(isReachable)) {
    const given = file.data.filter((datum) => datum.source === source.code && datum.supersededAt === null);
    const categories = given.map(({ category }) => category);
    const gave = ({ category, dataIds }: DatumChange) =>
      dataIds === undefined
        ? categories.includes(category)
        : dataIds.some((id) => dataOf.get(id)?.source === source.code);
    add(source.code, categories, rectified.filter(gave));
  }
  return [...parties]
    .filter(([, party]) => party.changes.size > 0)
    .map(([code, party]) => ({ code, known: party.known, changes: [...party.changes.values()] }));
}

/**
 * A disclosure gave the categories it names: of what stands on records only what stands on those it names, if it names
 * any. What hangs on no record was given with its category.
 */
export function hasReceived(
  { categories, recordIds }: Pick<Disclosure, 'categories' | 'recordIds'>,
  { category, dataIds }: Pick<DatumChange, 'category' | 'dataIds'>,
  recordOf: (datumId: string) => string | null,
): boolean {
  if (!categories.includes(category)) return false;
  if (recordIds.length === 0 || dataIds === undefined) return true;
  const named = new Set(recordIds);
  return dataIds.some((id) => {
    const record = recordOf(id);
    return record === null || named.has(record);
  });
}

/** How the policy in force lets a party be told. A party it no longer names cannot be. */
export function addressOf(policy: RegisterPolicy, code: string): Reachable & { readonly name?: string } {
  const named = [...policy.recipients, ...policy.sources].filter((party) => party.code === code);
  return named.find(isReachable) ?? named[0] ?? {};
}

export const isReachable = ({ email, webhook }: Reachable) => email !== undefined || webhook !== undefined;

/** One of the things by which a party knows the person. */
export interface Identifier {
  readonly kind: 'customer-number' | 'email' | 'phone' | 'name' | 'postal-address';
  readonly value: string;
}

/** Records travel under the customer number. */
const NUMBERED: readonly Category[] = ['billing-details', 'order', 'invoice', 'contract', 'service-contact'];
/** Ways to tell a person from others, the surest first; a name goes with the address, if both are known. */
const WAYS = [['email'], ['phone'], ['name', 'postal-address']] as const;

/** Art. 5(1)(c): the identifier they have already; only where they have none, the e-mail address. */
export function knownBy(
  known: ReadonlySet<Category>,
  customerNumber: string,
  valueOf: (category: Category) => string | null,
): Identifier[] {
  if (NUMBERED.some((category) => known.has(category)))
    return [{ kind: 'customer-number', value: customerNumber }];
  const by = (kinds: readonly Exclude<Identifier['kind'], 'customer-number'>[]) =>
    kinds.flatMap((kind) => {
      const value = valueOf(kind);
      return value === null ? [] : [{ kind, value }];
    });
  for (const way of WAYS) {
    const found = by(way.filter((category) => known.has(category)));
    if (found.length > 0) return found;
  }
  const [email] = by(['email']);
  return [email ?? { kind: 'customer-number', value: customerNumber }];
}

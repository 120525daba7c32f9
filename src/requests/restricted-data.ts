import type { EntityManager } from 'typeorm';
import { Datum } from '../customers/datum.entity.js';
import type { PersonFile } from '../customers/person-file.js';
import type { Category, Right } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import type { Plan } from '../domain/plan.js';
import type { RestrictionScope } from '../domain/restriction-scope.js';
import type { CaseFile, Restricted } from './case-file.js';
import { proposalsOf } from './proposals.js';

/**
 * Ids of the data a request for restriction is about: those it names, else those whose accuracy a correction in the
 * same case contests (Art. 18(1)(a)); `undefined`: all of them.
 */
export function restrictedData(file: PersonFile, caseFile: CaseFile): string[] | undefined {
  const { restricts = [] } = caseFile;
  if (restricts.length > 0) {
    const named = ({ id, category }: Datum) =>
      restricts.some((one) => one.datumId === id || one.category === category);
    return file.data.filter(named).map(({ id }) => id);
  }
  const contested = proposalsOf(file, caseFile).flatMap(({ datum }) => datum?.id ?? []);
  return contested.length > 0 ? [...new Set(contested)] : undefined;
}

/** The scope of the restriction that carries the plan out. What is named by category stays open to later data. */
export function restrictionScope({ restricts = [], corrections }: CaseFile, plan: Plan): RestrictionScope {
  const categories = restricts.flatMap(({ category }) => category ?? []);
  if (restricts.length > 0 && categories.length === restricts.length)
    return { categories: [...new Set<Category>(categories)], data: null };
  const asked = plan.data.filter(({ outcome }) => outcome === 'restrict');
  const partly = restricts.length > 0 || (corrections.length > 0 && asked.length < plan.data.length);
  return { categories: null, data: partly ? asked.map(({ datum }) => datum) : null };
}

/** Throws INVALID_VALUE for what is not there to be restricted. A datum is named of a customer who is named. */
export async function requireRestricts(
  tx: EntityManager,
  restricts: readonly Restricted[],
  { rights, customerId }: { rights: readonly Right[]; customerId: string | null },
): Promise<void> {
  if (restricts.length > 0 && !rights.includes('restriction')) refuse('/restricts', 'RIGHT_NOT_ASKED');
  for (const [index, { category, datumId }] of restricts.entries()) {
    const pointer = `/restricts/${index}`;
    if ((category === undefined) === (datumId === undefined)) refuse(pointer, 'ONE_OF_CATEGORY_AND_DATUM');
    if (datumId === undefined) continue;
    const known = customerId !== null && (await tx.existsBy(Datum, { id: datumId, customerId }));
    if (!known) refuse(`${pointer}/datumId`, 'UNKNOWN_DATUM');
  }
}

function refuse(pointer: string, reason: string): never {
  throw new DomainError('INVALID_VALUE', { pointer, reason });
}

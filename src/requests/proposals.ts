import type { Datum } from '../customers/datum.entity.js';
import type { PersonFile } from '../customers/person-file.js';
import type { Category } from '../domain/category.js';
import type { CorrectionKind } from '../domain/correction.js';
import type { AskedFacts } from '../planning/planning.js';
import type { CaseFile, Correction } from './case-file.js';

type Held = Pick<PersonFile, 'data'>;

/** What the person wants to have done with one datum. */
export interface Proposal {
  /** Stable while the case lasts: the place of the correction in the request, and the datum. */
  readonly id: string;
  readonly category: Category;
  readonly kind: CorrectionKind;
  /** `null`: there is none; what is missing is entered, anything else has nothing to be done to. */
  readonly datum: Datum | null;
  readonly correction: Correction;
}

/** One proposal for each datum a correction means. Where two would alter the same datum, the person's last word counts. */
export function proposalsOf(file: Held, { corrections }: Pick<CaseFile, 'corrections'>): Proposal[] {
  const proposals = corrections.flatMap((correction, index) =>
    meantBy(correction, file).map((datum): Proposal => {
      const { category, kind = 'correct' } = correction;
      return { id: `${index}.${datum?.id ?? 'new'}`, category, kind, datum, correction };
    }),
  );
  return proposals.filter(
    (proposal, index) => !proposals.slice(index + 1).some((later) => overtakes(later, proposal)),
  );
}

function meantBy({ category, kind, datumId }: Correction, { data }: Held): (Datum | null)[] {
  const ofCategory = data.filter((datum) => datum.category === category);
  const current = ofCategory.filter(({ supersededAt }) => supersededAt === null);
  // A former value may be outdated too.
  if (datumId !== undefined)
    return [(kind === 'delete' ? ofCategory : current).find(({ id }) => id === datumId) ?? null];
  return current.length > 0 ? current : [null];
}

const overtakes = (later: Proposal, earlier: Proposal) =>
  later.datum !== null &&
  later.datum.id === earlier.datum?.id &&
  later.kind !== 'statement' &&
  earlier.kind !== 'statement';

/** True for a datum that is not there yet and can be entered. */
export const isAddition = ({ datum, kind, correction }: Proposal) =>
  datum === null && correction.datumId === undefined && (kind === 'correct' || kind === 'complete');

/** What a rectification adds to the facts of a person. */
export function askedOf(file: Held, proposals: readonly Proposal[]): AskedFacts {
  const idsOf = (some: readonly Proposal[]) => new Set(some.flatMap(({ datum }) => datum?.id ?? []));
  const unneeded = unneededBy(file, proposals);
  const altered = idsOf(proposals.filter(({ kind }) => kind !== 'statement'));
  const contested = new Set([...idsOf(proposals), ...unneeded]);
  return {
    contested: [...contested],
    unneeded: [...unneeded],
    annotated: [...contested].filter((id) => !altered.has(id) && !unneeded.has(id)),
  };
}

/** What deletions mean: their data, and the former values where no present one of the kind stays. */
export function unneededBy({ data }: Held, proposals: readonly Proposal[]): Set<string> {
  const deleted = proposals.flatMap(({ kind, datum }) => (kind === 'delete' && datum ? [datum] : []));
  const gone = new Set(deleted.map(({ id }) => id));
  const alike = (one: Datum, other: Datum) =>
    one.category === other.category && one.recordId === other.recordId;
  const history = data.filter(
    (datum) =>
      datum.supersededAt !== null &&
      deleted.some((each) => each.supersededAt === null && alike(each, datum)) &&
      !data.some((each) => each.supersededAt === null && !gone.has(each.id) && alike(each, datum)),
  );
  return new Set([...gone, ...history.map(({ id }) => id)]);
}

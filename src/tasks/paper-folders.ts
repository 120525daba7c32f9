import type { Subject } from '../customers/person-file.js';
import type { Right } from '../domain/category.js';
import type { Outcome, PlannedDatum } from '../domain/plan.js';

/** Paper of one person: where it lies and who keeps it. */
export interface Folder {
  /** The record of the paper, or the datum where it has none. */
  readonly id: string;
  readonly reference: string | null;
  readonly place: string | null;
  readonly custodian: string | null;
}

/** Outcomes under which somebody has to touch the paper itself. */
const TOUCHING: Readonly<Record<Right, readonly Outcome[]>> = {
  access: ['copy'],
  portability: [],
  rectification: ['correct', 'erase'],
  restriction: ['restrict'],
  objection: ['restrict'],
  erasure: ['erase', 'anonymise'],
};

/** The folders for which the plan of a right leaves something to do by hand: all of a folder or nothing. */
export function foldersToTouch(
  { file, values }: Subject,
  { right, data }: { readonly right: Right; readonly data: readonly PlannedDatum[] },
): Folder[] {
  const outcomes = new Map(data.map(({ datum, outcome }) => [datum, outcome]));
  const paper = file.data.filter(
    ({ category, supersededAt }) => category === 'manual-material' && supersededAt === null,
  );
  const ids = [...new Set(paper.map(({ id, recordId }) => recordId ?? id))];
  return ids.flatMap((id) => {
    const inside = paper.filter((datum) => (datum.recordId ?? datum.id) === id);
    const touched = inside.every((datum) => {
      const outcome = outcomes.get(datum.id);
      return outcome !== undefined && TOUCHING[right].includes(outcome);
    });
    return touched
      ? [
          folderOf(
            id,
            inside.map(({ id: datum }) => values.get(datum)),
          ),
        ]
      : [];
  });
}

function folderOf(id: string, contents: readonly unknown[]): Folder {
  const text = (key: string): string | null => {
    for (const content of contents) {
      const part = isContent(content) ? content[key] : undefined;
      if (typeof part === 'string' && part.trim() !== '') return part;
    }
    return null;
  };
  const [label] = contents.filter((content) => typeof content === 'string');
  return {
    id,
    reference: text('reference') ?? label ?? null,
    place: text('place'),
    custodian: text('custodian'),
  };
}

const isContent = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

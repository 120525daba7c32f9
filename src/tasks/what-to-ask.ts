import type { AnsweredCorrection } from '../answers/answer.js';
import type { Subject } from '../customers/person-file.js';
import { isEffectFirst } from '../domain/case-task.js';
import type { Category, Right } from '../domain/category.js';
import type { ObjectionScope } from '../domain/objection.js';
import type { PlannedDatum } from '../domain/plan.js';
import type { ConnectedSystem, RegisterPolicy, SystemIdentifier } from '../domain/register-policy.js';
import { type Folder, foldersToTouch } from './paper-folders.js';
import type { AskedOfSystem, Identity } from './task-content.js';

/** What decides who has to do what. */
export interface Occasion {
  readonly right: Right;
  readonly policy: RegisterPolicy;
  readonly subject: Subject;
  readonly customerNumber: string;
  readonly plan: readonly PlannedDatum[];
  /** What others are to stop as well, where the person objected. */
  readonly objectsTo: ObjectionScope;
  /** What was corrected, after it was. */
  readonly corrections: readonly AnsweredCorrection[];
}

/** Systems that have something to do, each with what it is told. One that knows nobody by what we hold is not asked. */
export function systemsToAsk(
  occasion: Occasion,
): { readonly system: ConnectedSystem; readonly asked: AskedOfSystem }[] {
  const { policy, right } = occasion;
  if (!hasEffect(occasion)) return [];
  return (policy.systems ?? [])
    .filter(({ rights }) => rights.includes(right))
    .map((system) => ({ system, asked: { identities: identities(occasion, system), ...details(occasion) } }))
    .filter(({ asked }) => asked.identities.length > 0);
}

/** Folders somebody has to take in hand. */
export function foldersToTask({ right, subject, plan, corrections }: Occasion): Folder[] {
  const corrected = corrections.some(({ accepted, category }) => accepted && category === 'manual-material');
  if (right === 'rectification' && !corrected) return [];
  return foldersToTouch(subject, { right, data: plan });
}

/** Where our own answer is no, nobody else is asked to act on it. */
function hasEffect({ right, plan, corrections }: Occasion): boolean {
  if (right === 'rectification') return changedBy(corrections).length > 0;
  if (isEffectFirst(right) || right === 'access') return true;
  return right === 'portability' ? plan.some(({ outcome }) => outcome === 'copy') : erasedOf(plan).length > 0;
}

function details({ right, plan, objectsTo, corrections }: Occasion): Omit<AskedOfSystem, 'identities'> {
  if (right === 'erasure') return { categories: categoriesOf(erasedOf(plan)) };
  if (right === 'restriction')
    return { categories: categoriesOf(plan.filter(({ outcome }) => outcome === 'restrict')) };
  if (right === 'objection') return { objects_to: objectsTo };
  if (right !== 'rectification') return {};
  return {
    corrections: changedBy(corrections).map(({ category, after, statement }) => ({
      category,
      value: after,
      ...(statement === null ? {} : { statement }),
    })),
  };
}

/** What says something else now, is no more, or has the person's own statement beside it (Art. 16). */
const changedBy = (corrections: readonly AnsweredCorrection[]) =>
  corrections.filter(({ accepted, statement }) => accepted || statement !== null);

const categoriesOf = (plan: readonly PlannedDatum[]) => [...new Set(plan.map(({ category }) => category))];

const erasedOf = (plan: readonly PlannedDatum[]) =>
  plan.filter(({ outcome }) => outcome === 'erase' || outcome === 'anonymise');

const CATEGORY_OF = {
  email: 'email',
  phone: 'phone',
  name: 'name',
  postalAddress: 'postal-address',
} as const satisfies Record<Exclude<SystemIdentifier, 'customerNumber'>, Category>;

function identities({ subject, customerNumber }: Occasion, system: ConnectedSystem): Identity[] {
  return system.identifiers.flatMap((identity_type) =>
    valuesOf(identity_type, subject, customerNumber).map((identity_value) => ({
      identity_type,
      identity_value,
    })),
  );
}

function valuesOf(type: SystemIdentifier, { file, values }: Subject, customerNumber: string): string[] {
  if (type === 'customerNumber') return [customerNumber];
  const held = file.data.filter(
    ({ category, recordId, supersededAt }) =>
      category === CATEGORY_OF[type] && recordId === null && supersededAt === null,
  );
  return held.map(({ id }) => values.get(id)).filter((value) => typeof value === 'string');
}

import type { Language, Right } from '../domain/category.js';
import type { ItemState } from '../domain/lifecycle.js';
import type { CastName } from './cast.js';

/** How one right of a request must end. */
export interface Expected {
  readonly state: ItemState;
  /** One line for each thing that happens to a category (see `inOneLine`); `null` where there is no plan to read. */
  readonly data: readonly string[] | null;
  /** Words the letter must have, and words it must not have. */
  readonly says?: readonly string[];
  readonly leavesOut?: readonly string[];
}

/** One request of one person, with everything that must come of it. */
export interface Scenario {
  readonly register: string;
  /** Who asks; `stranger` is nobody the register knows. */
  readonly who: CastName | 'stranger';
  readonly language: Language;
  /** A letter is recorded by staff and answered by post; everything else comes through the public form. */
  readonly channel: 'web' | 'letter';
  readonly rights: Readonly<Partial<Record<Right, Expected>>>;
  readonly correctedAddress?: string;
  /** Shows that it is really them by two facts that only they and the register know. */
  readonly proves?: boolean;
  /** Why a contact person is refused, in the decider's words. */
  readonly weighing?: string;
}

import type { Chance } from './chance.js';
import type { KeptProcess } from './kept-process.js';
import type { Strikes } from './strikes.js';
import type { World } from './world.js';

/** What can be broken in a round. */
export interface Stage {
  readonly world: World;
  readonly api: KeptProcess;
  readonly worker: KeptProcess;
  readonly luck: Chance;
  readonly strikes: Strikes;
  /** Of the next start of a process, in seconds. */
  skew: number;
  /** Notes what may explain a repeat. */
  broke(what: string): void;
}

/** @returns what was broken, more finely than by its name; `null` when it could not be done, or counts itself */
export type Fault = (stage: Stage) => Promise<string | null>;

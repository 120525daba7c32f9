import type { Chance } from './chance.js';

/** One and the same letter is let through at last: the house does not try for ever. */
const EACH = 3;

/** What an unreliable receiver does to what comes, as long as it is told to lie. */
export class Tricks<T extends string> {
  /** How often; 0: it can be relied on. */
  probability = 0;
  private readonly times = new Map<string, number>();

  constructor(
    private readonly choices: readonly T[],
    private readonly luck: Chance,
    private readonly played: (trick: T) => void,
  ) {}

  /** Plays one on what has this id, unless it has had its share. */
  play(id: string): T | undefined {
    const times = this.times.get(id) ?? 0;
    if (times >= EACH || !this.luck.happens(this.probability)) return undefined;
    this.times.set(id, times + 1);
    const trick = this.luck.oneOf(this.choices);
    this.played(trick);
    return trick;
  }
}

/** One and the same letter is let through at last: the house does not try for ever. */
const EACH = 3;
/** Tricks that wait are for what comes soon. */
const WAITING = 4;

/** What an unreliable receiver is told to do to what comes next, one trick each. */
export class Tricks<T extends string> {
  private waiting: T[] = [];
  private readonly times = new Map<string, number>();

  constructor(private readonly played: (trick: T) => void) {}

  add(trick: T): void {
    if (this.waiting.length < WAITING) this.waiting.push(trick);
  }

  forget(): void {
    this.waiting = [];
  }

  /** Plays the next one on what has this id, unless it has had its share. */
  play(id: string): T | undefined {
    const times = this.times.get(id) ?? 0;
    const trick = times < EACH ? this.waiting.shift() : undefined;
    if (trick === undefined) return undefined;
    this.times.set(id, times + 1);
    this.played(trick);
    return trick;
  }

  /** Plays the next one before it is known what comes, if it is this. */
  playNext(trick: T): boolean {
    if (this.waiting[0] !== trick) return false;
    this.waiting.shift();
    this.played(trick);
    return true;
  }
}

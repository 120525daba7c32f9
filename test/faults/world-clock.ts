const FIRST = Date.parse('2026-11-20T02:00:00+02:00');
/** The day must not end: outcomes are those of one day. */
const LAST = Date.parse('2026-11-20T23:30:00+02:00');

/** The time all processes of a round go by, faster than ours by `rate`. */
export class WorldClock {
  private readonly since = Date.now();
  ahead = 0;

  constructor(private readonly rate: number) {}

  now(): number {
    return Math.min(FIRST + (Date.now() - this.since) * this.rate + this.ahead, LAST);
  }

  /** For a process that starts; `skew` is by how many seconds it is wrong. See inside/quick-clock.mjs. */
  settings(skew: number): Record<string, string> {
    const { since, rate, ahead } = this;
    return {
      SUOJA_NOW: new Date(this.now()).toISOString(),
      FAULT_CLOCK: JSON.stringify({ from: FIRST, last: LAST, since, rate, ahead, skew: skew * 1000 }),
    };
  }
}

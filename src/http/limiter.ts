import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpProblem } from './http-problem.js';

/**
 * So many per key and period. Counted in the memory of this process: with several processes behind a balancer the
 * limit holds for each of them, and a restart forgets.
 */
export class Limiter {
  private readonly counter: RateLimiterMemory;

  constructor(points: number, seconds: number) {
    this.counter = new RateLimiterMemory({ points, duration: seconds });
  }

  /** Counts one, or refuses with the time to wait. */
  async take(key: string): Promise<void> {
    try {
      await this.counter.consume(key);
    } catch (full) {
      if (!(full instanceof RateLimiterRes)) throw full;
      const seconds = Math.max(1, Math.ceil(full.msBeforeNext / 1000));
      throw new HttpProblem('TOO_MANY_REQUESTS', { headers: { 'retry-after': String(seconds) } });
    }
  }

  /** Takes one back. */
  async giveBack(key: string): Promise<void> {
    await this.counter.reward(key);
  }

  async clear(key: string): Promise<void> {
    await this.counter.delete(key);
  }
}

import type { KeyObject } from 'node:crypto';

const AT_MOST = 4096;
const MINUTES = 10;
const MINUTE = 60_000;

/** Opened keys, for as long as they are of use: the oldest goes when there are too many, and each after some minutes. */
export class ExpiringKeys {
  private readonly keys = new Map<string, { readonly key: KeyObject; minutesLeft: number }>();
  private timer: NodeJS.Timeout | undefined;

  get(name: string): KeyObject | undefined {
    return this.keys.get(name)?.key;
  }

  keep(name: string, key: KeyObject): KeyObject {
    if (this.keys.size >= AT_MOST) this.drop(this.keys.keys().next().value!);
    this.keys.set(name, { key, minutesLeft: MINUTES });
    this.timer ??= setInterval(() => this.age(), MINUTE).unref();
    return key;
  }

  drop(name: string): void {
    this.keys.delete(name);
  }

  clear(): void {
    this.keys.clear();
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** No clock is asked: the timer itself is the measure. */
  private age(): void {
    for (const [name, kept] of this.keys) if (--kept.minutesLeft <= 0) this.drop(name);
    if (this.keys.size === 0) this.clear();
  }
}

import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { nameOf, Repeating } from '../jobs/repeating.js';
import { Policies } from '../registers/policies.js';
import { HOUSE } from '../staff/sessions.service.js';
import { idFrom, Sealer } from './sealer.js';

/**
 * How far back a run looks. Most transactions are over in seconds; what stayed open for longer is found by the look back
 * of every minute, and in the end by the hourly one at everything.
 */
const SECONDS_BACK = 30;
const [MINUTE, MINUTES_BACK] = [60, 10];
const HOUR = 3600;

/** The names of all logs: one for each register, and the house's own. */
export const logsOf = (policies: Policies): string[] => [
  HOUSE,
  ...policies.all().map(({ register }) => register),
];

/**
 * Seals the logs on a timer of the process. There is no nudge: one for every entry would cost more than the entry, and
 * an entry without a seal is found by itself.
 */
@Injectable()
export class Sealing extends Repeating {
  protected readonly seconds: number;
  private readonly failing = new Set<string>();
  private runs = 0;

  constructor(
    private readonly policies: Policies,
    private readonly sealer: Sealer,
    config: Config,
  ) {
    super();
    this.seconds = config.AUDIT_SEAL_SECONDS;
  }

  protected async run(): Promise<void> {
    const from = this.lookBack();
    for (const register of logsOf(this.policies)) {
      if (this.stopping) return;
      await this.seal(register, from);
    }
  }

  /** The lowest id this run looks at; absent: all. */
  private lookBack(): string | undefined {
    const run = this.runs++;
    const every = (seconds: number) => run % Math.ceil(seconds / this.seconds) === 0;
    if (every(HOUR)) return undefined;
    return idFrom(every(MINUTE) ? MINUTES_BACK * 60 : Math.max(SECONDS_BACK, 3 * this.seconds));
  }

  /** What is wrong with one log is said once, and holds up no other. */
  private async seal(register: string, from: string | undefined): Promise<void> {
    try {
      await this.sealer.seal(register, from);
      this.failing.delete(register);
    } catch (error) {
      if (!this.failing.has(register))
        this.logger.error(
          `the audit log of '${register}' cannot be sealed: ${nameOf(error)}; see suoja audit verify`,
        );
      this.failing.add(register);
    }
  }
}

import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { nameOf, Repeating } from '../jobs/repeating.js';
import { Policies } from '../registers/policies.js';
import { HOUSE } from '../staff/sessions.service.js';
import { idFrom, Sealer } from './sealer.js';

/** A transaction that stays open for longer than this is found by the next look at everything. */
const LATE_MINUTES = 10;
const EVERYTHING_SECONDS = 3600;

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
    const everything = this.runs++ % Math.ceil(EVERYTHING_SECONDS / this.seconds) === 0;
    for (const register of logsOf(this.policies)) {
      if (this.stopping) return;
      await this.seal(register, everything);
    }
  }

  /** What is wrong with one log is said once, and holds up no other. */
  private async seal(register: string, everything: boolean): Promise<void> {
    try {
      await this.sealer.seal(register, everything ? undefined : idFrom(LATE_MINUTES));
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

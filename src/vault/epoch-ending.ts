import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { nameOf, Repeating } from '../jobs/repeating.js';
import { Policies } from '../registers/policies.js';
import { Rewrapping } from './rewrapping.js';

/** Looks for keys whose time is over, several times within the hour that is left of a day. */
const SECONDS = 600;

/**
 * Ends epochs on a timer of the process, so that within 24 hours nobody can open what was destroyed. A run that fails is
 * made again ten minutes later, and a bucket that somebody was at work in is taken then.
 */
@Injectable()
export class EpochEnding extends Repeating {
  protected readonly seconds = SECONDS;

  constructor(
    private readonly policies: Policies,
    private readonly rewrapping: Rewrapping,
    private readonly config: Config,
  ) {
    super();
  }

  protected async run(): Promise<void> {
    for (const { register } of this.policies.all()) {
      if (this.stopping) return;
      await this.rewrap(register);
    }
    await this.rewrapping.endTimeBeforeEpochs();
  }

  /** What is wrong with one register holds up no other. */
  private async rewrap(register: string): Promise<void> {
    try {
      await this.rewrapping.rewrap(register, this.config.KEYS_REWRAP_HOURS);
    } catch (error) {
      this.logger.error(`the data keys of '${register}' cannot be wrapped anew: ${nameOf(error)}`);
    }
  }
}

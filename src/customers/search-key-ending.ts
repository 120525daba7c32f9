import { Injectable } from '@nestjs/common';
import { nameOf, Repeating } from '../jobs/repeating.js';
import { Policies } from '../registers/policies.js';
import { SearchKeyChange } from './search-key-change.js';

const SECONDS = 600;

/** Goes on with a change of a search key that was cut off, on a timer of the process. */
@Injectable()
export class SearchKeyEnding extends Repeating {
  protected readonly seconds = SECONDS;

  constructor(
    private readonly policies: Policies,
    private readonly changes: SearchKeyChange,
  ) {
    super();
  }

  protected async run(): Promise<void> {
    for (const { register } of this.policies.all()) {
      if (this.stopping) return;
      await this.goOn(register);
    }
  }

  /** What is wrong with one register holds up no other. */
  private async goOn(register: string): Promise<void> {
    try {
      if (await this.changes.isUnfinished(register)) await this.changes.goOn(register, () => this.stopping);
    } catch (error) {
      this.logger.error(`the hashes of '${register}' cannot be made anew: ${nameOf(error)}`);
    }
  }
}

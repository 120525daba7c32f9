import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../domain/domain-error.js';
import { Policies } from '../registers/policies.js';
import { DeferredErasures } from '../requests/deferred-erasures.js';
import { Leftovers } from './leftovers.js';
import { OwnData } from './own-data.js';
import { Purges } from './purges.service.js';

/** What the schedule does: postponed erasures whose day has come, purges, and the house's own data. */
@Injectable()
export class DailySweep {
  private readonly logger = new Logger(DailySweep.name);

  constructor(
    private readonly leftovers: Leftovers,
    private readonly ownData: OwnData,
    private readonly deferred: DeferredErasures,
    private readonly purges: Purges,
    private readonly policies: Policies,
  ) {}

  /** What fails in one place stops nothing in another; it is told in the log and at the end. */
  async run(): Promise<void> {
    const failed: string[] = [];
    const attempt = async (what: string, work: () => Promise<unknown>) => {
      try {
        await work();
      } catch (error) {
        failed.push(what);
        // The name only: a message may quote a value.
        this.logger.error(`${what}: ${error instanceof Error ? error.name : 'unknown error'}`);
      }
    };
    await attempt('leftovers', () => this.leftovers.clear());
    for (const { register } of this.policies.all()) {
      await attempt(`postponed erasures of ${register}`, async () => {
        for (const customerId of await this.deferred.waiting(register))
          await attempt(`a postponed erasure of ${register}`, () =>
            this.deferred.persevere(register, customerId),
          );
      });
      await attempt(`purge of ${register}`, () => this.startPurge(register));
      await attempt(`own data of ${register}`, () => this.ownData.purge(register));
    }
    if (failed.length > 0) throw new Error(`${failed.length} parts of the daily sweep failed`);
  }

  /** A register that states no retention is a finding of its own and stops no other. */
  private async startPurge(register: string): Promise<void> {
    try {
      await this.purges.start(register, { dryRun: false }, 'system');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn(`no purge of ${register}: ${error.code}`);
    }
  }
}

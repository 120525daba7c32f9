import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { nameOf, Repeating } from '../jobs/repeating.js';
import { LedgerReader } from '../ledger/ledger-reader.js';
import { Policies } from '../registers/policies.js';

const DAY = 24 * 3600;

/** Reads every ledger once a day: what is wrong with one shows now, and not when a backup has to be put right by it. */
@Injectable()
export class LedgerWatch extends Repeating {
  protected readonly seconds = DAY;

  constructor(
    private readonly database: Database,
    private readonly reader: LedgerReader,
    private readonly policies: Policies,
    private readonly audit: AuditLog,
  ) {
    super();
  }

  async run(): Promise<void> {
    for (const { register } of this.policies.all()) {
      if (this.stopping) return;
      try {
        await this.check(register);
      } catch (error) {
        this.logger.error(`the erasure ledger of ${register} cannot be read: ${nameOf(error)}`);
      }
    }
  }

  private check(register: string): Promise<void> {
    return this.database.inRegister(register, async (tx) => {
      const { broken, missing } = await this.reader.check(tx, register);
      if (broken + missing === 0) return;
      this.logger.error(
        `the erasure ledger of ${register} is damaged: ${broken} lines broken, ${missing} entries missing; ` +
          'put LEDGER_DIR back from its backup: the service will not start again like this',
      );
      await this.audit.write(tx, register, {
        actor: 'system',
        action: 'ledger.damaged',
        details: { broken, missing },
      });
    });
  }
}

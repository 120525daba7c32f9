import { Injectable } from '@nestjs/common';
import { AuditLog, LOG_LOCK } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { headOf } from './log-head.js';
import { LogKeys } from './log-key.js';
import { BATCH, Sealer } from './sealer.js';

/** Gives a log its next signing key. The entry that says so is sealed under the new key in the same transaction. */
@Injectable()
export class KeyChange {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly sealer: Sealer,
    private readonly keys: LogKeys,
  ) {}

  /** Returns the version that signs from now on. */
  change(register: string): Promise<number> {
    return this.database.inRegister(register, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(${LOG_LOCK})`, [register]);
      while ((await this.sealer.sealBatch(tx, register)).length === BATCH);
      const { keyVersion: from } = await headOf(tx, register, this.keys);
      const to = from + 1;
      await this.audit.write(tx, register, {
        actor: 'system',
        action: 'audit-key.changed',
        details: { from, to },
      });
      await this.sealer.sealBatch(tx, register, { keyVersion: to });
      return to;
    });
  }
}

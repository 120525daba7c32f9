import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { Nudges } from '../jobs/nudges.js';
import { type Case } from './cases.js';

/** Tells the queue and the log. */
@Injectable()
export class Wake {
  constructor(
    private readonly database: Database,
    private readonly nudges: Nudges,
    private readonly audit: AuditLog,
  ) {}

  async afterVerification(tx: EntityManager, { request }: Case): Promise<void> {
    await this.audit.write(tx, request.register, {
      actor: 'subject',
      action: 'request.verified',
      requestId: request.id,
    });
    this.database.afterCommit(() => this.nudges.processRequest(request.register, request.id));
  }
}

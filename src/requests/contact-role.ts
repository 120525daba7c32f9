import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import type { PersonFile } from '../customers/person-file.js';
import { Objections } from '../objections/objections.js';
import { Planning } from '../planning/planning.js';
import { Restriction } from '../restrictions/restriction.entity.js';
import type { Case } from './cases.js';
import type { RequestItem } from './request-item.entity.js';

/** What the erasure request of an organisation's contact person sets in motion before it is decided. */
@Injectable()
export class ContactRole {
  constructor(
    private readonly planning: Planning,
    private readonly objections: Objections,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** It is read as an objection too: marketing stops, and the data are restricted while it is weighed (Art. 18(1)(d)). */
  async objectionWithin(tx: EntityManager, opened: Case, item: RequestItem, file: PersonFile): Promise<void> {
    const held = this.planning
      .plan(file, 'erasure')
      .data.some(({ holds }) => holds.includes('ACTIVE_CONTACT_ROLE'));
    if (!held) return;
    const { register, id: requestId } = opened.request;
    const customerId = file.customer.id;
    await this.objections.stopMarketing(
      tx,
      register,
      { customerIds: [customerId], email: opened.file.email },
      { actor: 'system', requestId },
    );
    await tx.insert(Restriction, {
      id: uuid(),
      register,
      customerId,
      ground: '18(1)(d)',
      categories: null,
      since: this.clock.today(),
      requestItemId: item.id,
    });
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'restriction.set',
      customerId,
      requestId,
      details: { ground: '18(1)(d)' },
    });
  }
}

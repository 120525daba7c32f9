import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Redaction } from '../answers/redaction.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Datum } from '../customers/datum.entity.js';
import { PersonFiles } from '../customers/person-file.js';
import { DomainError } from '../domain/domain-error.js';
import { isFinal } from '../domain/lifecycle.js';
import { Cases } from './cases.js';
import type { WithholdDto } from './dto/withhold.dto.js';

/**
 * Refuses a part of a copy, datum by datum: all else is given (Art. 15(4); DPA 34 §). The item is carried out as usual,
 * and its letter tells each part with its reason.
 */
@Injectable()
export class Withholding {
  constructor(
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly audit: AuditLog,
  ) {}

  /** Throws INVALID_TRANSITION once the item is decided, and REFUSAL_TOO_WIDE where nothing would be left to give. */
  async withhold(tx: EntityManager, requestId: string, dto: WithholdDto, staffId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const item = this.cases.item(opened, dto.itemId);
    if (item.right !== 'access') throw new DomainError('INVALID_VALUE', { pointer: '/itemId' });
    if (item.decided !== null || isFinal(item.state))
      throw new DomainError('INVALID_TRANSITION', { from: item.state, to: 'withheld' });
    const { customerId, register } = opened.request;
    const file = customerId === null ? null : await this.files.load(tx, customerId);
    if (!file) throw new DomainError('PLAN_NOT_READY');
    const data = named(file.data, dto);
    const known = this.cases.decision(opened, item)?.redactions ?? [];
    const whole = new Set(known.filter(({ text }) => text === null).map(({ datumId }) => datumId));
    const fresh = data.filter(({ id }) => !whole.has(id));
    if (whole.size + fresh.length === file.data.length) throw new DomainError('REFUSAL_TOO_WIDE');
    const redactions = fresh.map(({ id }): Redaction => ({
      datumId: id,
      text: null,
      reason: dto.text,
      ground: dto.reason,
    }));
    await this.cases.note(tx, opened, item, { redactions: [...known, ...redactions] });
    await this.audit.write(tx, register, {
      actor: staffId,
      action: 'request.part-refused',
      customerId,
      requestId,
      details: { itemId: item.id, reason: dto.reason, data: fresh.map(({ id }) => id) },
    });
  }
}

/** Throws INVALID_VALUE for a datum of somebody else, and where nothing is named. */
function named(data: readonly Datum[], { datumIds = [], categories = [] }: WithholdDto): Datum[] {
  for (const [index, id] of datumIds.entries())
    if (!data.some((datum) => datum.id === id))
      throw new DomainError('INVALID_VALUE', { pointer: `/datumIds/${index}` });
  const found = data.filter(({ id, category }) => datumIds.includes(id) || categories.includes(category));
  if (found.length === 0)
    throw new DomainError('INVALID_VALUE', { pointer: categories.length > 0 ? '/categories' : '/datumIds' });
  return found;
}

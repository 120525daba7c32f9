import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { redacted, type Redaction } from '../answers/redaction.js';
import { AuditLog } from '../audit/audit-log.js';
import { PersonFiles } from '../customers/person-file.js';
import { DomainError } from '../domain/domain-error.js';
import { isFinal } from '../domain/lifecycle.js';
import { Cases } from './cases.js';
import type { RedactDto } from './dto/redaction.dto.js';

/** Art. 15(4): what a free text tells of others is taken out of the copy, with a reason, before the copy is made. */
@Injectable()
export class Redacting {
  constructor(
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly audit: AuditLog,
  ) {}

  /** Throws INVALID_TRANSITION once the item is decided, and INVALID_VALUE where the text is not in the datum. */
  async redact(tx: EntityManager, requestId: string, dto: RedactDto, staffId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const item = opened.items.find(({ right }) => right === 'access');
    if (!item) throw new DomainError('NOT_FOUND', { what: 'access item' });
    if (item.decided !== null || isFinal(item.state))
      throw new DomainError('INVALID_TRANSITION', { from: item.state, to: 'redacted' });
    const { customerId, register, language } = opened.request;
    const file = customerId === null ? null : await this.files.load(tx, customerId);
    if (!file) throw new DomainError('PLAN_NOT_READY');
    const datum = file.data.find(({ id }) => id === dto.datumId);
    if (!datum) throw new DomainError('NOT_FOUND', { what: 'datum' });
    const redaction: Redaction = { datumId: datum.id, text: dto.text ?? null, reason: dto.reason };
    const key = await this.files.key(tx, file);
    const told = [this.files.values(key, [datum]), this.files.statements(key, [datum])];
    const parts = told.flatMap((opened) => [...opened.values()]);
    if (parts.every((part) => isDeepStrictEqual(redacted(part, redaction, language), part)))
      throw new DomainError('INVALID_VALUE', { pointer: '/text' });
    const known = this.cases.decision(opened, item)?.redactions ?? [];
    await this.cases.note(tx, opened, item, { redactions: [...known, redaction] });
    await this.audit.write(tx, register, {
      actor: staffId,
      action: 'request.redacted',
      customerId,
      requestId,
      details: { itemId: item.id, datumId: datum.id, whole: redaction.text === null },
    });
  }
}

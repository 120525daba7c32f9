import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { AnsweredTransmission } from '../answers/answer.js';
import type { AnsweredRedaction } from '../answers/redaction.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock, legalDate } from '../clock.js';
import { Database } from '../database/database.js';
import { Nudges } from '../jobs/nudges.js';
import type { Destination } from '../requests/case-file.js';
import type { Case } from '../requests/cases.js';
import type { RequestItem } from '../requests/request-item.entity.js';
import { Transmission } from './transmission.entity.js';

/** What of a transmission is sealed: where the copy goes, and what was left out of it. */
export interface SealedTransmission {
  readonly to: Destination;
  readonly redactions: readonly AnsweredRedaction[];
}

export const transmissionPlace = (row: { register: string; id: string }) =>
  `transmission|${row.register}|${row.id}`;

/** A transmission with what is sealed of it. */
export interface Transmitting {
  readonly row: Transmission;
  readonly sealed: SealedTransmission;
}

/** The rows that say that a copy is to be handed to another controller, and what became of it. */
@Injectable()
export class Transmissions {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly nudges: Nudges,
  ) {}

  async of(tx: EntityManager, { key }: Case, item: RequestItem): Promise<Transmitting | null> {
    const row = await tx.findOneBy(Transmission, { itemId: item.id });
    return row && { row, sealed: key.open<SealedTransmission>(transmissionPlace(row), row.sealed) };
  }

  /** Due at once. The item is answered when it has ended, one way or the other. */
  async begin(
    tx: EntityManager,
    { request, key }: Case,
    item: RequestItem,
    { packageId, ...sealed }: SealedTransmission & { packageId: string },
  ): Promise<void> {
    const { register, id: requestId } = request;
    const id = uuid();
    const now = this.clock.now();
    await tx.insert(Transmission, {
      id,
      register,
      requestId,
      itemId: item.id,
      packageId,
      keyId: key.id,
      sealed: key.seal(transmissionPlace({ register, id }), sealed),
      state: 'queued',
      notBefore: now,
      createdAt: now,
    });
    const details = { itemId: item.id, transmission: id, packageId };
    await this.audit.write(tx, register, {
      actor: 'system',
      action: 'copy.transmission-begun',
      requestId,
      details,
    });
    this.database.afterCommit(() => this.nudges.transmitCopy(register, id));
  }
}

/** What the letter says of it: to whom, and when or why not. */
export function answeredTransmission({ row, sealed }: Transmitting): AnsweredTransmission {
  const to = nameOf(sealed.to);
  if (row.state === 'sent') return { to, sentOn: legalDate(row.endedAt!), reason: null };
  return { to, sentOn: null, reason: null };
}

/** As the person calls it, with the host it was sent to. */
export function nameOf({ url, name }: Destination): string {
  const { host } = new URL(url);
  return name === null ? host : `${name} (${host})`;
}

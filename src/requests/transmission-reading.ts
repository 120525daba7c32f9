import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Transmissions } from '../delivery/transmissions.js';
import { DomainError } from '../domain/domain-error.js';
import { Cases } from './cases.js';
import type { TransmissionDto } from './dto/transmission.dto.js';

/** What staff see of a copy's way to another controller. */
@Injectable()
export class TransmissionReading {
  constructor(
    private readonly database: Database,
    private readonly cases: Cases,
    private readonly transmissions: Transmissions,
  ) {}

  /** Throws NOT_FOUND where the person asked for none. */
  get(register: string, requestId: string): Promise<TransmissionDto> {
    return this.database.inRegister(register, async (tx) => {
      const opened = await this.cases.load(tx, requestId);
      const to = opened.file.transmitTo;
      const item = opened.items.find(({ right }) => right === 'portability');
      if (!to || !item) throw new DomainError('NOT_FOUND', { what: 'transmission' });
      const row = (await this.transmissions.of(tx, opened, item))?.row;
      const declined = this.cases.decision(opened, item)?.transmissionDeclined !== undefined;
      return {
        ...to,
        state: row?.state ?? (declined ? 'declined' : 'asked'),
        reason: row?.reason ?? null,
        attempts: row?.attempts ?? 0,
        endedAt: row?.endedAt?.toISOString() ?? null,
      };
    });
  }
}

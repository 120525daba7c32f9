import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { ErasureLedger } from '../ledger/erasure-ledger.js';
import type { Editor } from './customer-changes.service.js';
import { CustomerEntries } from './customer-entries.js';
import { Datum } from './datum.entity.js';
import type { DatumIdDto } from './dto/datum.dto.js';

/** Takes back the consent a datum is kept by (Art. 7(3)); a backup put back later does not bring it to life. */
@Injectable()
export class ConsentWithdrawal {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly ledger: ErasureLedger,
    private readonly clock: Clock,
  ) {}

  /** The person's own act: a restriction does not stand in its way. */
  withdraw(
    register: string,
    customerId: string,
    datumId: string,
    { withdrawnOn }: { withdrawnOn: string },
    { actor, version }: Editor,
  ): Promise<DatumIdDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer } = await this.entries.lock(tx, customerId, version);
      const datum = await tx.findOneBy(Datum, { id: datumId, customerId });
      if (!datum) throw new DomainError('NOT_FOUND', { what: 'datum' });
      const { category, basis } = datum;
      if (basis !== 'consent') throw new DomainError('NOT_BY_CONSENT');
      if (withdrawnOn > this.clock.today())
        throw new DomainError('INVALID_VALUE', { pointer: '/withdrawnOn', reason: 'IN_THE_FUTURE' });
      await tx.update(Datum, datumId, { consentWithdrawnOn: withdrawnOn });
      this.ledger.note(tx, register, {
        kind: 'consent-withdrawn',
        of: 'datum',
        consent: datumId,
        customer: customerId,
        on: withdrawnOn,
      });
      const details = { datum: datumId, category, withdrawnOn };
      await this.entries.changed(tx, customer, { actor, action: 'consent.withdrawn', details });
      return { id: datumId, category };
    });
  }
}

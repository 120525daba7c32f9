import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { Vault } from '../vault/vault.js';
import type { Editor } from './customer-changes.service.js';
import { CustomerEntries } from './customer-entries.js';
import { Datum } from './datum.entity.js';
import type { DatumIdDto, ThirdPartyDto } from './dto/datum.dto.js';
import { datumPlace, type DatumValue } from './person-file.js';
import { isIn, sealedThirdParties } from './third-parties.js';

/** Art. 15(4), 20(4): staff say at any time what in a datum tells of others, so that no copy has to wait for it. */
@Injectable()
export class ThirdPartyMarking {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly vault: Vault,
  ) {}

  /** It protects others and changes nothing of the datum: no restriction stands in its way. Throws INVALID_VALUE. */
  mark(
    register: string,
    { customerId, datumId }: { customerId: string; datumId: string },
    parts: readonly ThirdPartyDto[],
    editor: Editor,
  ): Promise<DatumIdDto> {
    return this.database.inRegister(register, async (tx) => {
      const { customer } = await this.entries.lock(tx, customerId, editor.version);
      const datum = await tx.findOneBy(Datum, { id: datumId, customerId });
      if (!datum) throw new DomainError('NOT_FOUND', { what: 'datum' });
      const key = await this.vault.open(tx, customer.keyId);
      const value = key.open<DatumValue>(datumPlace(datum), datum.sealed);
      const missing = parts.findIndex(({ text }) => text !== undefined && !isIn(value, text));
      if (missing >= 0) throw new DomainError('INVALID_VALUE', { pointer: `/parts/${missing}/text` });
      const found = parts.map(({ text, reason }) => ({ text: text ?? null, reason }));
      await tx.update(Datum, datumId, { thirdParties: sealedThirdParties(key, datum, found) });
      const { category } = datum;
      const details = { datum: datumId, category, parts: parts.length };
      await this.entries.changed(tx, customer, {
        actor: editor.actor,
        action: 'datum.third-parties-marked',
        details,
      });
      return { id: datumId, category };
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { RecipientTelling } from '../recipients/recipient-telling.js';
import { CustomerChanges, type Editor } from './customer-changes.service.js';
import type { CorrectDatumDto, DatumIdDto } from './dto/datum.dto.js';
import { PersonFiles } from './person-file.js';

/** A correction by staff is a rectification too: recipients and source of the datum are told of it (Art. 19). */
@Injectable()
export class DatumCorrection {
  constructor(
    private readonly database: Database,
    private readonly changes: CustomerChanges,
    private readonly files: PersonFiles,
    private readonly telling: RecipientTelling,
  ) {}

  correct(
    register: string,
    customerId: string,
    datumId: string,
    dto: CorrectDatumDto,
    editor: Editor,
  ): Promise<DatumIdDto> {
    return this.database.inRegister(register, async (tx) => {
      // As it was: recipients know the person by what they were given.
      const before = await this.files.load(tx, customerId, { lock: true });
      const corrected = await this.changes.correctDatum(register, customerId, datumId, dto, editor);
      const old = before?.data.find(({ id }) => id === datumId);
      if (!before || !old) return corrected;
      // What a record says is no single value that could be sent along.
      const { category } = corrected;
      const value = typeof dto.value === 'string' ? { value: dto.value } : {};
      await this.telling.tell(
        tx,
        {
          causeId: corrected.id,
          right: 'rectification',
          planHash: 'correction',
          subject: { file: before },
          key: null,
        },
        [{ category, change: 'corrected', ...value }],
      );
      return corrected;
    });
  }
}

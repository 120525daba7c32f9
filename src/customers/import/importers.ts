import { Injectable } from '@nestjs/common';
import { CustomerImporter } from './customer-importer.js';
import { DisclosureImporter } from './disclosure-importer.js';
import type { ImportKind } from './import-columns.js';
import type { Importer } from './importer.js';
import { RecordImporters } from './record-importer.js';

/** The importer of each kind of file. */
@Injectable()
export class Importers {
  constructor(
    private readonly customers: CustomerImporter,
    private readonly records: RecordImporters,
    private readonly disclosures: DisclosureImporter,
  ) {}

  of(kind: ImportKind): Importer {
    if (kind === 'customers') return this.customers;
    return kind === 'disclosures' ? this.disclosures : this.records.of(kind);
  }
}

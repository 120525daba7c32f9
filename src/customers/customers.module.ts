import { Module } from '@nestjs/common';
import { ObjectionsModule } from '../objections/objections.module.js';
import { TellingModule } from '../recipients/telling.module.js';
import { RestrictionWall } from '../restrictions/restriction-wall.js';
import { ConsentWithdrawal } from './consent-withdrawal.js';
import { CustomerAdmission } from './customer-admission.js';
import { CustomerChanges } from './customer-changes.service.js';
import { CustomerDataController } from './customer-data.controller.js';
import { CustomerEntries } from './customer-entries.js';
import { CustomerIntake } from './customer-intake.js';
import { CustomerNumbers } from './customer-numbers.js';
import { CustomerReading } from './customer-reading.service.js';
import { CustomerSearch } from './customer-search.js';
import { CustomerValues } from './customer-values.js';
import { ThirdPartyMarking } from './third-party-marking.js';
import { CustomersController } from './customers.controller.js';
import { Customers } from './customers.service.js';
import { DatumCorrection } from './datum-correction.service.js';
import { DatumWriter } from './datum-writer.js';
import { CsvImport } from './import/csv-import.service.js';
import { CustomerImporter } from './import/customer-importer.js';
import { CustomerUpdate } from './import/customer-update.js';
import { DisclosureImporter } from './import/disclosure-importer.js';
import { Importers } from './import/importers.js';
import { RecordImporters } from './import/record-importer.js';
import { RecordLookup } from './import/record-lookup.js';
import { RecordUpdate } from './import/record-update.js';
import { MergePatch } from './merge-patch.js';
import { RecordReading } from './record-reading.service.js';
import { RecordWriter } from './record-writer.js';
import { Rehashing } from './rehashing.js';
import { SearchKeyChange } from './search-key-change.js';
import { RecordsController } from './records.controller.js';
import { Records } from './records.service.js';

const IMPORT = [
  CsvImport,
  Importers,
  CustomerImporter,
  CustomerUpdate,
  RecordImporters,
  RecordLookup,
  RecordUpdate,
  DisclosureImporter,
];

/** The register itself: customers, their data and records, search and import. Needs `Nudges` from the application. */
@Module({
  imports: [ObjectionsModule, TellingModule],
  controllers: [CustomersController, CustomerDataController, RecordsController],
  providers: [
    Customers,
    ConsentWithdrawal,
    CustomerAdmission,
    CustomerChanges,
    CustomerEntries,
    CustomerIntake,
    CustomerNumbers,
    CustomerReading,
    CustomerSearch,
    CustomerValues,
    DatumCorrection,
    DatumWriter,
    MergePatch,
    RecordReading,
    RecordWriter,
    Records,
    Rehashing,
    RestrictionWall,
    SearchKeyChange,
    ThirdPartyMarking,
    ...IMPORT,
  ],
  exports: [
    Customers,
    CustomerEntries,
    CustomerSearch,
    CsvImport,
    DatumWriter,
    Records,
    RestrictionWall,
    SearchKeyChange,
    ObjectionsModule,
    TellingModule,
  ],
})
export class CustomersModule {}

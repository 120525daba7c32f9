import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../audit/audit-log.js';
import { Policies } from '../../registers/policies.js';
import { normalForms } from '../../vault/search-field.js';
import { CustomerEntries } from '../customer-entries.js';
import { isSource } from '../new-datum.js';
import { RECORD_SHAPES, type RecordSegment, type RecordShape } from '../record-shapes.js';
import { RecordWriter, type SealedRecord } from '../record-writer.js';
import { type Columns, IMPORT_COLUMNS } from './import-columns.js';
import { type Outcome, problem } from './import-report.js';
import type { Importer, ImportLine } from './importer.js';
import { closedBy, newRecord } from './record-lines.js';
import { type Known, RecordLookup } from './record-lookup.js';
import { RecordUpdate } from './record-update.js';

/** Takes in records of one kind, all new ones of a batch together. */
@Injectable()
export class RecordImporters {
  constructor(
    private readonly policies: Policies,
    private readonly lookup: RecordLookup,
    private readonly writer: RecordWriter,
    private readonly update: RecordUpdate,
    private readonly entries: CustomerEntries,
  ) {}

  of(segment: RecordSegment): Importer {
    const columns: Columns = IMPORT_COLUMNS[segment];
    return {
      columns,
      keyOf: (cells) => normalForms('record-reference', cells['reference']!).join(''),
      apply: (tx, register, lines, actor) => this.apply(tx, register, segment, lines, actor),
    };
  }

  private async apply(
    tx: EntityManager,
    register: string,
    segment: RecordSegment,
    lines: readonly ImportLine[],
    actor: Actor,
  ): Promise<Outcome[]> {
    const shape: RecordShape = RECORD_SHAPES[segment];
    const cells = lines.map((line) => line.cells);
    const known = await this.lookup.find(tx, register, shape, cells);
    const outcomes: Outcome[] = [];
    const added: SealedRecord[] = [];
    for (const [position, line] of lines.entries()) {
      const found = known[position]!;
      const { entry, key, record, orderId } = found;
      const refused = this.refusal(register, line, found);
      if (refused || !entry || !key) outcomes.push(refused ?? problem('UNKNOWN_CUSTOMER', 'customerNumber'));
      else if (record?.importDigest?.equals(line.digest)) outcomes.push('unchanged');
      else if (record) {
        outcomes.push(await this.update.apply(tx, { segment, entry, key, record, orderId, line }, actor));
      } else {
        const input = newRecord(segment, line.cells, orderId);
        const closed = !shape.payment && closedBy(entry.wall, segment, input);
        if (!closed)
          added.push(this.writer.seal(entry.customer, key, shape, { ...input, importDigest: line.digest }));
        outcomes.push(closed ? problem('RESTRICTED') : 'imported');
      }
    }
    await this.writer.insert(tx, added);
    await this.note(tx, register, added, actor);
    return outcomes;
  }

  private refusal(register: string, { cells }: ImportLine, found: Known): Outcome | null {
    const { entry, record, orderId } = found;
    const { source } = cells;
    if (!entry) return problem('UNKNOWN_CUSTOMER', 'customerNumber');
    if (source && !isSource(this.policies.of(register), source)) return problem('UNKNOWN_SOURCE', 'source');
    if (orderId === null) return problem('UNKNOWN_ORDER', 'orderReference');
    if (record && record.customerId !== entry.customer.id) return problem('REFERENCE_TAKEN', 'reference');
    return null;
  }

  private note(
    tx: EntityManager,
    register: string,
    added: readonly SealedRecord[],
    actor: Actor,
  ): Promise<void> {
    return this.entries.changedAll(
      tx,
      register,
      added.map(({ record: { id, kind, customerId } }) => ({
        actor,
        action: 'record.imported',
        customerId,
        details: { record: id, kind },
      })),
    );
  }
}

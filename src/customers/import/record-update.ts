import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import type { Actor } from '../../audit/audit-log.js';
import type { DataKey } from '../../vault/vault.js';
import { CustomerEntries, type CustomerEntry } from '../customer-entries.js';
import { Datum } from '../datum.entity.js';
import { DatumWriter } from '../datum-writer.js';
import type { NewDatum } from '../new-datum.js';
import { type DatumValue, openStatement, PersonFiles } from '../person-file.js';
import { CustomerRecord } from '../record.entity.js';
import { PAYMENT_FACTS, RECORD_SHAPES, type RecordFact, type RecordSegment } from '../record-shapes.js';
import { Records } from '../records.service.js';
import { closedRecords } from '../record-wall.js';
import { recordData } from '../record-writer.js';
import type { ImportLine } from './importer.js';
import { closedBy, factsOf, isVoucher, newRecord } from './record-lines.js';
import { type Outcome, problem } from './import-report.js';

/** A changed line about a record that is known. */
export interface ChangedRecord {
  readonly segment: RecordSegment;
  readonly entry: CustomerEntry;
  readonly key: DataKey;
  readonly record: CustomerRecord;
  readonly orderId: string | null | undefined;
  readonly line: ImportLine;
}

interface Difference {
  readonly input: NewDatum;
  readonly old: Datum | undefined;
}

/** Brings a changed line into its record. Payments always enter; a voucher's content never changes (KPL 2:7). */
@Injectable()
export class RecordUpdate {
  constructor(
    private readonly entries: CustomerEntries,
    private readonly files: PersonFiles,
    private readonly writer: DatumWriter,
    private readonly records: Records,
  ) {}

  async apply(tx: EntityManager, changed: ChangedRecord, actor: Actor): Promise<Outcome> {
    const { segment, entry, record, line } = changed;
    const input = newRecord(segment, line.cells, changed.orderId);
    const differences = await this.differences(tx, changed);
    const facts = changedFacts(record, { ...factsOf(line.cells), date: input.date });
    const payment =
      facts.every((fact) => PAYMENT_FACTS.some((paid) => paid === fact)) && differences.length === 0;
    const isInvoice = RECORD_SHAPES[segment].kind === 'invoice';
    const closed =
      closedBy(entry.wall, segment, input) ||
      differences.some(({ old }) => old && entry.wall.closesDatum(old)) ||
      (await closedRecords(tx, entry.wall, [record.id], RECORD_SHAPES[segment])).size > 0;
    if (closed && !(isInvoice && payment)) return problem('RESTRICTED');
    if (isVoucher(segment)) {
      const frozen = facts.find((fact) => !ALTERABLE.includes(fact));
      if (frozen || differences.length > 0) return problem('VOUCHER_UNALTERABLE', frozen ?? null);
    }
    await this.write(tx, changed, differences);
    const values = Object.fromEntries(
      facts.map((fact) => [fact, fact === 'date' ? input.date : input[fact]]),
    );
    const orderId = input.orderId === undefined ? record.orderId : input.orderId;
    await tx.update(CustomerRecord, record.id, {
      ...values,
      orderId,
      importDigest: line.digest,
      version: () => 'version + 1',
    });
    const details = { record: record.id, kind: record.kind, facts };
    await this.entries.changed(tx, entry.customer, { actor, action: 'record.imported', details });
    this.records.wakeErasures(record);
    return 'updated';
  }

  /** The content given is merged into the content held: an empty cell takes nothing away. */
  private async differences(
    tx: EntityManager,
    { segment, key, record, line }: ChangedRecord,
  ): Promise<Difference[]> {
    const shape = RECORD_SHAPES[segment];
    const current = await tx.findBy(Datum, { recordId: record.id, supersededAt: IsNull() });
    const values = this.files.values(key, current);
    return recordData(shape, newRecord(segment, line.cells, null)).flatMap((input): Difference[] => {
      const old = current.find(({ category }) => category === input.category);
      const held = old && values.get(old.id);
      const value = held === undefined ? input.value : merged(held, input.value);
      return held !== undefined && sameContent(held, value) ? [] : [{ input: { ...input, value }, old }];
    });
  }

  private async write(
    tx: EntityManager,
    { entry, key, record }: ChangedRecord,
    differences: readonly Difference[],
  ): Promise<void> {
    for (const { input, old } of differences) {
      const statement = old ? openStatement(key, old) : null;
      const sealed = this.writer.seal(entry.customer, key, { ...input, statement }, record.id);
      if (old) await this.writer.supersede(tx, old, sealed);
      else await this.writer.insert(tx, [sealed]);
    }
  }
}

type ImportedFact = RecordFact | 'date';

/** What changes in the life of a voucher without altering it. */
const ALTERABLE: readonly ImportedFact[] = ['status', 'balance', 'lastReminderOn', 'dueOn'];

function changedFacts(
  record: CustomerRecord,
  facts: Partial<Record<ImportedFact, string | null>>,
): ImportedFact[] {
  const given = Object.keys(facts) as ImportedFact[];
  return given.filter((fact) =>
    fact === 'balance' ? !sameAmount(record.balance, facts.balance) : record[fact] !== facts[fact],
  );
}

const sameAmount = (held: string | null, given: string | null | undefined) =>
  (held === null ? null : Number(held)) === (given === null || given === undefined ? null : Number(given));

const merged = (held: DatumValue, given: DatumValue): DatumValue =>
  typeof held === 'string' || typeof given === 'string' ? given : { ...held, ...given };

const sameContent = (held: DatumValue, given: DatumValue) => JSON.stringify(held) === JSON.stringify(given);

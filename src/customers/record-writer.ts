import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { BlindIndex, type RegisterIndex } from '../vault/blind-index.js';
import type { DataKey } from '../vault/vault.js';
import { DatumWriter, insertAll, type Owner, type SealedDatum } from './datum-writer.js';
import type { NewDatum } from './new-datum.js';
import type { DatumValue } from './person-file.js';
import { CustomerRecord } from './record.entity.js';
import type { RecordFact, RecordShape } from './record-shapes.js';

/** A record to enter. Its content and reference become its main datum, the rest data of the record. */
export interface NewRecord extends Partial<Record<RecordFact, string | null | undefined>> {
  readonly reference: string;
  readonly date: string;
  readonly orderId?: string | null | undefined;
  readonly data: readonly NewDatum[];
  readonly importDigest?: Buffer;
}

export interface SealedRecord {
  /** What a second import finds it by is hashed when it is inserted. */
  readonly record: Omit<CustomerRecord, 'importKey' | 'importKeyVersion'>;
  readonly reference: string;
  readonly data: readonly SealedDatum[];
}

/** Seals records: facts in the clear, the reference only inside the main datum and as a keyed hash. */
@Injectable()
export class RecordWriter {
  constructor(
    private readonly data: DatumWriter,
    private readonly blindIndex: BlindIndex,
    private readonly clock: Clock,
  ) {}

  seal(owner: Owner, key: DataKey, shape: RecordShape, input: NewRecord): SealedRecord {
    const record: SealedRecord['record'] = {
      id: uuid(),
      register: owner.register,
      customerId: owner.id,
      kind: shape.kind,
      date: input.date,
      bookedOn: input.bookedOn ?? null,
      dueOn: input.dueOn ?? null,
      balance: input.balance ?? null,
      status: (input.status ?? null) as CustomerRecord['status'],
      lastReminderOn: input.lastReminderOn ?? null,
      endsOn: input.endsOn ?? null,
      orderId: input.orderId ?? null,
      importDigest: input.importDigest ?? null,
      version: 1,
      createdAt: this.clock.now(),
    };
    const data = recordData(shape, input).map((datum) => this.data.seal(owner, key, datum, record.id));
    return { record, reference: input.reference, data };
  }

  /** All of one register. */
  async insert(tx: EntityManager, sealed: readonly SealedRecord[]): Promise<void> {
    const [first] = sealed;
    if (!first) return;
    const keys = await this.importKeys(tx, first.record.register);
    await insertAll(
      tx,
      CustomerRecord,
      sealed.map(({ record, reference }) => ({ ...record, ...keys.written(reference) })),
    );
    await this.data.insert(
      tx,
      sealed.flatMap(({ data }) => data),
    );
  }

  /** Unique per register and kind: a second import finds the record by it. */
  async importKeys(tx: EntityManager, register: string): Promise<ImportKeys> {
    return new ImportKeys(await this.blindIndex.forEntry(tx, register));
  }
}

/** What records of a register are found by in an import, good for the transaction. */
export class ImportKeys {
  constructor(private readonly index: RegisterIndex) {}

  /** Of a record that is entered. */
  written(reference: string): Pick<CustomerRecord, 'importKeyVersion'> & { readonly importKey: Buffer } {
    const { hash, keyVersion } = this.index.entries('record-reference', reference)[0]!;
    return { importKey: hash, importKeyVersion: keyVersion };
  }

  /** Of a record that may have been entered under an older key. */
  wanted(reference: string): Buffer[] {
    return this.index.wanted('record-reference', reference);
  }
}

/** The main datum first: the reference with the content given for the record's own category. */
export function recordData(shape: RecordShape, { reference, data }: NewRecord): NewDatum[] {
  const main = data.find(({ category }) => category === shape.category);
  const others = data.filter((datum) => datum !== main);
  return [{ ...main, category: shape.category, value: content(reference, main?.value) }, ...others];
}

function content(reference: string, value: DatumValue | undefined): DatumValue {
  if (value === undefined) return { reference };
  return typeof value === 'string' ? { reference, description: value } : { ...value, reference };
}

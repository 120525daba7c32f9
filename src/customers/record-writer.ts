import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { BlindIndex } from '../vault/blind-index.js';
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
  readonly record: CustomerRecord;
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
    const record: CustomerRecord = {
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
      importKey: this.importKey(owner.register, input.reference),
      importDigest: input.importDigest ?? null,
      version: 1,
      createdAt: this.clock.now(),
    };
    const data = recordData(shape, input).map((datum) => this.data.seal(owner, key, datum, record.id));
    return { record, data };
  }

  async insert(tx: EntityManager, sealed: readonly SealedRecord[]): Promise<void> {
    await insertAll(
      tx,
      CustomerRecord,
      sealed.map(({ record }) => record),
    );
    await this.data.insert(
      tx,
      sealed.flatMap(({ data }) => data),
    );
  }

  /** Unique per register and kind: a second import finds the record by it. */
  importKey(register: string, reference: string): Buffer {
    return this.blindIndex.entries(register, 'record-reference', reference)[0]!.hash;
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

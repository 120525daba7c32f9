import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThan } from 'typeorm';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { after, type ListQuery, page, rowsFor } from '../http/list.js';
import { CustomerEntries, type CustomerEntry } from './customer-entries.js';
import { CustomerValues } from './customer-values.js';
import type { DatumDto } from './dto/datum.dto.js';
import type { RecordDto, RecordFactsDto, RecordPageDto } from './dto/record.dto.js';
import { type Reader, reading } from './purpose.js';
import { CustomerRecord } from './record.entity.js';
import type { RecordShape } from './record-shapes.js';
import { closedRecords, refuseRecord } from './record-wall.js';

/** Reads a customer's records: behind the restriction wall and noted, as every read. */
@Injectable()
export class RecordReading {
  constructor(
    private readonly database: Database,
    private readonly entries: CustomerEntries,
    private readonly values: CustomerValues,
  ) {}

  list(
    register: string,
    customerId: string,
    shape: RecordShape,
    query: ListQuery,
    reader: Reader,
  ): Promise<RecordPageDto> {
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.open(tx, customerId, reading(reader));
      entry.wall.refuseEntry();
      const records = await tx.find(CustomerRecord, {
        where: { customerId, kind: shape.kind, id: MoreThan(after(query)) },
        order: { id: 'ASC' },
        take: rowsFor(query),
      });
      const { data: shown, nextCursor } = page(query, records, (record) => record);
      const closed = await closedRecords(tx, entry.wall, shown.map(idOf), shape);
      const open = shown.filter(({ id }) => !closed.has(id));
      const data = await this.withData(tx, entry, open, shape);
      await this.noteRead(tx, register, entry, shape, reader);
      return { data, nextCursor, restricted: shown.length - data.length };
    });
  }

  read(
    register: string,
    customerId: string,
    recordId: string,
    shape: RecordShape,
    reader: Reader,
  ): Promise<RecordDto> {
    return this.database.inRegister(register, async (tx) => {
      const entry = await this.entries.open(tx, customerId, reading(reader));
      entry.wall.refuseEntry();
      const record = await tx.findOneBy(CustomerRecord, { id: recordId, customerId, kind: shape.kind });
      if (!record) throw new DomainError('NOT_FOUND', { what: 'record' });
      await refuseRecord(tx, entry.wall, recordId, shape);
      const [read] = await this.withData(tx, entry, [record], shape);
      await this.noteRead(tx, register, entry, shape, reader);
      return read!;
    });
  }

  private async withData(
    tx: EntityManager,
    entry: CustomerEntry,
    records: readonly CustomerRecord[],
    shape: RecordShape,
  ): Promise<RecordDto[]> {
    const ids = records.map(({ id }) => id);
    const { data, restrictedBy } = await this.values.ofRecords(tx, entry, ids);
    return records.map((record) => {
      const own = data.filter(({ recordId }) => recordId === record.id);
      const reference = referenceOf(own, shape);
      return { ...recordFacts(record), reference, data: own, restricted: restrictedBy.get(record.id) ?? 0 };
    });
  }

  private async noteRead(
    tx: EntityManager,
    register: string,
    entry: CustomerEntry,
    { kind }: RecordShape,
    reader: Reader,
  ): Promise<void> {
    await this.entries.wasRead(tx, register, reader, {
      action: 'customer.read',
      customerId: entry.customer.id,
      details: { kind },
    });
    await this.entries.usesNoted(tx, [entry], reading(reader));
  }
}

const idOf = ({ id }: CustomerRecord) => id;

function referenceOf(data: readonly DatumDto[], { category }: RecordShape): string | null {
  const references = data.flatMap(({ category: own, value }) =>
    own === category && typeof value !== 'string' ? [value['reference']] : [],
  );
  return (references.find((reference) => typeof reference === 'string') as string | undefined) ?? null;
}

export function recordFacts(record: Omit<CustomerRecord, 'importKey' | 'importKeyVersion'>): RecordFactsDto {
  return {
    id: record.id,
    kind: record.kind,
    date: record.date,
    bookedOn: record.bookedOn,
    dueOn: record.dueOn,
    balance: record.balance,
    status: record.status,
    lastReminderOn: record.lastReminderOn,
    endsOn: record.endsOn,
    orderId: record.orderId,
    version: record.version,
  };
}

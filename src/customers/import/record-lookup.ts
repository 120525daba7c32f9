import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { RestrictionWall } from '../../restrictions/restriction-wall.js';
import { type DataKey, Vault } from '../../vault/vault.js';
import type { CustomerEntry } from '../customer-entries.js';
import { CustomerNumbers } from '../customer-numbers.js';
import { Customer } from '../customer.entity.js';
import { CustomerRecord } from '../record.entity.js';
import type { RecordShape } from '../record-shapes.js';
import { RecordWriter } from '../record-writer.js';
import type { Cells } from './csv-rows.js';

/** What the register knows of a line about a record. */
export interface Known {
  readonly entry: CustomerEntry | undefined;
  readonly key: DataKey | undefined;
  /** The record with the line's reference, of whichever customer. */
  readonly record: CustomerRecord | undefined;
  /** The order the line names: undefined when it names none, null when there is none. */
  readonly orderId: string | null | undefined;
}

/** Finds customers, records and orders of many lines at once, and locks the customers in one order. */
@Injectable()
export class RecordLookup {
  constructor(
    private readonly numbers: CustomerNumbers,
    private readonly walls: RestrictionWall,
    private readonly vault: Vault,
    private readonly writer: RecordWriter,
  ) {}

  async find(
    tx: EntityManager,
    register: string,
    shape: RecordShape,
    lines: readonly Cells[],
  ): Promise<Known[]> {
    const numbers = lines.map((cells) => cells['customerNumber']!);
    const holders = await this.numbers.holders(tx, register, numbers);
    const entries = await this.lockAll(tx, [...new Set(holders.values())]);
    const keys = await this.vault.openAll(
      tx,
      [...entries.values()].map(({ customer }) => customer.keyId),
    );
    const importKeys = await this.writer.importKeys(tx, register);
    const wanted = (reference: string | undefined) => (reference ? importKeys.wanted(reference) : []);
    const byReference = async (kind: CustomerRecord['kind'], column: string) => {
      const records = await this.byKeys(
        tx,
        register,
        kind,
        lines.flatMap((cells) => wanted(cells[column])),
      );
      return (cells: Cells) => wanted(cells[column]).flatMap((key) => records.get(nameOf(key)) ?? [])[0];
    };
    const recordOf = await byReference(shape.kind, 'reference');
    const orderOf = await byReference('order', 'orderReference');
    return lines.map((cells, position): Known => {
      const entry = entries.get(holders.get(numbers[position]!) ?? '');
      const order = orderOf(cells);
      const own = order && order.customerId === entry?.customer.id ? order.id : null;
      return {
        entry,
        key: entry && keys.get(entry.customer.keyId),
        record: recordOf(cells),
        orderId: cells['orderReference'] ? own : undefined,
      };
    });
  }

  private async lockAll(tx: EntityManager, ids: readonly string[]): Promise<Map<string, CustomerEntry>> {
    const customers = await tx.find(Customer, {
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const walls = await this.walls.ofAll(tx, ids);
    return new Map(customers.map((customer) => [customer.id, { customer, wall: walls.get(customer.id)! }]));
  }

  private async byKeys(
    tx: EntityManager,
    register: string,
    kind: CustomerRecord['kind'],
    keys: Buffer[],
  ): Promise<Map<string, CustomerRecord>> {
    if (keys.length === 0) return new Map();
    const records = await tx.findBy(CustomerRecord, { register, kind, importKey: In(keys) });
    return new Map(records.map((record) => [nameOf(record.importKey!), record]));
  }
}

const nameOf = (importKey: Buffer) => importKey.toString('hex');

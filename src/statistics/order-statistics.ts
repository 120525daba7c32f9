import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DatumValue, type PersonFile, PersonFiles } from '../customers/person-file.js';
import { Database } from '../database/database.js';
import type { Category } from '../domain/category.js';
import {
  added,
  areaOf,
  centsOf,
  shownCells,
  type ShownCell,
  type StatisticCell,
} from '../domain/order-statistics.js';
import { Policies } from '../registers/policies.js';
import { OrderStatistic } from './order-statistic.entity.js';

/** Keeps of erased orders what nobody can be recognised by, where the notice promises anonymisation. */
@Injectable()
export class OrderStatistics {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly files: PersonFiles,
  ) {}

  /** Adds the orders among these records, in the transaction that erases them: with it, and only with it. */
  async add(tx: EntityManager, file: PersonFile, going: readonly string[]): Promise<void> {
    const { register } = file.customer;
    if (this.policies.of(register).erasure.anonymisation === 'notStated') return;
    const gone = new Set(going);
    const orders = file.records.filter(({ id, kind, date }) => kind === 'order' && date && gone.has(id));
    if (orders.length === 0) return;
    const told = toldIn(file, this.files.values(await this.files.key(tx, file), file.data));
    const cells = new Map<string, StatisticCell>();
    for (const { id, date } of orders) {
      const cell = {
        month: date!.slice(0, 7),
        area: areaOf(addressOf(told, id)),
        persons: 1,
        orders: 1,
        cents: centsOf(totalOf(told, id)),
      };
      const place = `${cell.month} ${cell.area}`;
      // However many orders, one erasure is one person of the cell.
      cells.set(place, { ...added(cell, cells.get(place)), persons: 1 });
    }
    // In one order everywhere, so that two erasures wait for each other and never in a circle.
    for (const [, cell] of [...cells].sort(([a], [b]) => (a < b ? -1 : 1))) await write(tx, register, cell);
  }

  shown(register: string): Promise<ShownCell[]> {
    return this.database.inRegister(register, async (tx) => {
      const rows = await tx.find(OrderStatistic);
      return shownCells(
        rows.map(({ month, postcode, persons, orders, amount }) => ({
          month,
          area: postcode,
          persons,
          orders,
          cents: centsOf(amount),
        })),
      );
    });
  }
}

async function write(tx: EntityManager, register: string, cell: StatisticCell): Promise<void> {
  await tx.query(
    `insert into order_statistic as known (register, month, postcode, persons, orders, amount)
     values ($1, $2, $3, $4, $5, $6::numeric / 100)
     on conflict (register, month, postcode) do update
       set persons = known.persons + excluded.persons, orders = known.orders + excluded.orders,
           amount = known.amount + excluded.amount`,
    [register, cell.month, cell.area, cell.persons, cell.orders, cell.cents],
  );
}

type ToldOf = (category: Category, recordId: string | null) => DatumValue | undefined;

/** The value in force by category and record; a person may have tens of thousands of orders. */
function toldIn({ data }: PersonFile, values: ReadonlyMap<string, DatumValue>): ToldOf {
  const found = new Map<string, DatumValue | undefined>();
  for (const { id, category, recordId, supersededAt } of data) {
    const place = `${category} ${recordId}`;
    if (supersededAt === null && !found.has(place)) found.set(place, values.get(id));
  }
  return (category, recordId) => found.get(`${category} ${recordId}`);
}

/** Where the order went, or else where the person lives. */
function addressOf(told: ToldOf, orderId: string): string {
  const value = told('postal-address', orderId) ?? told('postal-address', null);
  return typeof value === 'string' ? value : '';
}

function totalOf(told: ToldOf, orderId: string): unknown {
  const value = told('order', orderId);
  return typeof value === 'object' ? value['total'] : undefined;
}

import { SMALLEST_GROUP, type ShownCell } from '../../domain/order-statistics.js';

export class OrderStatisticDto {
  /** `YYYY-MM`. */
  month!: string;
  /** First two digits of the postcode, empty where none was known; `null`: small cells of several areas put together. */
  postcode!: string | null;
  orders!: number;
  /** Euros, of the orders that stated a total. */
  amount!: string;

  static from({ month, area, orders, cents }: ShownCell): OrderStatisticDto {
    return { month, postcode: area, orders, amount: euros(cents) };
  }
}

export class OrderTotalDto {
  orders!: number;
  amount!: string;
}

/** Orders erased so far, as sums nobody can be recognised by. */
export class OrderStatisticsDto {
  /** No cell stands for fewer persons. */
  smallest!: number;
  data!: OrderStatisticDto[];
  /** Of the cells shown, and of nothing else. */
  total!: OrderTotalDto;

  static from(cells: readonly ShownCell[]): OrderStatisticsDto {
    const sum = (of: (cell: ShownCell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
    return {
      smallest: SMALLEST_GROUP,
      data: cells.map(OrderStatisticDto.from),
      total: { orders: sum(({ orders }) => orders), amount: euros(sum(({ cents }) => cents)) },
    };
  }
}

const euros = (cents: number) => (cents / 100).toFixed(2);

import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What is left of erased orders: sums over a month and an area. Nothing leads from here to an order or a person, and
 * no row stands for one.
 */
@Entity('order_statistic')
@Check('order_statistic_month', `month ~ '^\\d{4}-\\d{2}$'`)
@Check('order_statistic_postcode', `postcode ~ '^\\d*$'`)
@Check('order_statistic_counts', 'persons > 0 and orders >= persons')
export class OrderStatistic {
  @PrimaryColumn('text')
  register!: string;

  /** `YYYY-MM` of the order. */
  @PrimaryColumn('text')
  month!: string;

  /** First digits of the postcode; empty where none is known. */
  @PrimaryColumn('text')
  postcode!: string;

  /** Erasures that added to it: several orders of one person are still one person. */
  @Column('integer')
  persons!: number;

  @Column('integer')
  orders!: number;

  /** Euros, of the orders that state a total. */
  @Column('numeric', { precision: 14, scale: 2 })
  amount!: string;
}

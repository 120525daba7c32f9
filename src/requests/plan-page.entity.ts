import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { PlannedDatum } from '../domain/plan.js';
import { RequestItem } from './request-item.entity.js';

/** What is decided alike of many data, once, and the ids of the data with the place of their decision in that list. */
export interface PlannedPage {
  readonly decisions: readonly Omit<PlannedDatum, 'datum'>[];
  readonly data: readonly (readonly [datum: string, decision: number])[];
}

/** A part of the plan of an item, in the order of the plan. Ids and rules only. */
@Entity('plan_page')
export class PlanPage {
  @PrimaryColumn('uuid')
  @ForeignKey(() => RequestItem, { name: 'plan_page_item_fk', onDelete: 'CASCADE' })
  itemId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('text')
  register!: string;

  @Column('jsonb')
  planned!: PlannedPage;
}

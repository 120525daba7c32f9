import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Right } from '../domain/category.js';
import type { ItemState } from '../domain/lifecycle.js';
import type { HashedPlan } from '../planning/planning.js';
import { Request } from './request.entity.js';

/** A plan without what it decides of each datum, which `plan_page` holds. */
export type PlanHead = Omit<HashedPlan, 'data'>;

/** One right of a request, with its own state, plan and decision. */
@Entity('request_item')
@Index('request_item_request', ['requestId'])
@Index('request_item_open', ['register', 'state'])
export class RequestItem {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Request, { name: 'request_item_request_fk', onDelete: 'CASCADE' })
  requestId!: string;

  @Column('text')
  right!: Right;

  @Column('text')
  state!: ItemState;

  /** Of the plan last made, and of the one that was carried out. */
  @Column('jsonb', { nullable: true })
  plan!: PlanHead | null;

  @Column('text', { nullable: true })
  planHash!: string | null;

  @Column('text', { nullable: true })
  approvedHash!: string | null;

  @Column('uuid', { nullable: true })
  approvedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  approvedAt!: Date | null;

  /** True when the one who prepared the case approved its plan for want of anybody else, or as the policy allows. */
  @Column('boolean', { default: false })
  selfApproved!: boolean;

  /** The day an erasure that may be carried out waits for, in which it can still be withdrawn. */
  @Column('date', { nullable: true })
  executesOn!: string | null;

  /** When its effect came into force, where the answer still waits for others. */
  @Column('timestamptz', { nullable: true })
  carriedOutAt!: Date | null;

  /** The end state decided; the item reaches it when its answer has been handed over. */
  @Column('text', { nullable: true })
  decided!: ItemState | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  /** `Decision` under the key of the case: reasons, weighing, corrections. */
  @Column('bytea', { nullable: true })
  sealed!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  @Column('date')
  due!: string;

  @Column('date')
  target!: string;
}

import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The part of an erasure that waits for open-ended holds. It outlives the case that postponed it. */
@Entity('deferred_action')
@Check('deferred_action_state', `state in ('waiting', 'done')`)
@Index('deferred_action_waiting', ['register', 'customerId'], { where: `state = 'waiting'` })
export class DeferredAction {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  customerId!: string;

  @Column('uuid')
  requestId!: string;

  @Column('uuid')
  itemId!: string;

  @Column('text')
  state!: 'waiting' | 'done';

  /** Hold codes it waited for when it was written. */
  @Column('text', { array: true })
  holds!: string[];

  /** True when the person is told in a second letter: an open-ended hold ended. */
  @Column('boolean')
  secondLetter!: boolean;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  doneAt!: Date | null;
}

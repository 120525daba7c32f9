import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Request } from './request.entity.js';

/** A question that may suspend the clock: who are you, or what exactly do you mean. */
@Entity('question')
@Check('question_kind', `kind in ('identity', 'clarification')`)
@Check('question_dates', 'answered_on is null or answered_on >= asked_on')
@Index('question_request', ['requestId'])
export class Question {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Request, { name: 'question_request_fk', onDelete: 'CASCADE' })
  requestId!: string;

  @Column('text')
  kind!: 'identity' | 'clarification';

  @Column('date')
  askedOn!: string;

  @Column('date', { nullable: true })
  answeredOn!: string | null;

  /** `{ reason }` under the key of the case. */
  @Column('bytea')
  sealed!: Buffer;
}

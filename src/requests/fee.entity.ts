import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { FeeBasis } from '../domain/fee.js';
import { Request } from './request.entity.js';

/** A fee asked before acting (Art. 12(5)(a), 15(3)); one for an item at most. */
@Entity('fee')
@Check('fee_basis', `basis in ('manifestly-unfounded', 'excessive', 'further-copy')`)
@Check('fee_dates', 'answer_by >= asked_on and (accepted_on is null or accepted_on >= asked_on)')
@Index('fee_item', ['itemId'], { unique: true })
@Index('fee_request', ['requestId'])
export class Fee {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  register!: string;

  @Column('uuid')
  @ForeignKey(() => Request, { name: 'fee_request_fk', onDelete: 'CASCADE' })
  requestId!: string;

  @Column('uuid')
  itemId!: string;

  /** Euro. */
  @Column('numeric', { precision: 7, scale: 2 })
  amount!: string;

  @Column('text')
  basis!: FeeBasis;

  @Column('date')
  askedOn!: string;

  /** Last day to accept it or to withdraw. */
  @Column('date')
  answerBy!: string;

  @Column('date', { nullable: true })
  acceptedOn!: string | null;

  /** `FeeReasons` under the key of the case. */
  @Column('bytea')
  sealed!: Buffer;
}

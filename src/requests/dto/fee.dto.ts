import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { FEE_BASES, type FeeBasis } from '../../domain/fee.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { ONE_LINE } from './public-request.dto.js';
import { IN_WORDS } from '../../http/in-words.js';

export class FeeDto {
  @IsUUID()
  itemId!: string;

  /** Euro with two decimals, as `25.00`: the administrative costs, 200.00 at most. */
  @IsString()
  @Length(1, 20)
  amount!: string;

  /** What the fee rests on; `further-copy` is for access only (Art. 15(3)). */
  @IsIn(FEE_BASES)
  basis!: FeeBasis;

  /** Why, in words the person reads: the proof is the controller's (Art. 12(5)). */
  @IsString()
  @Length(10, 2000)
  @Matches(IN_WORDS)
  reason!: string;

  /** Last day to accept or to withdraw, before the due date; absent: the day before it. */
  @IsOptional()
  @IsCalendarDate()
  withdrawBy?: string;

  /** Name of the one who decides, as the letter shows it; absent: the register's responsible person. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(ONE_LINE)
  decider?: string;
}

export class FeeAcceptedDto {
  @IsUUID()
  itemId!: string;
}

export const FEE_ANSWERS = ['accept', 'withdraw'] as const;
export type FeeAnswer = (typeof FEE_ANSWERS)[number];

export class FeeAnswerDto {
  /** The token from the link. */
  @IsString()
  @Length(1, 200)
  token!: string;

  @IsIn(FEE_ANSWERS)
  answer!: FeeAnswer;
}

export class FeeAnsweredDto {
  status!: 'accepted' | 'withdrawn';
}

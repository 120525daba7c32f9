import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { CATEGORIES, type Category } from '../../domain/category.js';
import { EXTENSION_REASONS, type ExtensionReason } from '../../domain/deadline.js';
import { REJECTION_GROUNDS, WEIGHING_OUTCOMES, type Weighed } from '../../domain/objection.js';
import { REFUSAL_REASONS, type RefusalReason } from '../../domain/refusal-reason.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { PersonsWordsDto } from './public-request.dto.js';
import { EvidenceDto } from './recorded-request.dto.js';
import { MayBeAbsent } from '../../http/may-be-absent.decorator.js';
import { IN_WORDS } from '../../http/in-words.js';

export class CorrectionDecisionDto {
  @IsIn(CATEGORIES)
  category!: Category;

  @IsBoolean()
  accepted!: boolean;

  /** The one proposal that is decided, by its id in `GET …/corrections`. */
  @IsOptional()
  @IsString()
  @Length(1, 60)
  proposalId?: string;

  /** The datum that is decided about; absent: every proposal of the category. */
  @MayBeAbsent()
  @IsUUID()
  datumId?: string;

  /** What the datum shall say instead of what was asked: accepted in part, which needs a reason. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  value?: string;

  /** Why not, or why only in part, in words the person reads; needed when not accepted as asked. */
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;

  /** Keeps the person's statement, or else what they asked and why, beside the datum that is not changed as asked. */
  @IsOptional()
  @IsBoolean()
  recordStatement?: boolean;
}

export class SelfApprovalDto {
  /** Why nobody else approves, for the file of the case. */
  @IsString()
  @Length(5, 2000)
  @Matches(/\S(\s*\S){4}/)
  reason!: string;
}

export class ApproveDto {
  @IsUUID()
  itemId!: string;

  /** Hash of the plan that was read. */
  @Matches(/^[0-9a-f]{64}$/)
  planHash!: string;

  /** Written weighing of interests; needed where a contact person is refused or an objection decided, which quotes it. */
  @IsOptional()
  @IsString()
  @Length(10, 5000)
  @Matches(IN_WORDS)
  weighing?: string;

  /** What the weighing of an objection to processing came to (Art. 21(1)). */
  @IsOptional()
  @IsIn(WEIGHING_OUTCOMES)
  outcome?: Weighed['outcome'];

  /** Why the processing goes on although the person objects; needed when the objection is rejected. */
  @IsOptional()
  @IsIn(REJECTION_GROUNDS)
  grounds?: NonNullable<Weighed['grounds']>;

  /** Name of the one who decides, as the letter shows it; an objection needs one; absent: the register's responsible person. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  decider?: string;

  /** Said by whoever approves a plan they prepared themselves, where nobody else can or the policy allows it. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SelfApprovalDto)
  selfApproval?: SelfApprovalDto;

  /**
   * Why the copy is not sent where the person wanted it (Art. 20(2)), in words the person reads. The person's own copy
   * is given all the same. Left out: it is sent.
   */
  @IsOptional()
  @IsString()
  @Length(10, 2000)
  transmissionDeclined?: string;

  /** Corrections that are not accepted, or are; those not named follow the plan. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CorrectionDecisionDto)
  corrections?: CorrectionDecisionDto[];
}

export class RefuseDto {
  @IsUUID()
  itemId!: string;

  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  /** Those the law knows against the right; `excessive` needs earlier requests for the same. */
  @IsIn(REFUSAL_REASONS, { each: true })
  reasons!: RefusalReason[];

  /** The reasons in words the person reads; of `excessive` and `manifestly-unfounded` the proof (Art. 12(5)). */
  @IsString()
  @Length(10, 5000)
  @Matches(IN_WORDS)
  text!: string;

  /** Name of the one who decides, as the letter shows it; absent: the register's responsible person. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  decider?: string;

  /** Of a rectification: keeps what the person asked and why beside the data, also where they did not ask for it. */
  @IsOptional()
  @IsBoolean()
  recordStatement?: boolean;
}

export class ExtendDto {
  /** Complexity or number of requests, in words the person reads (Art. 12(3)). */
  @IsString()
  @Length(10, 2000)
  @Matches(IN_WORDS)
  reason!: string;

  /** The same as the law names it; told in the letter before the words. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(EXTENSION_REASONS, { each: true })
  reasons?: ExtensionReason[];
}

export class WithdrawDto {
  /** Absent: the whole request. */
  @IsOptional()
  @IsUUID()
  itemId?: string;
}

export class IdentifyDto {
  @IsUUID()
  customerId!: string;

  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(10)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => EvidenceDto)
  evidence!: EvidenceDto[];
}

export class AskDto {
  @IsIn(['identity', 'clarification'])
  about!: 'identity' | 'clarification';

  /** What is asked and why, in words the person reads. */
  @IsString()
  @Length(10, 2000)
  @Matches(IN_WORDS)
  text!: string;
}

export class AnswerQuestionDto extends PersonsWordsDto {
  /** The day a sufficient answer arrived. */
  @IsCalendarDate()
  answeredOn!: string;
}

export class PostedDto {
  @IsUUID()
  letterId!: string;

  /** The day the letter was put in the post. */
  @IsCalendarDate()
  postedOn!: string;
}

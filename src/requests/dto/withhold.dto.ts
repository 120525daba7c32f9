import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import { CATEGORIES, type Category } from '../../domain/category.js';
import { WITHHOLDING_REASONS, type WithholdingReason } from '../../domain/refusal-reason.js';

export class WithholdDto {
  /** Needed when the request invokes several rights. */
  @IsOptional()
  @IsUUID()
  itemId?: string;

  /** Data of the person that are not given. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  datumIds?: string[];

  /** Categories of which nothing is given. */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  categories?: Category[];

  /** Art. 15(4), or a restriction by section 34 of the Data Protection Act. */
  @IsIn(WITHHOLDING_REASONS)
  reason!: WithholdingReason;

  /** Why, in words the person reads, as far as saying it does not defeat its purpose. */
  @IsString()
  @Length(10, 500)
  text!: string;
}

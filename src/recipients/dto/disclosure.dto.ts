import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import { CATEGORIES, type Category } from '../../domain/category.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { MayBeAbsent } from '../../http/may-be-absent.decorator.js';

export class CreateDisclosureDto {
  /** Code of a recipient in the register policy. */
  @IsString()
  @MaxLength(100)
  recipient!: string;

  /** What was disclosed. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  categories!: Category[];

  /** Ids of the customer's records it was about; absent: all there was of the categories. Whoever received one record is not told of another; data on no record count as given (Art. 19). */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  recordIds?: string[];

  /** Ground of the register policy. */
  @IsString()
  @MaxLength(100)
  ground!: string;

  /** Day of the disclosure, not in the future. */
  @IsCalendarDate()
  disclosedOn!: string;

  /** true: needed for a legal claim, which a restriction does not stop (Art. 18(2)). */
  @IsOptional()
  @IsBoolean()
  forLegalClaim?: boolean;
}

export class DisclosureDto {
  /** Id of the disclosure. */
  id!: string;
  /** Code of a recipient in the register policy. */
  recipient!: string;
  /** What was disclosed. */
  categories!: Category[];
  /** The records it was about; empty: all there was of the categories. */
  recordIds!: string[];
  /** Ground of the register policy. */
  ground!: string;
  /** Day of the disclosure. */
  disclosedOn!: string;
}

export class DisclosurePageDto {
  /** The disclosures of this page. */
  data!: DisclosureDto[];
  /** Cursor of the next page; null on the last. */
  nextCursor!: string | null;
}

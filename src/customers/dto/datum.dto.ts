import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  CATEGORIES,
  type Category,
  LEGAL_BASES,
  type LegalBasis,
  type Provider,
  PROVIDERS,
} from '../../domain/category.js';
import type { NewDatum } from '../new-datum.js';
import type { DatumValue } from '../person-file.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { ApiDatumValue, IsDatumValue } from './datum-value.js';

export class CreateDatumDto {
  /** Category of the datum. */
  @IsIn(CATEGORIES)
  category!: Category;

  /** The value: text, or an object for the content of a record. */
  @IsDatumValue()
  value!: DatumValue;

  /** Who gave it; left out, the category's usual provider. */
  @IsOptional()
  @IsIn(PROVIDERS)
  providedBy?: Provider;

  /** Legal basis; left out, the register policy's for the person type. */
  @IsOptional()
  @IsIn(LEGAL_BASES)
  basis?: LegalBasis;

  /** Code of a source in the register policy; left out, the first one. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  source?: string;

  /** When it was obtained, RFC 3339; left out, now. */
  @IsOptional()
  @IsISO8601({ strict: true })
  obtainedAt?: string;
}

export class CorrectDatumDto {
  /** The correct value. */
  @IsDatumValue()
  value!: DatumValue;

  /** Where the correct value comes from; left out, the register policy's first source. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  source?: string;
}

export class WithdrawConsentDto {
  /** The day the person withdrew their consent, not in the future. */
  @IsCalendarDate()
  withdrawnOn!: string;
}

export class ThirdPartyDto {
  /** The part that tells of somebody else, as it is written; left out, the whole datum. */
  @IsOptional()
  @IsString()
  @Length(1, 10_000)
  text?: string;

  /** Why copies leave it out, in words the person reads. */
  @IsString()
  @Length(10, 500)
  reason!: string;
}

export class MarkThirdPartiesDto {
  /** All parts that tell of others; what is not among them no longer counts as such. */
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ThirdPartyDto)
  parts!: ThirdPartyDto[];
}

export class DatumDto {
  /** Id of the datum. */
  id!: string;
  /** Category of the datum. */
  category!: Category;
  /** The record it lives and dies with, or none: it belongs to the person. */
  recordId!: string | null;
  /** The value, opened for this read. */
  @ApiDatumValue()
  value!: DatumValue;
  /** The person's supplementary statement beside it (Art. 16), opened for this read; null where there is none. */
  statement!: string | null;
  /** Who gave it. */
  providedBy!: Provider;
  /** Legal basis of its processing. */
  basis!: LegalBasis;
  /** Code of its source in the register policy. */
  source!: string;
  /** When it was obtained, RFC 3339 UTC. */
  obtainedAt!: string;
  /** The day consent to it was withdrawn; null while it holds, or where it rests on something else. */
  consentWithdrawnOn!: string | null;
}

export class DataDto {
  /** The data, in the order of the categories. */
  data!: DatumDto[];
  /** Always null: the list is whole. */
  nextCursor!: string | null;
  /** Data left out because their processing is restricted. */
  restricted!: number;
}

export class DatumIdDto {
  /** Id of the datum that now holds the value. */
  id!: string;
  /** Its category. */
  category!: Category;
}

export function newDatum({ obtainedAt, ...input }: CreateDatumDto): NewDatum {
  return { ...input, obtainedAt: obtainedAt === undefined ? undefined : new Date(obtainedAt) };
}

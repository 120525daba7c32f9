import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsEmail,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  CATEGORIES,
  type Category,
  type Language,
  LANGUAGES,
  type Right,
  RIGHTS,
} from '../../domain/category.js';
import { OBJECTION_SCOPES, type ObjectionScope } from '../../domain/objection.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { type Channel, CHANNELS } from '../request.entity.js';
import { EVIDENCE_KIND, ONE_LINE, PersonsWordsDto, TransmitToDto } from './public-request.dto.js';
import { MayBeAbsent } from '../../http/may-be-absent.decorator.js';

export class PersonDto {
  /** As the person wrote it. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(ONE_LINE)
  name?: string;

  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  /** The customer staff recognised. The answer then goes to the address on record only. */
  @IsOptional()
  @IsUUID()
  customerId?: string;
}

export class EvidenceDto {
  /** What was seen, heard or matched: a proof of the public form, or e.g. `known-channel`, `call-back`, `id-shown`. A signature alone proves nothing. */
  @Matches(EVIDENCE_KIND)
  kind!: string;

  /** The matched fact, or a short note on what was seen. No identity numbers. */
  @IsString()
  @Length(1, 200)
  value!: string;
}

/** One of the two. */
export class RestrictedDto {
  /** All data of a kind. */
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** One datum of the customer named. */
  @MayBeAbsent()
  @IsUUID()
  datumId?: string;
}

/** A request that came some other way than the public form. */
export class RecordedRequestDto extends PersonsWordsDto {
  /** The day it arrived at any of the company's channels, noticed or not: the clock runs from it. */
  @IsCalendarDate()
  receivedOn!: string;

  @IsIn(CHANNELS)
  channel!: Channel;

  @IsIn(LANGUAGES)
  language!: Language;

  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(RIGHTS.length)
  @IsIn(RIGHTS, { each: true })
  rights!: Right[];

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => PersonDto)
  person!: PersonDto;

  /**
   * What an objection is about; absent: direct marketing, which sets all prohibitions. `list-publication` and
   * `profiling` set that one alone. `processing` is all of it and restricts the data until they are weighed.
   */
  @IsOptional()
  @IsIn(OBJECTION_SCOPES)
  objectsTo?: ObjectionScope;

  /** What to restrict; absent: what a correction contests, else everything. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RestrictedDto)
  restricts?: RestrictedDto[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => EvidenceDto)
  evidence?: EvidenceDto[];

  /** For portability: another controller the copy is to be sent to directly, once it was allowed (Art. 20(2)). */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => TransmitToDto)
  transmitTo?: TransmitToDto;
}

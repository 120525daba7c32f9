import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsUUID,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { CATEGORIES, type Category } from '../../domain/category.js';
import { RESTRICTION_GROUNDS, type RestrictionGround } from '../../domain/facts.js';
import type { Restriction } from '../restriction.entity.js';

export class CreateRestrictionDto {
  /** Ground of Art. 18(1); 17(3) follows from an erasure and is set by nobody. */
  @IsIn(RESTRICTION_GROUNDS)
  ground!: RestrictionGround;

  /** What is restricted; null or left out: the whole person. */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  categories?: Category[] | null;

  /** Ids of single data of the person, instead of categories. */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  data?: string[] | null;
}

/** How a person may be told other than by mail. */
export const TOLD_HOW = ['letter', 'phone', 'counter', 'email'] as const;

export class ToldDto {
  /** `letter`: it was posted; `email`: from another mailbox than this one's. */
  @IsIn(TOLD_HOW)
  how!: (typeof TOLD_HOW)[number];

  /** The day, not in the future and not before the restriction. */
  @IsCalendarDate()
  on!: string;
}

export class LiftNoticeDto {
  /** How staff told the person; required where neither an e-mail address nor a street is on record. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ToldDto)
  told?: ToldDto;
}

export class RestrictionDto {
  /** Id of the restriction. */
  id!: string;
  /** Ground of Art. 18(1), or 17(3) for what a refused part of an erasure leaves behind. */
  ground!: string;
  /** What is restricted; null without `data`: the whole person. */
  categories!: Category[] | null;
  /** Ids of the data that are restricted; null: all of the categories. */
  data!: string[] | null;
  /** First day of the restriction. */
  since!: string;
  /** The letter that announces the end, where no case does; it has to be posted while `liftNoticeAt` is null. */
  liftLetterId!: string | null;
  /** When the person was told that it will be lifted. */
  liftNoticeAt!: string | null;
  /** When it was lifted. */
  liftedAt!: string | null;

  static from(restriction: Restriction): RestrictionDto {
    const { id, ground, categories, data, since, liftLetterId, liftNoticeAt, liftedAt } = restriction;
    return {
      id,
      ground,
      categories,
      data,
      since,
      liftLetterId,
      liftNoticeAt: liftNoticeAt?.toISOString() ?? null,
      liftedAt: liftedAt?.toISOString() ?? null,
    };
  }
}

export class RestrictionPageDto {
  /** The restrictions of this page, lifted ones too. */
  data!: RestrictionDto[];
  /** Cursor of the next page; null on the last. */
  nextCursor!: string | null;
}

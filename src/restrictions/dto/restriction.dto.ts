import { ArrayMinSize, ArrayUnique, IsArray, IsIn, ValidateIf } from 'class-validator';
import { CATEGORIES, type Category } from '../../domain/category.js';
import type { Restriction } from '../restriction.entity.js';

/** Grounds staff can restrict on; 17(3) follows from an erasure and is set by nobody. */
export const SETTABLE_GROUNDS = ['18(1)(a)', '18(1)(b)', '18(1)(c)', '18(1)(d)'] as const;

export class CreateRestrictionDto {
  /** Ground of Art. 18(1). */
  @IsIn(SETTABLE_GROUNDS)
  ground!: (typeof SETTABLE_GROUNDS)[number];

  /** What is restricted; null or left out: the whole person. */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  categories?: Category[] | null;
}

export class RestrictionDto {
  /** Id of the restriction. */
  id!: string;
  /** Ground of Art. 18(1), or 17(3) for what a refused part of an erasure leaves behind. */
  ground!: string;
  /** What is restricted; null: the whole person. */
  categories!: Category[] | null;
  /** First day of the restriction. */
  since!: string;
  /** When the person was told that it will be lifted. */
  liftNoticeAt!: string | null;
  /** When it was lifted. */
  liftedAt!: string | null;

  static from(restriction: Restriction): RestrictionDto {
    const { id, ground, categories, since, liftNoticeAt, liftedAt } = restriction;
    return {
      id,
      ground,
      categories,
      since,
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

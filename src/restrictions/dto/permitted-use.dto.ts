import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateIf,
} from 'class-validator';
import { CATEGORIES, type Category } from '../../domain/category.js';
import {
  PERMITTED_GROUNDS,
  type PermittedGround,
  RESTRICTED_OPERATIONS,
  type RestrictedOperation,
} from '../../domain/permitted-use.js';
import type { PermittedUse } from '../permitted-use.entity.js';
import { IN_WORDS } from '../../http/in-words.js';

const given = (_: unknown, value: unknown) => value !== undefined && value !== null;

export class CreatePermittedUseDto {
  /** Ground of Art. 18(2). */
  @IsIn(PERMITTED_GROUNDS)
  ground!: PermittedGround;

  /** Why, for those who review it; sealed under the person's key. */
  @IsString()
  @Length(10, 2000)
  @Matches(IN_WORDS)
  reason!: string;

  /** What it opens; null or left out, without `data`: the whole person. */
  @ValidateIf(given)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  categories?: Category[] | null;

  /** Ids of single data of the person, instead of categories. */
  @ValidateIf(given)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  data?: string[] | null;

  /** What may be done. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(RESTRICTED_OPERATIONS, { each: true })
  operations!: RestrictedOperation[];
}

export class PermittedUseDto {
  id!: string;
  /** Ground of Art. 18(2). */
  ground!: PermittedGround;
  /** Why; null where the use itself says so, as a disclosure for a legal claim does. */
  reason!: string | null;
  /** What it opens; null without `data`: the whole person. */
  categories!: Category[] | null;
  /** Ids of the data it opens; null: all of the categories. */
  data!: string[] | null;
  operations!: RestrictedOperation[];
  /** The account it is for: the one who recorded it. */
  staffId!: string;
  grantedAt!: string;
  /** After this instant it opens nothing. */
  validUntil!: string;

  static from(use: PermittedUse, reason: string | null): PermittedUseDto {
    const { id, ground, categories, data, operations, staffId } = use;
    const grantedAt = use.grantedAt.toISOString();
    const validUntil = use.validUntil.toISOString();
    return { id, ground, reason, categories, data, operations, staffId, grantedAt, validUntil };
  }
}

export class PermittedUsePageDto {
  /** Oldest first, those that have ended too. */
  data!: PermittedUseDto[];
  /** Cursor of the next page; null on the last. */
  nextCursor!: string | null;
}

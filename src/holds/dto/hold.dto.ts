import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { CATEGORIES, type Category } from '../../domain/category.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';

/** Holds a person sets by hand; every other hold follows from facts. */
export const MANUAL_HOLD_CODES = ['LEGAL_CLAIM'] as const;

export class CreateHoldDto {
  /** The customer whose data are held. */
  @IsUUID()
  customerId!: string;

  /** Code of the hold. */
  @IsIn(MANUAL_HOLD_CODES)
  code!: (typeof MANUAL_HOLD_CODES)[number];

  /** Categories the hold covers. */
  @IsArray()
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  categories!: Category[];

  /** Records the hold covers. */
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  recordIds!: string[];

  /** First day of the hold. */
  @IsCalendarDate()
  from!: string;

  /** Last day of the hold; null or left out: until it is released. */
  @IsOptional()
  @IsCalendarDate()
  until?: string | null;

  /** When it must be looked at again, at most twelve months after the first day. */
  @IsCalendarDate()
  reviewOn!: string;

  /** Why it is needed, in words; kept sealed. */
  @IsString()
  @MaxLength(2000)
  @Matches(/\S/)
  reason!: string;
}

export class HoldDto {
  /** Id of the hold. */
  id!: string;
  /** The customer whose data are held. */
  customerId!: string;
  /** Code of the hold. */
  code!: string;
  /** Categories the hold covers. */
  categories!: Category[];
  /** Records the hold covers. */
  recordIds!: string[];
  /** First day of the hold. */
  from!: string;
  /** Last day of the hold; null: until it is released. */
  until!: string | null;
  /** When it must be looked at again. */
  reviewOn!: string;
  /** Id of the staff member who set it and answers for it. */
  owner!: string;
  /** In force, asked to be released by one, or released by a second person. */
  state!: 'in-force' | 'release-asked' | 'released';
  /** Why it is needed; null while the person is restricted. */
  reason!: string | null;
}

export class HoldPageDto {
  /** The open holds of this page. */
  data!: HoldDto[];
  /** Cursor of the next page; null on the last. */
  nextCursor!: string | null;
}

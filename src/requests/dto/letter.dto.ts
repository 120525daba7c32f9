import { Equals, IsEmail, IsIn, IsOptional, MaxLength } from 'class-validator';
import { BOUNCE_REASONS, type BounceReason } from '../../domain/bounce.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';

export class BouncedDto {
  /** The day the letter came back, or the report that it never arrived. */
  @IsCalendarDate()
  bouncedOn!: string;

  @IsIn(BOUNCE_REASONS)
  reason!: BounceReason;
}

/** One of the two. */
export class ReaddressDto {
  /** Where the person is reached, as staff have made sure; later letters of the case go there too. */
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  /** `true`: staff print and post it. */
  @IsOptional()
  @Equals(true)
  post?: true;
}

import { IsOptional, IsString, IsUUID, Length } from 'class-validator';

export class RedactDto {
  /** A datum of the person who asks. */
  @IsUUID()
  datumId!: string;

  /** The part that tells of somebody else, as it is written; absent: the whole datum. */
  @IsOptional()
  @IsString()
  @Length(1, 10_000)
  text?: string;

  /** Why it is not given, in words the person reads. */
  @IsString()
  @Length(10, 500)
  reason!: string;
}

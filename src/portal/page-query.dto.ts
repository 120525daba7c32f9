import { IsOptional, IsString, MaxLength } from 'class-validator';

export class PageQuery {
  /** fi, sv or en; anything else falls back to the browser's languages. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  lang?: string;
}

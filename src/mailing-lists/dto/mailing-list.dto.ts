import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { LIST_PURPOSES, type ListPurpose } from '../../domain/mailing-list.js';

export class CreateMailingListDto {
  /** What it is made for; the prohibition of that use, and of list publication, leaves a person out. */
  @IsIn(Object.keys(LIST_PURPOSES))
  purpose!: ListPurpose;

  /** Code of a recipient in the register policy that the list is given to; left out, it stays with the controller. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  recipient?: string;

  /** Ground of the register policy for giving it out; needed with a recipient, as for any disclosure. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  ground?: string;

  /** The only format there is. */
  @IsOptional()
  @IsIn(['csv'])
  format?: 'csv';
}

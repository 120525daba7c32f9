import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  LIFTING_WISHES,
  type LiftingWish,
  PERSON_TYPES,
  type PersonType,
  type Prohibition,
  PROHIBITIONS,
} from '../../domain/category.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { CreateDatumDto, DatumDto } from './datum.dto.js';

/** The dates that decide how long a person's data are kept. */
export class CustomerFactsDto {
  /** Last day of the customer relationship; null while it lasts. */
  @IsOptional()
  @IsCalendarDate()
  relationshipEnd?: string | null;

  /** Last day of the person's contract. */
  @IsOptional()
  @IsCalendarDate()
  contractEnd?: string | null;

  /** Day of the last service contact. */
  @IsOptional()
  @IsCalendarDate()
  lastServiceContact?: string | null;

  /** Day of the last contact; a request about one's own data is none. */
  @IsOptional()
  @IsCalendarDate()
  lastContact?: string | null;

  /** Last day as an organisation's contact person. */
  @IsOptional()
  @IsCalendarDate()
  contactRoleEnd?: string | null;
}

export class CreateCustomerDto extends CustomerFactsDto {
  /** The controller's own number for the customer, unique in the register. */
  @IsString()
  @MaxLength(64)
  @Matches(/\S/)
  customerNumber!: string;

  /** A consumer, or the contact person of an organisation. */
  @IsIn(PERSON_TYPES)
  personType!: PersonType;

  /** Marketing prohibitions the person has made. */
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayUnique()
  @IsIn(PROHIBITIONS, { each: true })
  prohibitions?: Prohibition[];

  /** What the register is to hold of the person. */
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CreateDatumDto)
  data!: CreateDatumDto[];
}

/** RFC 7386: what is absent stays, null clears a date. */
export class PatchCustomerDto extends CustomerFactsDto {
  /** All prohibitions in force afterwards. */
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayUnique()
  @IsIn(PROHIBITIONS, { each: true })
  prohibitions?: Prohibition[];

  /** How the person asked for it; needed when a prohibition that is in force is left out. */
  @IsOptional()
  @IsIn(LIFTING_WISHES)
  liftedBy?: LiftingWish;
}

/** A customer without any personal value: ids, dates and states. */
export class CustomerFactsWithIdDto {
  /** Id of the customer. */
  id!: string;
  /** A consumer, or the contact person of an organisation. */
  personType!: PersonType;
  /** Marketing prohibitions in force. */
  prohibitions!: Prohibition[];
  /** Last day of the customer relationship. */
  relationshipEnd!: string | null;
  /** Last day of the person's contract. */
  contractEnd!: string | null;
  /** Day of the last service contact. */
  lastServiceContact!: string | null;
  /** Day of the last contact. */
  lastContact!: string | null;
  /** Last day as an organisation's contact person. */
  contactRoleEnd!: string | null;
  /** Version, as in the ETag. */
  version!: number;
}

export class CustomerLineDto extends CustomerFactsWithIdDto {
  /** The controller's own number for the customer. */
  customerNumber!: string;
  /** Name of the person; null when none is held or its processing is restricted. */
  name!: string | null;
}

export class CustomerPageDto {
  /** The customers of this page. */
  data!: CustomerLineDto[];
  /** Cursor of the next page; null on the last. */
  nextCursor!: string | null;
  /** Restricted persons left out of this page. */
  restricted!: number;
}

export class CustomerDto extends CustomerLineDto {
  /** When the customer was entered, RFC 3339 UTC. */
  createdAt!: string;
  /** The person's own data, in the order of the categories. */
  data!: DatumDto[];
  /** Data left out because their processing is restricted. */
  restricted!: number;
}

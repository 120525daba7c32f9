import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { RecordKind } from '../../domain/category.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { CreateDatumDto, DatumDto } from './datum.dto.js';

/** Euros as a decimal string. */
export const AMOUNT = /^-?\d{1,12}(\.\d{1,2})?$/;

const isGiven = (_: object, value: unknown) => value !== undefined;

export class CreateRecordDto {
  /** The controller's own number for the record, unique per register and kind. */
  @IsString()
  @MaxLength(100)
  @Matches(/\S/)
  reference!: string;

  /** Day of the event itself. */
  @IsCalendarDate()
  date!: string;

  /** Day a voucher was entered in the books. */
  @IsOptional()
  @IsCalendarDate()
  bookedOn?: string | null;

  /** Due day of an invoice. */
  @IsOptional()
  @IsCalendarDate()
  dueOn?: string | null;

  /** What is still to be paid, euros as a decimal string. */
  @IsOptional()
  @IsString()
  @Matches(AMOUNT)
  balance?: string | null;

  /** Status of an invoice, a contract or a collection case. */
  @IsOptional()
  @IsString()
  @MaxLength(32)
  status?: string | null;

  /** Day of the last reminder of an invoice. */
  @IsOptional()
  @IsCalendarDate()
  lastReminderOn?: string | null;

  /** Last day of a contract, or the day a collection case ended. */
  @IsOptional()
  @IsCalendarDate()
  endsOn?: string | null;

  /** The order a voucher bills. */
  @IsOptional()
  @IsUUID()
  orderId?: string | null;

  /** What the record says of the person. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CreateDatumDto)
  data?: CreateDatumDto[];
}

/** RFC 7386: what is absent stays, null clears. */
export class PatchRecordDto {
  /** New status. */
  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(32)
  status?: string;

  /** What is still to be paid, euros as a decimal string. */
  @ValidateIf(isGiven)
  @IsString()
  @Matches(AMOUNT)
  balance?: string;

  /** Day of the last reminder. */
  @IsOptional()
  @IsCalendarDate()
  lastReminderOn?: string | null;

  /** Last day. */
  @IsOptional()
  @IsCalendarDate()
  endsOn?: string | null;
}

/** Facts of a record: dates, amounts and states, nothing of the person. */
export class RecordFactsDto {
  /** Id of the record. */
  id!: string;
  /** Kind of the record. */
  kind!: RecordKind;
  /** Day of the event itself. */
  date!: string | null;
  /** Day it was entered in the books. */
  bookedOn!: string | null;
  /** Due day. */
  dueOn!: string | null;
  /** What is still to be paid, euros. */
  balance!: string | null;
  /** Status. */
  status!: string | null;
  /** Day of the last reminder. */
  lastReminderOn!: string | null;
  /** Last day. */
  endsOn!: string | null;
  /** The order it bills. */
  orderId!: string | null;
  /** Version, as in the ETag. */
  version!: number;
}

export class RecordDto extends RecordFactsDto {
  /** The controller's own number for the record. */
  reference!: string | null;
  /** What the record says of the person. */
  data!: DatumDto[];
  /** Data of the record left out because their processing is restricted. */
  restricted!: number;
}

export class RecordPageDto {
  /** The records of this page. */
  data!: RecordDto[];
  /** Cursor of the next page; null on the last. */
  nextCursor!: string | null;
  /** Records of this page left out because their processing is restricted. */
  restricted!: number;
}

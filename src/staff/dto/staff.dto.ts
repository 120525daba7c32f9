import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import { type Role, ROLES } from '../staff-role.entity.js';

const REGISTER = /^(\*|[a-z0-9][a-z0-9-]{0,62})$/;

/** A role in a register. */
export class GrantDto {
  /** Name of a register, or `*` for every register. */
  @IsString()
  @Matches(REGISTER)
  register!: string;

  /** clerk handles, supervisor approves too, admin manages staff too, auditor only reads evidence. */
  @IsIn(ROLES)
  role!: Role;
}

export class AddStaffDto extends GrantDto {
  /** Address of the person; accounts are not shared. */
  @IsEmail({ require_tld: false })
  @MaxLength(320)
  email!: string;

  /** The day the confidentiality commitment was signed; without one nothing personal opens. */
  @IsOptional()
  @IsCalendarDate()
  commitmentOn?: string | null;
}

export class ChangeStaffDto {
  /** The day the confidentiality commitment was signed; `null` takes it back. */
  @IsOptional()
  @IsCalendarDate()
  commitmentOn?: string | null;

  /** true shuts the account out and ends its sessions. */
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;

  /** true generates a new password and ends the sessions of the account. */
  @IsOptional()
  @IsBoolean()
  resetPassword?: boolean;

  /** Replaces all roles of the account; at most one per register. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique((grant: GrantDto) => grant?.register)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => GrantDto)
  roles?: GrantDto[];
}

export class AddedStaffDto {
  id!: string;
  /** Generated. Shown only now. */
  password!: string;
  /** otpauth:// URI for the authenticator app, where the house requires codes. Shown only now. */
  totpUri!: string | null;
}

export class ChangedStaffDto {
  /** The new password when one was asked for. Shown only now. */
  password!: string | null;
}

export class TotpDto {
  /** otpauth:// URI for the authenticator app. Shown only now. */
  totpUri!: string;
}

export class StaffDto {
  id!: string;
  email!: string;
  roles!: GrantDto[];
  commitmentOn!: string | null;
  disabled!: boolean;
  /** Whether it has enrolled for one-time codes. */
  totp!: boolean;
  createdAt!: string;
}

export class StaffPageDto {
  data!: StaffDto[];
  nextCursor!: string | null;
}

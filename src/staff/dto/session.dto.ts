import { IsEmail, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';

export class OpenSessionDto {
  /** Address of the account. */
  @IsEmail({ require_tld: false })
  @MaxLength(320)
  email!: string;

  /** Password of the account. */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  password!: string;

  /** Six digits of the authenticator app, where the house or the account asks for them. */
  @IsOptional()
  @IsString()
  @Matches(/^\d{6}$/)
  totp?: string;
}

export class SessionDto {
  /** Send it as `Authorization: Bearer <token>`. Shown only now. */
  token!: string;
  /** The session ends then, RFC 3339. */
  expiresAt!: string;
}

import { IsString, Length, Matches } from 'class-validator';

export class PackageTokenDto {
  /** The token from the link. */
  @IsString()
  @Length(1, 200)
  token!: string;
}

export class OpenPackageDto extends PackageTokenDto {
  /** The one-time code from the mail. */
  @Matches(/^\d{8}$/)
  code!: string;
}

export class PackageFileDto {
  name!: string;
  contentType!: string;
  /** Base64. */
  content!: string;
}

export class OpenedPackageDto {
  files!: PackageFileDto[];
}

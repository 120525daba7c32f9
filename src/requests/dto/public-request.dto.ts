import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  CATEGORIES,
  type Category,
  type Language,
  LANGUAGES,
  type Right,
  RIGHTS,
} from '../../domain/category.js';
import { CORRECTION_KINDS, type CorrectionKind, MAX_STATEMENT_LENGTH } from '../../domain/correction.js';
import {
  ERASURE_DEMANDS,
  type ErasureDemand,
  RESTRICTION_GROUNDS,
  type RestrictionGround,
} from '../../domain/facts.js';
import { OBJECTION_SCOPES, type ObjectionScope } from '../../domain/objection.js';
import { MayBeAbsent } from '../../http/may-be-absent.decorator.js';

/** Letters print it on one line, so it has one and is not blank. */
export const ONE_LINE = /^(?!\s*$)[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

/** Anything may be offered (Art. 11(2)); what the house cannot check is kept with the case and proves nothing. */
export const EVIDENCE_KIND = /^[A-Za-z][A-Za-z0-9-]{0,49}$/;

export class CorrectionDto {
  /** What kind of datum is wrong or missing. */
  @IsIn(CATEGORIES)
  category!: Category;

  /**
   * `correct` (the default): it should say something else. `complete`: something is missing. `statement`: it stays, and
   * `value` is kept beside it. `delete`: it is unnecessary or outdated.
   */
  @IsOptional()
  @IsIn(CORRECTION_KINDS)
  kind?: CorrectionKind;

  /** The datum that is meant, where its id is known; absent: every current one of the category. */
  @MayBeAbsent()
  @IsUUID()
  datumId?: string;

  /** The datum that is meant, in the person's words, for whoever decides; it chooses nothing by itself. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  which?: string;

  /** What it should say, or the statement itself. May be left out where the datum is to be deleted. */
  @ValidateIf(({ kind, value }: CorrectionDto) => kind !== 'delete' || value !== undefined)
  @IsString()
  @Length(1, 1000)
  value?: string;

  /** Why. */
  @IsString()
  @Length(1, 2000)
  grounds!: string;

  /** What to keep beside the datum if the change is not made as asked (Art. 16, supplementary statement). */
  @IsOptional()
  @IsString()
  @Length(1, MAX_STATEMENT_LENGTH)
  statement?: string;
}

export class ProofDto {
  /** A fact that the company holds and others do not know, e.g. `customer-number`, `order-number`, `invoice-number`. */
  @Matches(EVIDENCE_KIND)
  kind!: string;

  @IsString()
  @Length(1, 100)
  value!: string;
}

export class RestrictedCategoryDto {
  /** Kind of data that is to be restricted. */
  @IsIn(CATEGORIES)
  category!: Category;
}

export class TransmitToDto {
  /** Where the other controller takes files in: an https address on the public internet, without user or password. */
  @IsString()
  @Length(1, 2000)
  url!: string;

  /** What the other controller is called. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(ONE_LINE)
  name?: string;
}

/** What a person says beyond the rights invoked. */
export class PersonsWordsDto {
  /**
   * For erasure, in the notices' words: `anonymisation` where it can be, `oblivion` of everything; absent: erasure. The
   * letter answers exactly that.
   */
  @IsOptional()
  @IsIn(ERASURE_DEMANDS)
  demand?: ErasureDemand;

  /** For restriction: the ground of Art. 18(1); absent: (a) beside a correction or an erasure, else (b). */
  @IsOptional()
  @IsIn(RESTRICTION_GROUNDS)
  restrictionGround?: RestrictionGround;

  /** In the person's own words. */
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  details?: string;

  /** What to correct, for rectification. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CorrectionDto)
  corrections?: CorrectionDto[];
}

/** A request over the web. Dates, ids and states are the house's to set. */
export class PublicRequestDto extends PersonsWordsDto {
  /** First and last name. */
  @IsString()
  @Length(1, 200)
  @Matches(ONE_LINE)
  name!: string;

  /** Address the verification link and the answer go to. */
  @IsEmail()
  @MaxLength(254)
  email!: string;

  /** Language of every mail and letter. */
  @IsIn(LANGUAGES)
  language!: Language;

  /** The rights invoked, each once. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(RIGHTS.length)
  @IsIn(RIGHTS, { each: true })
  rights!: Right[];

  /**
   * What an objection is about; absent: all direct marketing. `processing` stops direct marketing at once too; the rest
   * is weighed once the address is verified, with the reasons that `details` give (Art. 21(1)).
   */
  @IsOptional()
  @IsIn(OBJECTION_SCOPES)
  objectsTo?: ObjectionScope;

  /** What to restrict, where not everything is meant. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RestrictedCategoryDto)
  restricts?: RestrictedCategoryDto[];

  /** Facts that help to find the right person. Never an identity number or a copy of a document. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ProofDto)
  proofs?: ProofDto[];

  /** For portability: another controller the copy is to be sent to directly, once staff have allowed it (Art. 20(2)). */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => TransmitToDto)
  transmitTo?: TransmitToDto;
}

export class VerificationDto {
  /** The token from the link. */
  @IsString()
  @Length(1, 200)
  token!: string;
}

export class VerifiedDto {
  status!: 'verified';
}

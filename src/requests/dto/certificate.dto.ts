import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { type Language, LANGUAGES } from '../../domain/category.js';

export class CertificateQuery {
  /** Absent: the erasure of the request. */
  @IsOptional()
  @IsUUID()
  itemId?: string;

  /** Absent: the language of the request. */
  @IsOptional()
  @IsIn(LANGUAGES)
  lang?: Language;
}

export class DestroyedDto {
  category!: string;
  /** `erase`, or `anonymise` where sums without persons were kept. */
  outcome!: string;
  rule!: string;
  citation!: string;
  count!: number;
}

export class KeptDto extends DestroyedDto {
  /** Last day kept; `null` when open-ended. */
  keepUntil!: string | null;
  holds!: string[];
}

export class CertifiedErasureDto {
  /** Id of the entry in the ledger outside the database. */
  ledgerEntry!: string;
  /** Keyed hash of that entry and the one before it. */
  ledgerHash!: string;
  at!: string;
  planHash!: string;
  policyVersion!: string;
  /** True when nothing was left and the person's key went too; else what stayed was sealed under a new one. */
  keyDestroyed!: boolean;
  destroyed!: DestroyedDto[];
}

/** What was erased for a request, when and by which rule; no personal data. */
export class CertificateDto {
  register!: string;
  registerName!: string;
  reference!: string;
  /** The day the request arrived. */
  receivedOn!: string;
  /** The erasure, and what followed when holds ended, in order. */
  erasures!: CertifiedErasureDto[];
  /** What was kept when the request was answered. */
  kept!: KeptDto[];
}

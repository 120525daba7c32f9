import type { DatumValue } from '../../customers/person-file.js';
import type { Category } from '../../domain/category.js';
import type { CorrectionKind } from '../../domain/correction.js';

export class ProposalDecisionDto {
  /** `whole`: as asked; `part`: with another value; `nothing`: refused. */
  accepted!: 'whole' | 'part' | 'nothing';
  /** A code of the house, or the words of whoever decided; null when done as asked. */
  reason!: string | null;
  /** The supplementary statement that was recorded beside the datum. */
  statement!: string | null;
}

export class ProposalDto {
  /** Stable while the case lasts; `corrections[].proposalId` of an approval names it. */
  id!: string;
  /** Null: there is no such datum yet. */
  datumId!: string | null;
  category!: Category;
  kind!: CorrectionKind;
  /** What the datum says, or for `statement` what was stated beside it; null where there is nothing. */
  before!: DatumValue | null;
  /** What it would say; once decided, what it says. Null where it goes. */
  after!: DatumValue | null;
  /** The person's grounds. */
  grounds!: string;
  /** Which datum the person means, in their words, where they said so. */
  which?: string;
  /** Code of the source of the datum in the register policy. */
  source!: string | null;
  /** Codes of the recipients to whom data of the category were disclosed: they are told. */
  recipients!: string[];
  /** False: no decision can change the datum as asked. */
  alterable!: boolean;
  /** Why it cannot be changed. */
  why?: 'voucher-unalterable' | 'held' | 'missing-fact' | 'no-such-datum';
  /** Codes of the holds that keep it. */
  holds!: string[];
  /** Last day kept, where a hold keeps it and the day is known. */
  keepUntil!: string | null;
  /** What was decided; null before. */
  decision!: ProposalDecisionDto | null;
}

/** Who issued the certificate of refusal for the register's responsible person. */
export class CertificateDto {
  /** The responsible person, or their role, as the policy names them. */
  responsible!: string;
  /** Id of the account whose decision it certifies; null where the policy asks for no approval. */
  signedBy!: string | null;
  signedAt!: string;
}

export class ProposalsDto {
  data!: ProposalDto[];
  /** Null while nothing was refused. */
  certificate!: CertificateDto | null;
  /** Always null: the list is whole. */
  nextCursor!: string | null;
}

import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import {
  CONSENT_BASES,
  CONSENT_CHANNELS,
  type ConsentChannel,
  type MarketingChannel,
  type MarketingReason,
} from '../../domain/marketing-channel.js';
import { IsCalendarDate } from '../../http/is-calendar-date.js';
import type { MarketingConsent } from '../marketing-consent.entity.js';

const CONSENT_WAYS = ['web-form', 'paper-form', 'phone', 'counter', 'email', 'customer-account'] as const;

export class CreateMarketingConsentDto {
  /** The channel it is for; each one has a consent of its own. */
  @IsIn(CONSENT_CHANNELS)
  channel!: ConsentChannel;

  /** Consent, or a sale of similar products; absent: consent. */
  @IsOptional()
  @IsIn(CONSENT_BASES)
  basis?: (typeof CONSENT_BASES)[number];

  /** The day it was given, or the day of the sale; not in the future. */
  @IsCalendarDate()
  givenOn!: string;

  /** How it was given. */
  @IsIn(CONSENT_WAYS)
  how!: (typeof CONSENT_WAYS)[number];

  /** Id of the wording the person saw, e.g. `newsletter-2026-1`. No personal data. */
  @Length(1, 100)
  @Matches(/^[a-z0-9][a-z0-9._-]*$/)
  wording!: string;

  /** Code of a source in the register policy; left out, the first one. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  source?: string;

  /** Record of the sale the contact details come from; needed for `similar-products`. */
  @IsOptional()
  @IsUUID()
  saleId?: string;

  /** Only the seller's own products of the same or a similar kind are advertised; for `similar-products`. */
  @IsOptional()
  @IsBoolean()
  ownSimilarProducts?: boolean;

  /** The person could forbid it easily and free of charge when the details were collected; for `similar-products`. */
  @IsOptional()
  @IsBoolean()
  couldForbidAtCollection?: boolean;

  /** The person can forbid it so in every message; for `similar-products`. */
  @IsOptional()
  @IsBoolean()
  canForbidInEachMessage?: boolean;
}

export class MarketingConsentDto {
  /** Id of the consent. */
  id!: string;
  /** The channel it is for. */
  channel!: ConsentChannel;
  /** Consent, or a sale of similar products. */
  basis!: (typeof CONSENT_BASES)[number];
  /** The day it was given, or the day of the sale. */
  givenOn!: string;
  /** How it was given. */
  how!: string;
  /** Id of the wording the person saw. */
  wording!: string;
  /** Code of a source in the register policy. */
  source!: string;
  /** The day it was withdrawn; null while it is in force. */
  withdrawnOn!: string | null;

  static from(row: MarketingConsent): MarketingConsentDto {
    const { id, channel, basis, givenOn, how, wording, source, withdrawnOn } = row;
    return { id, channel, basis, givenOn, how, wording, source, withdrawnOn };
  }
}

export class MarketingConsentPageDto {
  /** The consents of this page, withdrawn ones too. */
  data!: MarketingConsentDto[];
  /** Cursor of the next page; null on the last. */
  nextCursor!: string | null;
}

export class ChannelVerdictDto {
  /** Way to send advertising. */
  channel!: MarketingChannel;
  /** Whether it may be used for direct marketing now. */
  allowed!: boolean;
  /** Why, as a code. */
  reason!: MarketingReason;
  /** The law it follows from. */
  citation!: string;
}

export class MarketingDto {
  /** One verdict for each channel. */
  channels!: ChannelVerdictDto[];
  /**
   * Where this person unsubscribes with one click, for the `List-Unsubscribe` header beside
   * `List-Unsubscribe-Post: List-Unsubscribe=One-Click` (RFC 8058). It never changes.
   */
  unsubscribeUrl!: string;
}

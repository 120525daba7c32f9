/** Everything the domain can refuse, with the sentence that explains it. The HTTP side maps every code, or it does not compile. */
export const DOMAIN_ERRORS = {
  ACCOUNT_EXISTS: 'There is an account with that e-mail address.',
  ALREADY_EXTENDED: 'The deadline of this item has been extended once already.',
  CODE_WRONG: 'The code is wrong, used up or too old; ask for a new one.',
  CONFIDENTIALITY_COMMITMENT_MISSING: 'No signed confidentiality commitment is on record for this account.',
  CONFIG_RETENTION_MISSING: 'The register policy states no retention for this data.',
  COPY_GONE: 'The copy was kept for its period and is gone; the person has to ask again.',
  CUSTOMER_NUMBER_TAKEN: 'Another customer of this register has that customer number.',
  DISCLOSURE_NOT_ALLOWED: 'The register policy does not allow a disclosure on that ground.',
  EXTENSION_REASON_MISSING: 'An extension is valid only with its reasons.',
  EXTENSION_TOO_LATE: 'The extension notice was sent after the first deadline.',
  FEE_ASKED: 'A fee has been asked for this item already.',
  FEE_TOO_LATE: 'No day is left on which the person could answer about a fee before the deadline.',
  FORBIDDEN: 'This account may not do that.',
  INVALID_DATE: 'A date is not a real calendar date (YYYY-MM-DD).',
  INVALID_DATE_ORDER: 'The dates are not in a possible order.',
  INVALID_PERIOD: 'A period is not of the form PnYnMnWnD.',
  INVALID_TRANSITION: 'The item cannot go from its present state to that one.',
  INVALID_VALUE: 'A value does not fit its place.',
  KEY_DESTROYED: 'The key this was sealed with is destroyed; nothing can open it any more.',
  LIFT_NOTICE_MISSING: 'The person has to be told before the restriction is lifted.',
  LINK_EXPIRED: 'The link has expired.',
  LINK_USED: 'The link has been used.',
  NOT_FOUND: 'There is no such thing here.',
  NOT_RESTRICTED: 'Nothing of this person is restricted, so there is nothing to permit.',
  NOT_BY_CONSENT: 'The datum does not rest on consent, so there is none to withdraw.',
  PERSON_ERASED: 'The person has been erased.',
  PLAN_NOT_READY: 'There is no plan before the person has been identified.',
  REASON_NOT_LAWFUL: 'The law does not know this reason against this right, or the facts do not bear it out.',
  REASON_REQUIRED: 'This decision needs a written reason.',
  REFERENCE_TAKEN: 'Another record of this kind has that reference.',
  REFUSAL_TOO_WIDE: 'A part of the request can be complied with; what is refused is decided datum by datum.',
  RESTRICTED: 'Processing of this data is restricted.',
  SELF_APPROVAL: 'The one who prepared a plan cannot approve it.',
  STALE_PLAN: 'The plan no longer holds; it has to be read again.',
  VERSION_MISMATCH: 'Someone else changed this in the meantime.',
  VOUCHER_UNALTERABLE: 'A voucher is not altered; the register is corrected and the voucher kept.',
  WRONG_TASK: 'The answer is about another task than the one it was sent to.',
} as const;

export type DomainErrorCode = keyof typeof DOMAIN_ERRORS;
export const DOMAIN_ERROR_CODES = Object.keys(DOMAIN_ERRORS) as readonly DomainErrorCode[];

/** Names, ids and codes that help to find the cause. Never a submitted value or personal data. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: DomainErrorCode,
    readonly detail: ErrorDetail = {},
  ) {
    super(DOMAIN_ERRORS[code]);
  }
}

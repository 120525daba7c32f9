import { DOMAIN_ERRORS, type DomainErrorCode } from '../domain/domain-error.js';

interface Problem {
  readonly status: number;
  readonly title: string;
}

/** How each refusal of the domain is answered. A code without an answer does not compile. */
const DOMAIN_PROBLEMS = {
  ACCOUNT_EXISTS: { status: 409, title: 'Account exists' },
  ALREADY_EXTENDED: { status: 409, title: 'Already extended' },
  CODE_WRONG: { status: 403, title: 'Code refused' },
  CONFIDENTIALITY_COMMITMENT_MISSING: { status: 403, title: 'Confidentiality commitment missing' },
  CONFIG_RETENTION_MISSING: { status: 409, title: 'No retention stated' },
  COPY_GONE: { status: 410, title: 'Copy gone' },
  CUSTOMER_NUMBER_TAKEN: { status: 409, title: 'Customer number taken' },
  DISCLOSURE_NOT_ALLOWED: { status: 409, title: 'Disclosure not allowed' },
  EXTENSION_REASON_MISSING: { status: 400, title: 'Reasons missing' },
  EXTENSION_TOO_LATE: { status: 409, title: 'Extension too late' },
  FEE_ASKED: { status: 409, title: 'Fee asked' },
  FEE_TOO_LATE: { status: 409, title: 'Too late for a fee' },
  FORBIDDEN: { status: 403, title: 'Not permitted' },
  INVALID_DATE: { status: 400, title: 'Not a date' },
  INVALID_DATE_ORDER: { status: 400, title: 'Impossible order of dates' },
  INVALID_PERIOD: { status: 400, title: 'Not a period' },
  INVALID_TRANSITION: { status: 409, title: 'Not possible in this state' },
  INVALID_VALUE: { status: 400, title: 'Value does not fit' },
  KEY_DESTROYED: { status: 410, title: 'Key destroyed' },
  LIFT_NOTICE_MISSING: { status: 409, title: 'Notice missing' },
  LINK_EXPIRED: { status: 410, title: 'Link expired' },
  LINK_USED: { status: 410, title: 'Link used' },
  NOT_RESTRICTED: { status: 409, title: 'Not restricted' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  PERSON_ERASED: { status: 409, title: 'Person erased' },
  PLAN_NOT_READY: { status: 409, title: 'No plan yet' },
  REASON_NOT_LAWFUL: { status: 400, title: 'Reason not lawful' },
  REASON_REQUIRED: { status: 400, title: 'Reason required' },
  REFERENCE_TAKEN: { status: 409, title: 'Reference taken' },
  REFUSAL_TOO_WIDE: { status: 409, title: 'Refusal too wide' },
  RESTRICTED: { status: 423, title: 'Processing restricted' },
  SELF_APPROVAL: { status: 403, title: 'Own plan' },
  STALE_PLAN: { status: 409, title: 'Plan no longer holds' },
  VERSION_MISMATCH: { status: 412, title: 'Changed in the meantime' },
  NOT_BY_CONSENT: { status: 409, title: 'Not by consent' },
  VOUCHER_UNALTERABLE: { status: 409, title: 'Voucher unalterable' },
  WRONG_TASK: { status: 409, title: 'Another task' },
} as const satisfies Record<DomainErrorCode, Problem>;

/** Refusals that only the HTTP side knows of. */
const HTTP_PROBLEMS = {
  BAD_REQUEST: { status: 400, title: 'Bad request', detail: 'The request is malformed.' },
  MALFORMED_BODY: {
    status: 400,
    title: 'Malformed body',
    detail: 'The body is not what its media type says.',
  },
  INVALID_INPUT: { status: 400, title: 'Invalid input', detail: 'The input does not fit; see `errors`.' },
  UNAUTHENTICATED: { status: 401, title: 'No session', detail: 'There is no session, or it has ended.' },
  INVALID_CREDENTIALS: { status: 401, title: 'Login refused', detail: 'E-mail, password or code is wrong.' },
  SIGNATURE_INVALID: {
    status: 401,
    title: 'Signature refused',
    detail: 'The signature is missing, too old, or not that of this system.',
  },
  CROSS_SITE: {
    status: 403,
    title: 'Sent from another site',
    detail: 'Pages of other sites may link to a form and not send it.',
  },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed', detail: 'See the Allow header.' },
  CONFLICT: { status: 409, title: 'Conflict', detail: 'This contradicts what is stored.' },
  BODY_TOO_LARGE: { status: 413, title: 'Body too large', detail: 'The body exceeds the limit.' },
  URL_TOO_LONG: { status: 414, title: 'URL too long', detail: 'A part of the URL exceeds the limit.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported media type', detail: 'Send application/json.' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'Idempotency-Key reused',
    detail: 'The key was used with another request within a day.',
  },
  IF_MATCH_REQUIRED: {
    status: 428,
    title: 'If-Match required',
    detail: 'Send the ETag you read as If-Match.',
  },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests', detail: 'Try again after Retry-After.' },
  INTERNAL_ERROR: { status: 500, title: 'Internal error', detail: 'The fault is ours and has been logged.' },
  RESTORE_PENDING: {
    status: 503,
    title: 'Restored, not yet open',
    detail: 'The database comes from a backup; what was erased since is being erased again. Try again later.',
  },
  UNAVAILABLE: { status: 503, title: 'Unavailable', detail: 'Try again after Retry-After.' },
} as const satisfies Record<string, Problem & { readonly detail: string }>;

export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;
export type ProblemCode = DomainErrorCode | HttpProblemCode;

type WithDetail = Problem & { readonly detail: string };

const withSentences = Object.fromEntries(
  Object.entries(DOMAIN_PROBLEMS).map(([code, problem]) => [
    code,
    { ...problem, detail: DOMAIN_ERRORS[code as DomainErrorCode] },
  ]),
) as Record<DomainErrorCode, WithDetail>;

export const PROBLEMS: Readonly<Record<ProblemCode, WithDetail>> = { ...withSentences, ...HTTP_PROBLEMS };

/** The relative URL that names a kind of problem, and explains it when opened. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code.toLowerCase().replaceAll('_', '-')}`;
}

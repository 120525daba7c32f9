import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorDetail } from '../domain/domain-error.js';
import { RestorePending } from '../restore/restore-pending.js';
import { databaseProblem } from './database-errors.js';
import { HttpProblem, type InputError } from './http-problem.js';
import { type ProblemCode, PROBLEMS, problemType } from './problems.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** One place of the input that does not fit. */
export class ProblemPlace {
  /** RFC 6901 pointer into the body; of a parameter, its name. */
  pointer?: string;
  /** Name of a query, path or header parameter. */
  parameter?: string;
  /** Stable name of the rule that was broken. */
  code!: string;
  /** The rule, in English. */
  detail!: string;
}

/** Every refusal looks like this (RFC 9457, `application/problem+json`). It never repeats what was sent. */
export class ProblemDetails {
  /** Names the kind of problem; opened as a URL it explains it. */
  type!: string;
  title!: string;
  status!: number;
  detail!: string;
  /** The request, as `urn:uuid:…`; the same id stands in the log. */
  instance!: string;
  /** Stable name to branch on. */
  code!: string;
  /** Where the input does not fit. */
  errors?: ProblemPlace[];
  /** Ids, names and codes that help to find the cause. */
  context?: Record<string, unknown>;
}

export interface Refusal {
  readonly code: ProblemCode;
  readonly errors: readonly InputError[];
  readonly context: ErrorDetail;
  readonly headers: Readonly<Record<string, string>>;
}

const DEFAULT_HEADERS: Partial<Record<ProblemCode, Record<string, string>>> = {
  UNAUTHENTICATED: { 'www-authenticate': 'Bearer' },
  INVALID_CREDENTIALS: { 'www-authenticate': 'Bearer' },
  RESTORE_PENDING: { 'retry-after': '60' },
  UNAVAILABLE: { 'retry-after': '5' },
};

/** How any error is answered. Unknown ones say nothing of themselves. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof HttpProblem)
    return refusal(error.code, { errors: error.errors, headers: error.headers });
  if (error instanceof DomainError) return domainRefusal(error);
  if (error instanceof RestorePending) return refusal('RESTORE_PENDING');
  const fromDatabase = databaseProblem(error);
  if (fromDatabase) return refusal(fromDatabase);
  return refusal(codeByStatus(error));
}

/** A refusal about one field names it like any other input error. */
function domainRefusal({ code, detail }: DomainError): Refusal {
  const { pointer, ...context } = detail;
  if (typeof pointer !== 'string') return refusal(code, { context: detail });
  return refusal(code, { context, errors: [{ pointer, code, detail: PROBLEMS[code].detail }] });
}

function refusal(code: ProblemCode, more: Partial<Omit<Refusal, 'code'>> = {}): Refusal {
  const { errors = [], context = {}, headers = {} } = more;
  return { code, errors, context, headers: { ...DEFAULT_HEADERS[code], ...headers } };
}

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  412: 'VERSION_MISMATCH',
  413: 'BODY_TOO_LARGE',
  414: 'URL_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'UNAVAILABLE',
};

/** Errors of Fastify and Nest carry a status; their messages quote the input and stay inside. */
function codeByStatus(error: unknown): ProblemCode {
  const status = error instanceof HttpException ? error.getStatus() : statusCode(error);
  if (status === 400 && isAboutBody(error)) return 'MALFORMED_BODY';
  return BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'BAD_REQUEST' : 'INTERNAL_ERROR');
}

function statusCode(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}

function isAboutBody(error: unknown): boolean {
  const cause = error instanceof HttpException ? error.cause : error;
  const code = (cause as { code?: unknown } | null | undefined)?.code;
  return cause instanceof SyntaxError || (typeof code === 'string' && code.startsWith('FST_ERR_CTP'));
}

export function problemDetails(refused: Refusal, requestId: string): ProblemDetails {
  const { status, title, detail } = PROBLEMS[refused.code];
  return {
    type: problemType(refused.code),
    title,
    status,
    detail,
    instance: `urn:uuid:${requestId}`,
    code: refused.code,
    ...(refused.errors.length > 0 && { errors: [...refused.errors] }),
    ...(Object.keys(refused.context).length > 0 && { context: { ...refused.context } }),
  };
}

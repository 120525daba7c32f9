import type { ProblemCode } from './problems.js';

/** SQLSTATE, or its class, and the answer to it. The message is never shown: it quotes the row. */
const BY_STATE: Readonly<Record<string, ProblemCode>> = {
  '23505': 'CONFLICT',
  '23503': 'CONFLICT',
  '23P01': 'CONFLICT',
  '23514': 'INVALID_VALUE',
  '23502': 'INVALID_VALUE',
  '40001': 'UNAVAILABLE',
  '40P01': 'UNAVAILABLE',
  '55P03': 'UNAVAILABLE',
  '57014': 'UNAVAILABLE',
};
const BY_CLASS: Readonly<Record<string, ProblemCode>> = {
  '08': 'UNAVAILABLE',
  '22': 'INVALID_VALUE',
  '53': 'UNAVAILABLE',
  '57': 'UNAVAILABLE',
};

const CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);

/** What pg and its pool say without a code when the server is away. */
const AWAY =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** The answer to an error of the database, or null when it is none, or one of ours. */
export function databaseProblem(error: unknown): ProblemCode | null {
  if (!(error instanceof Error)) return null;
  const code = stateOf(error);
  if (code === null) return AWAY.test(error.message) ? 'UNAVAILABLE' : null;
  if (CONNECTION.has(code)) return 'UNAVAILABLE';
  return /^[0-9A-Z]{5}$/.test(code) ? (BY_STATE[code] ?? BY_CLASS[code.slice(0, 2)] ?? null) : null;
}

/** SQLSTATE or system error code; safe to log. */
export function stateOf(error: Error): string | null {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  return typeof state === 'string' ? state : null;
}

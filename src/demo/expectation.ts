import { isDeepStrictEqual } from 'node:util';
import type { PlanDto } from '../requests/dto/request.dto.js';
import { DemoFailure } from './waiting.js';

type Planned = PlanDto['data'][number];

/**
 * What is to become of a datum, in one line: `name keep OPEN_INVOICE`, `name keep until 2026-12-31 STATUTORY_VOUCHER`,
 * `phone erase`.
 */
export function inOneLine({ category, outcome, keepUntil, holds }: Planned): string {
  return [
    category,
    outcome,
    ...(keepUntil ? [`until ${keepUntil}`] : []),
    ...(holds.length > 0 ? [holds.join('+')] : []),
  ].join(' ');
}

/** The same lines, whatever their order and however many data share one; else a failure that shows both. */
export function requirePlan(what: string, { data }: PlanDto, expected: readonly string[]): void {
  const found = [...new Set(data.map(inOneLine))];
  const missing = expected.filter((line) => !found.includes(line));
  const unexpected = found.filter((line) => !expected.includes(line));
  if (missing.length + unexpected.length === 0) return;
  throw new DemoFailure(
    `${what}: not as expected\n  missing:    ${missing.join(', ') || '-'}\n  unexpected: ${unexpected.join(', ') || '-'}`,
  );
}

export function requireEqual(what: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) {
    throw new DemoFailure(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  }
}

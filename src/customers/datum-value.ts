import { isEmail } from 'class-validator';
import type { Category } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { INDEXED } from './new-datum.js';
import type { DatumValue } from './person-file.js';

/** Longest value of a datum, in characters of its JSON text. */
export const MAX_VALUE_LENGTH = 10_000;
const MAX_SEARCHED_LENGTH = 320;

export type ValueProblem = 'MISSING_VALUE' | 'TOO_LONG' | 'TEXT_EXPECTED' | 'INVALID_EMAIL' | 'INVALID_PHONE';

/** What is wrong with a value, or nothing. What a person is found by must be text that can be searched. */
export function valueProblem(category: Category, value: DatumValue): ValueProblem | null {
  if (typeof value !== 'string') {
    if (INDEXED[category]) return 'TEXT_EXPECTED';
    return JSON.stringify(value).length > MAX_VALUE_LENGTH ? 'TOO_LONG' : null;
  }
  if (value.trim() === '') return 'MISSING_VALUE';
  if (value.length > (INDEXED[category] ? MAX_SEARCHED_LENGTH : MAX_VALUE_LENGTH)) return 'TOO_LONG';
  if (category === 'email' && !isEmail(value)) return 'INVALID_EMAIL';
  if (category === 'phone' && (value.match(/\d/g) ?? []).length < 3) return 'INVALID_PHONE';
  return null;
}

/** Throws INVALID_VALUE, naming the place and the problem, never the value. */
export function requireValue(category: Category, value: DatumValue, pointer: string): void {
  const problem = valueProblem(category, value);
  if (problem) throw new DomainError('INVALID_VALUE', { pointer, reason: problem });
}

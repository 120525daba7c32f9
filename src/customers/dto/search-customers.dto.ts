import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { DomainError } from '../../domain/domain-error.js';
import type { SearchField } from '../../vault/search-field.js';
import type { SearchBy } from '../customer-search.js';

const FIELDS = {
  email: 'email',
  phone: 'phone',
  customerNumber: 'customer-number',
  name: 'name',
  organisation: 'organisation',
} as const satisfies Record<string, SearchField>;

/** Exactly one field. It travels in the body: personal data never stands in a URL. */
export class SearchCustomersDto {
  /** E-mail address, in any letter case. */
  @IsOptional()
  @IsString()
  @MaxLength(320)
  @Matches(/\S/)
  email?: string;

  /** Phone number, in Finnish or international form. */
  @IsOptional()
  @IsString()
  @MaxLength(320)
  @Matches(/\d/)
  phone?: string;

  /** The controller's own number for the customer. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  @Matches(/\S/)
  customerNumber?: string;

  /** Name; every word must match. */
  @IsOptional()
  @IsString()
  @MaxLength(320)
  @Matches(/[\p{L}\p{N}]/u)
  name?: string;

  /** Organisation; every word must match. */
  @IsOptional()
  @IsString()
  @MaxLength(320)
  @Matches(/[\p{L}\p{N}]/u)
  organisation?: string;
}

export function searchBy(body: SearchCustomersDto): SearchBy {
  const given = Object.entries(FIELDS).flatMap(([name, field]) => {
    const value = body[name as keyof typeof FIELDS];
    return typeof value === 'string' ? [{ field, value }] : [];
  });
  if (given.length !== 1)
    throw new DomainError('INVALID_VALUE', { pointer: '', reason: 'ONE_FIELD_EXPECTED' });
  return given[0]!;
}

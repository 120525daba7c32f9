import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { parse, stringify, validate } from 'uuid';
import { badParameter } from './http-problem.js';

/** What every list can be asked. Lists run by id, oldest first: ids are UUIDs of version 7. */
export class ListQuery {
  /** How many entries at most. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** `nextCursor` of the answer before. */
  @ApiPropertyOptional({ type: String, maxLength: 64, description: '`nextCursor` of the answer before' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  cursor?: string;
}

export interface Page<T> {
  readonly data: T[];
  /** Ask again with this cursor for what follows; `null` at the end. */
  readonly nextCursor: string | null;
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/** The id after which the page starts: `where id > after(query) order by id limit rowsFor(query)`. */
export function after(query: ListQuery): string {
  if (query.cursor === undefined) return FIRST;
  const bytes = Buffer.from(query.cursor, 'base64url');
  const id = bytes.length === 16 ? stringifyOrNull(bytes) : null;
  if (id === null) throw badParameter('cursor', 'INVALID_CURSOR', 'cursor must come from the answer before');
  return id;
}

/** One row more than asked for tells whether there is a next page. */
export function rowsFor(query: ListQuery): number {
  return query.limit + 1;
}

/** The page of these rows, each shown as the reader gets it. */
export function page<Row extends { readonly id: string }, T>(
  query: ListQuery,
  rows: readonly Row[],
  show: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(show),
    nextCursor: last && rows.length > query.limit ? cursorAt(last.id) : null,
  };
}

const cursorAt = (id: string) => Buffer.from(parse(id)).toString('base64url');

function stringifyOrNull(bytes: Uint8Array): string | null {
  try {
    const id = stringify(bytes);
    return validate(id) ? id : null;
  } catch {
    return null;
  }
}

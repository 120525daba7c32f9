import { leafHash } from './merkle.js';

/** An entry as the database writes it, every column as text, so that nothing is rounded on the way. */
export interface EntryText {
  readonly id: string;
  readonly register: string;
  /** UTC with microseconds. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly customerId: string | null;
  readonly requestId: string | null;
  /** As PostgreSQL prints jsonb: keys in its own order, numbers digit by digit. */
  readonly details: string;
}

/** The columns of {@link EntryText}, from `audit_entry entry`. */
export const ENTRY_TEXT = `
  entry.id::text as id, entry.register,
  to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  entry.actor, entry.action, entry.customer_id::text as "customerId", entry.request_id::text as "requestId",
  entry.details::text as details`;

/** The bytes that are hashed: a JSON array of all columns in this order, without spaces. Never changed, old logs hang on it. */
export function entryBytes(entry: EntryText): Buffer {
  const { id, register, at, actor, action, customerId, requestId, details } = entry;
  return Buffer.from(JSON.stringify([id, register, at, actor, action, customerId, requestId, details]));
}

export const leafOf = (entry: EntryText): Buffer => leafHash(entryBytes(entry));

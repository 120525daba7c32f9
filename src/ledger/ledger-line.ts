import { createHmac } from 'node:crypto';
import type { Category } from '../domain/category.js';

interface Noted {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Data of a person were destroyed. Ids and codes only. */
export interface ErasureNote {
  readonly kind: 'erasure';
  readonly customer: string;
  readonly data: readonly string[];
  readonly records: readonly string[];
  /** True when nothing of the person was left and the key went too. */
  readonly person: boolean;
  readonly reason: string;
  readonly request: string | null;
  readonly planHash: string;
  readonly policyVersion: string;
}

/** A prohibition, or the mark of an erased customer number, by its keyed hash. */
export interface SuppressionNote {
  readonly kind: 'suppression' | 'suppression-taken-back';
  readonly field: string;
  /** Hexadecimal. */
  readonly hash: string;
  readonly flags: readonly string[];
  readonly since: string | null;
}

export interface RestrictionNote {
  readonly kind: 'restriction';
  readonly restriction: string;
  readonly customer: string;
  readonly ground: string;
  readonly categories: readonly Category[] | null;
  /** Ids of single data; absent in lines written before this was noted. */
  readonly data?: readonly string[] | null;
  readonly item?: string | null;
  readonly since: string;
}

export interface LiftNote {
  readonly kind: 'restriction-lifted';
  readonly restriction: string;
  readonly customer: string;
}

/** A consent was withdrawn (Art. 7(3)): to marketing, or to keep a datum. */
export interface WithdrawalNote {
  readonly kind: 'consent-withdrawn';
  readonly of: 'marketing' | 'datum';
  /** Id of the consent or of the datum. */
  readonly consent: string;
  readonly customer: string;
  readonly on: string;
}

/** What a restored copy of the database would not know of. */
export type LedgerNote = ErasureNote | SuppressionNote | RestrictionNote | LiftNote | WithdrawalNote;

export type LedgerEntry = LedgerNote & Noted;

/** What became of the transactions that entries were written for. */
export interface Settlement {
  readonly kind: 'settled';
  readonly committed: readonly string[];
  readonly void: readonly string[];
}

/** Somebody knows that lines before this one are broken or missing, and has decided to go on without them. */
export interface Acceptance {
  readonly kind: 'accepted';
  readonly at: string;
  /** A code, never a text. */
  readonly reason: string;
  readonly broken: number;
  readonly missing: number;
  /** The newest row of the database that the file may lack; `null` for none. */
  readonly through: string | null;
}

export type LedgerBody = LedgerEntry | Settlement | Acceptance;

/** Tells what happened from what is said about lines. */
export const isEntry = (body: LedgerBody): body is LedgerEntry =>
  body.kind !== 'settled' && body.kind !== 'accepted';

export interface Link {
  readonly body: LedgerBody;
  /** Keyed hash over this line and the one before it, hexadecimal. */
  readonly mac: string;
}

/** The chain before its first link. */
export const NO_LINK = '';

export function linked(key: Buffer, before: string, body: LedgerBody): Link {
  return { body, mac: macOf(key, before, body) };
}

export const lineOf = ({ mac, body }: Link) => `${JSON.stringify({ mac, body })}\n`;

/** `null` for what is no whole line: a crash tore it, so the transaction it belonged to did not commit. */
export function linkIn(line: string): Link | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return isLink(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

export function follows(key: Buffer, before: string, { body, mac }: Link): boolean {
  return mac === macOf(key, before, body);
}

/** Keyed, so that whoever can write the file but has no key of the house cannot mend the chain. */
function macOf(key: Buffer, before: string, body: LedgerBody): string {
  return createHmac('sha256', key)
    .update(`${before}\n${JSON.stringify(body)}`)
    .digest('hex');
}

function isLink(value: unknown): value is Link {
  if (typeof value !== 'object' || value === null) return false;
  const { mac, body } = value as Partial<Link>;
  return typeof mac === 'string' && typeof body === 'object' && body !== null && 'kind' in body;
}

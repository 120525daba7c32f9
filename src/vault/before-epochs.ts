import { hkdfSync } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { SEARCH_FIELDS } from './search-field.js';

/** Keys of a house that was at work before there was a key store: all were derived from its master key. */
export interface KeysBeforeEpochs {
  /** What wrapped every data key. */
  readonly wrapping: Buffer;
  /** The others that something in the database depends on, by their purpose. */
  readonly named: ReadonlyMap<string, Buffer>;
}

const OF_THE_HOUSE = ['idempotency-key', 'idempotency', 'staff-totp', 'erasure-ledger-1'];

/** Null for a database that nothing was ever done in. */
export async function keysBeforeEpochs(tx: EntityManager, master: Buffer): Promise<KeysBeforeEpochs | null> {
  const [{ used }] = await tx.query<[{ used: boolean }]>(
    `select exists(select from audit_entry) or exists(select from staff_account)
         or exists(select from vault.data_key) as used`,
  );
  if (!used) return null;
  const registers = await tx.query<{ name: string }[]>(
    `select name from register union select register from audit_entry union select register from vault.data_key`,
  );
  const signing = await tx.query<{ purpose: string }[]>(
    `select distinct 'audit-checkpoint|' || register || '|' || version as purpose
       from audit_checkpoint, generate_series(1, key_version) as version`,
  );
  const purposes = [
    ...OF_THE_HOUSE,
    ...signing.map(({ purpose }) => purpose),
    ...registers.flatMap(({ name }) => purposesOf(name)),
  ];
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', master, 'suoja', purpose, 32));
  return {
    wrapping: derived('wrap-data-keys-1'),
    named: new Map(purposes.map((purpose) => [purpose, derived(purpose)])),
  };
}

function purposesOf(register: string): string[] {
  const suppressions = [...SEARCH_FIELDS, 'label'].map((field) => `suppression:${field}`);
  return [...SEARCH_FIELDS, ...suppressions, 'import-digest'].map(
    (purpose) => `blind-index|${register}|${purpose}|1`,
  );
}

export function writeNamed(named: ReadonlyMap<string, Buffer>): Buffer {
  return Buffer.from(
    JSON.stringify(Object.fromEntries([...named].map(([purpose, key]) => [purpose, key.toString('base64')]))),
  );
}

export function readNamed(bytes: Buffer): Map<string, Buffer> {
  const named = JSON.parse(bytes.toString('utf8')) as Record<string, string>;
  return new Map(Object.entries(named).map(([purpose, key]) => [purpose, Buffer.from(key, 'base64')]));
}

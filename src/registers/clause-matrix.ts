import type { RegisterPolicy } from '../domain/register-policy.js';
import { type ClauseId, CLAUSES, type NoticeClauses } from './clauses/clause.js';
import { IP_PRODUKTER } from './clauses/ip-produkter.js';
import { KONTTORIMIX } from './clauses/konttorimix.js';
import { NOKOPA } from './clauses/nokopa.js';
import { NUMMEK } from './clauses/nummek.js';
import { UMACON } from './clauses/umacon.js';

const NOTICES: Readonly<Record<string, NoticeClauses>> = {
  umacon: UMACON,
  konttorimix: KONTTORIMIX,
  nokopa: NOKOPA,
  nummek: NUMMEK,
  'ip-produkter': IP_PRODUKTER,
};

/** A clause of a notice, what does it, and the tests that prove it. */
export interface ClauseRow {
  readonly register: string;
  readonly clause: ClauseId;
  /** As in the notice. */
  readonly heading: string;
  /** In our own words. */
  readonly says: string;
  /** Place in the policy file. */
  readonly pointer: string;
  /** Ids of rules, or files. */
  readonly decidedBy: readonly string[];
  /** File › title. */
  readonly tests: readonly string[];
}

export const NOTICE_REGISTERS: readonly string[] = Object.keys(NOTICES);

/** Every clause of the notices of these registers. */
export function clauseRows(registers: readonly string[] = NOTICE_REGISTERS): ClauseRow[] {
  return registers.flatMap((register) => {
    const notice = NOTICES[register];
    if (!notice) return [];
    return (Object.keys(CLAUSES) as ClauseId[]).map((clause) => row(register, clause, notice[clause]));
  });
}

function row(register: string, clause: ClauseId, [heading, says]: readonly [string, string]): ClauseRow {
  const { pointer, decidedBy, ...more } = CLAUSES[clause];
  const further: readonly string[] = 'provedBy' in more ? more.provedBy : [];
  const walked = `src/registers/clauses/${register}.spec.ts › ${says}`;
  return { register, clause, heading, says, pointer, decidedBy, tests: [walked, ...further] };
}

/** What a row lacks: a part left empty, or a pointer to nothing in the policy. */
export function gapsOf(
  { heading, says, pointer, decidedBy, tests }: ClauseRow,
  policy: RegisterPolicy,
): string[] {
  const parts = { heading, says, pointer, decidedBy, tests };
  const empty = Object.entries(parts).filter(([, part]) => part.length === 0);
  const lost = valueAt(policy, pointer) === undefined ? ['policy'] : [];
  return [...empty.map(([part]) => part), ...lost];
}

function valueAt(policy: RegisterPolicy, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], policy);
}

import type { EpochFault } from './epoch-verdict.js';

/** What a closed house is opened by. */
export type Remedy = 'replay' | 'accept';

/** Everything that keeps the house closed, what it means, and what to do about it. */
export const FINDINGS = {
  'database-older': {
    remedy: 'replay',
    says: 'the database is older than what is known outside of it: it was put back from a backup',
  },
  'database-moved': {
    remedy: 'replay',
    says: 'the database was loaded into another place: it comes from a backup or was moved',
  },
  'database-unknown': {
    remedy: 'replay',
    says: 'the ledger folder belongs to another database, or this one comes from an old backup',
  },
  'entries-unknown': {
    remedy: 'replay',
    says: 'the ledger has entries that the database does not know: it was put back from a backup',
  },
  'ledger-lost': { remedy: 'accept', says: 'the ledger folder is empty, and the database knows of a ledger' },
  'ledger-older': { remedy: 'accept', says: 'the ledger folder is older than the database' },
  'ledger-changed': {
    remedy: 'accept',
    says: 'the epoch in the ledger folder was changed, or is not of this house',
  },
  'entries-missing': {
    remedy: 'accept',
    says: 'the database has entries that the ledger lacks or has otherwise',
  },
  'lines-broken': { remedy: 'accept', says: 'lines of the ledger were changed or taken out' },
} as const satisfies Record<
  EpochFault | 'entries-unknown' | 'entries-missing' | 'lines-broken',
  { remedy: Remedy; says: string }
>;

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  readonly register: string | null;
  readonly count: number | null;
}

export const remedyOf = ({ code }: Finding): Remedy => FINDINGS[code].remedy;

/** One line for the log: codes, counts, and the command that helps. */
export function told({ code, register, count }: Finding): string {
  const where = register === null ? '' : `${register}: `;
  return `${where}${FINDINGS[code].says}${count === null ? '' : ` (${count})`} [${code}]`;
}

/** What to do about all of it, for the log. */
export function whatToDo(findings: readonly Finding[]): string[] {
  const remedies = new Set(findings.map(remedyOf));
  return [
    ...(remedies.has('replay')
      ? ['Run: suoja restore replay   (with --dry-run first: it says what will be done again)']
      : []),
    ...(remedies.has('accept')
      ? [
          'Put the ledger folder (LEDGER_DIR) back from its own backup. Only where there is none: suoja restore accept --reason …',
        ]
      : []),
  ];
}

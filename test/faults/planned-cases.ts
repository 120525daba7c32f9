import type { Right } from '../../src/domain/category.js';
import { chance } from './chance.js';

export interface PlannedRecord {
  readonly segment: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A person and what they ask for: the same for the same seed, whatever happens on the way. */
export interface PlannedCase {
  readonly label: string;
  readonly register: string;
  readonly via: 'letter' | 'form';
  readonly rights: readonly Right[];
  readonly asked: Readonly<Record<string, unknown>>;
  readonly data: readonly { readonly category: string; readonly value: unknown }[];
  readonly records: readonly PlannedRecord[];
  readonly disclosures: readonly Readonly<Record<string, unknown>>[];
  /** True: the copy goes to another controller as well (Art. 20(2)). */
  readonly movesOn: boolean;
  /** True: the open invoice is paid after the answer, and the postponed part has to run. */
  readonly paysLater: boolean;
}

export interface PlannedRun {
  readonly cases: readonly PlannedCase[];
  /** Former customers of a register that is purged meanwhile. */
  readonly purged: { readonly register: string; readonly persons: number };
}

type Kind = Pick<PlannedCase, 'rights'> & Partial<PlannedCase>;

const PAID = {
  bookedOn: '2024-03-01',
  date: '2024-03-01',
  dueOn: '2024-03-15',
  status: 'paid',
  balance: '0.00',
};
const OPEN = {
  bookedOn: '2026-10-15',
  date: '2026-10-15',
  dueOn: '2026-11-14',
  status: 'open',
  balance: '120.00',
};
const CORRECTION = { category: 'postal-address', value: 'Uusi katu 2, 00200 Helsinki', grounds: 'Muutin' };
const COPY: Record<string, unknown> = {
  recipient: 'accounting',
  ground: 'billing',
  disclosedOn: '2026-10-01',
};

const invoice = (facts: Record<string, unknown>): PlannedRecord => ({ segment: 'invoices', body: facts });
const told = [
  { ...COPY, categories: ['email', 'phone', 'postal-address'] },
  { ...COPY, recipient: 'collection-agency', categories: ['name', 'phone', 'postal-address'] },
];

/** Everything a person may want, the plain and the long way. */
const KINDS: readonly Kind[] = [
  { rights: ['erasure'] },
  { rights: ['erasure'], records: [invoice(PAID)], disclosures: told },
  { rights: ['erasure'], records: [invoice(OPEN)], paysLater: true },
  { rights: ['erasure'], disclosures: told },
  { rights: ['access'], records: [invoice(PAID)] },
  { rights: ['access'], via: 'form' },
  { rights: ['portability'] },
  { rights: ['portability'], movesOn: true },
  { rights: ['rectification'], asked: { corrections: [CORRECTION] }, disclosures: told },
  { rights: ['restriction'], disclosures: told },
  { rights: ['objection'], asked: { channel: 'phone' } },
  { rights: ['objection', 'erasure'], records: [invoice(PAID)] },
  { rights: ['access', 'erasure'], records: [invoice(OPEN)], paysLater: true, disclosures: told },
  { rights: ['rectification', 'restriction'], asked: { corrections: [CORRECTION] } },
];

/** What is told by webhook and by mail is set in the policy of the first. */
export const REGISTERS = ['umacon', 'umacon', 'konttorimix', 'nokopa'] as const;

export function plannedRun(seed: number, count: number): PlannedRun {
  const { below, oneOf } = chance(seed);
  const first = below(KINDS.length);
  const cases = Array.from({ length: count }, (_, number): PlannedCase => {
    const kind = KINDS[(first + number) % KINDS.length]!;
    const register = kind.disclosures || kind.paysLater ? 'umacon' : oneOf(REGISTERS);
    return {
      label: `henkilo-${seed}-${number}`,
      via: 'letter',
      asked: {},
      data: [],
      records: [],
      disclosures: [],
      movesOn: false,
      paysLater: false,
      register,
      ...kind,
    };
  });
  return { cases, purged: { register: 'ip-produkter', persons: 3 + below(6) } };
}

import type { Category } from './category.js';
import type { ErasureBlocker } from './register-policy.js';

/**
 * What may stand in the way of destroying a datum. `scope` is what each needs of the person's own data; what hangs on
 * the record that causes the hold is always covered. The notice's retention period is no hold: an erasure overrides it.
 */
export const HOLD_TYPES = [
  {
    code: 'STATUTORY_VOUCHER',
    citation: 'KPL 2:10; Art. 17(3)(b) GDPR',
    blocker: 'law',
    scope: [],
    ends: '31.12. of the sixth year after the financial year ended',
    sentence: 'The Accounting Act requires the voucher and the data on it.',
  },
  {
    code: 'STATUTORY_BOOKS',
    citation: 'KPL 2:10; Art. 17(3)(b) GDPR',
    blocker: 'law',
    scope: [],
    ends: 'ten years after the financial year ended',
    sentence: 'The Accounting Act requires the ledger entry.',
  },
  {
    code: 'OPEN_INVOICE',
    citation: 'Art. 6(1)(b), 17(3)(e) GDPR',
    blocker: 'open-invoice',
    scope: ['name', 'postal-address', 'billing-details'],
    ends: 'the invoice is paid, credited, written off or found time-barred',
    sentence: 'An unpaid invoice needs the datum.',
  },
  {
    code: 'COLLECTION',
    citation: 'Art. 17(3)(e) GDPR',
    blocker: 'collection',
    scope: ['name', 'postal-address', 'billing-details'],
    ends: 'the collection case is closed',
    sentence: 'An open collection needs the datum.',
  },
  {
    code: 'LEGAL_CLAIM',
    citation: 'Art. 17(3)(e) GDPR',
    scope: [],
    ends: 'it is released by hand',
    sentence: 'The datum is evidence in a legal claim.',
  },
  {
    code: 'ACTIVE_CONTRACT',
    citation: 'Art. 6(1)(b), 17(1)(a) GDPR',
    scope: [
      'name',
      'organisation',
      'email',
      'postal-address',
      'phone',
      'billing-details',
      'bank-account',
      'contract',
    ],
    ends: 'the contract ends',
    sentence: 'A contract in force needs the datum.',
  },
  {
    code: 'ACTIVE_CONTACT_ROLE',
    citation: 'Art. 6(1)(f), 17(1)(a) GDPR',
    scope: ['name', 'organisation', 'email', 'phone', 'postal-address'],
    ends: 'the role ends',
    sentence: 'The person is the contact person of an organisation at present.',
  },
  {
    code: 'ART18',
    citation: 'Art. 18(2) GDPR',
    scope: [],
    ends: 'the restriction is lifted',
    sentence: 'Processing is restricted, and restricted data is only stored.',
  },
  {
    code: 'SUPPRESSION',
    citation: 'Art. 21(3), 6(1)(f) GDPR',
    scope: [],
    ends: 'the objection needs it no more',
    sentence: 'The prohibition can only be respected with the datum.',
  },
] as const satisfies readonly HoldType[];

export interface HoldType {
  readonly code: string;
  readonly citation: string;
  /** What the notice may name as standing in the way of an erasure; the law holds the datum either way. */
  readonly blocker?: ErasureBlocker;
  readonly scope: readonly Category[];
  readonly ends: string;
  readonly sentence: string;
}

export type HoldCode = (typeof HOLD_TYPES)[number]['code'];
export const HOLD_CODES: readonly string[] = HOLD_TYPES.map(({ code }) => code);

/** What an unpaid claim needs to reach the debtor: the first of these that the register has. */
export const CONTACT_CHANNELS = ['email', 'phone'] as const satisfies readonly Category[];

export function isHoldCode(code: string): code is HoldCode {
  return HOLD_CODES.includes(code);
}

export function isInScope(code: HoldCode, category: Category): boolean {
  return HOLD_TYPES.some(
    (type) => type.code === code && (type.scope as readonly Category[]).includes(category),
  );
}

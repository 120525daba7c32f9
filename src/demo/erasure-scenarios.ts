import type { Scenario } from './scenario.js';

const web = { channel: 'web' } as const;

const WEIGHING =
  'The organisation is served through this person at present; the work contacts are needed for it and reach no further.';

/** Name, address, billing details, the order and one way to reach the debtor stay while the invoice is open; then only vouchers. */
export const DEBTOR: Scenario = {
  ...web,
  register: 'konttorimix',
  who: 'debtor',
  language: 'fi',
  rights: {
    erasure: {
      state: 'partly-fulfilled',
      says: ['31.12.2026', '31.12.2032'],
      data: [
        ...['name', 'email', 'postal-address', 'billing-details', 'order'].map(
          (category) => `${category} keep OPEN_INVOICE`,
        ),
        ...['invoice', 'name', 'postal-address'].map(
          (category) => `${category} keep STATUTORY_VOUCHER+OPEN_INVOICE`,
        ),
        ...['invoice', 'name', 'postal-address'].map(
          (category) => `${category} keep until 2026-12-31 STATUTORY_VOUCHER`,
        ),
        ...['phone', 'note', 'marketing-profile', 'order', 'invoice', 'name', 'postal-address'].map(
          (category) => `${category} erase`,
        ),
      ],
    },
  },
};

const ACTIVE_CONTACT = {
  state: 'partly-fulfilled',
  data: [
    'email erase',
    ...['name', 'organisation', 'phone'].map((category) => `${category} keep ACTIVE_CONTACT_ROLE`),
  ],
} as const;

const COLLECTED = {
  state: 'partly-fulfilled',
  says: ['Perintä Kivisalmenranta Oy'],
  data: [
    ...['name', 'email', 'postal-address', 'order', 'invoice'].map(
      (category) => `${category} keep COLLECTION`,
    ),
    ...['invoice', 'name', 'postal-address'].map(
      (category) => `${category} keep STATUTORY_VOUCHER+COLLECTION`,
    ),
    'phone erase',
    'marketing-profile erase',
  ],
} as const;

const PAST_BUYER = {
  state: 'fulfilled',
  data: ['name', 'email', 'phone', 'postal-address', 'note', 'order', 'invoice'].map(
    (category) => `${category} erase`,
  ),
} as const;

const VOUCHER = ['invoice', 'name', 'postal-address'] as const;

/** Every register has an erasure, each with another thing in its way. */
export const ERASURES: readonly Scenario[] = [
  DEBTOR,
  {
    ...web,
    register: 'umacon',
    who: 'active-contact',
    language: 'sv',
    weighing: WEIGHING,
    rights: { erasure: { ...ACTIVE_CONTACT, says: ['Vastustamisoikeus'] } },
  },
  { ...web, register: 'nokopa', who: 'collected', language: 'fi', rights: { erasure: COLLECTED } },
  {
    ...web,
    register: 'nummek',
    who: 'active-contact',
    language: 'en',
    weighing: WEIGHING,
    // The notice has no clause on contact persons, so none is cited.
    rights: { erasure: { ...ACTIVE_CONTACT, leavesOut: ['Vastustamisoikeus'] } },
  },
  { ...web, register: 'ip-produkter', who: 'past-buyer', language: 'en', rights: { erasure: PAST_BUYER } },
  // Both rights in one message: the copy is handed over before anything is erased. Where a purge runs, it would have
  // erased a former contact person without being asked; this register has none.
  {
    ...web,
    register: 'nummek',
    who: 'former-contact',
    language: 'sv',
    rights: {
      access: {
        state: 'fulfilled',
        data: ['name', 'email', 'phone', 'organisation', 'invoice', 'postal-address'].map(
          (category) => `${category} copy`,
        ),
      },
      erasure: {
        state: 'partly-fulfilled',
        data: [
          ...['name', 'email', 'phone', 'organisation'].map((category) => `${category} erase`),
          ...VOUCHER.map((category) => `${category} keep until 2032-12-31 STATUTORY_VOUCHER`),
        ],
      },
    },
  },
  // A signed letter; no e-mail address is known, so the answer goes by post.
  {
    channel: 'letter',
    register: 'nummek',
    who: 'letter-writer',
    language: 'fi',
    rights: {
      erasure: {
        state: 'partly-fulfilled',
        data: [
          ...['name', 'phone', 'postal-address'].map((category) => `${category} erase`),
          ...VOUCHER.map((category) => `${category} keep until 2026-12-31 STATUTORY_VOUCHER`),
        ],
      },
    },
  },
];

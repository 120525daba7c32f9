import { type Language, LANGUAGES } from '../domain/category.js';
import { ERASURES } from './erasure-scenarios.js';
import type { Expected, Scenario } from './scenario.js';

const NEW_ADDRESS = 'Uudispolku 5, 99902 Satukoski';

const fulfilled = (data: Expected['data']): Expected => ({ state: 'fulfilled', data });
const copied = (...categories: string[]) => fulfilled(categories.map((category) => `${category} copy`));

const CONTACTS = ['name', 'email', 'phone', 'postal-address'] as const;
const ASKED = [...CONTACTS, 'note', 'marketing-profile', 'order', 'invoice', 'service-contact'] as const;
const VISITED = ['web-visit', 'ip-address'] as const;

/** What is asked in every register. Each right is asked in all three languages somewhere. */
function inEvery(register: string, shift: number): Scenario[] {
  const language = (turn: number): Language => LANGUAGES[(turn + shift) % LANGUAGES.length]!;
  const web = { register, channel: 'web' } as const;
  const visited = register === 'nummek' ? [] : VISITED;
  const bank = register === 'nokopa' ? ['bank-account'] : [];
  return [
    {
      ...web,
      who: 'asker',
      language: language(0),
      rights: { access: copied(...ASKED, ...visited, ...bank) },
      proves: bank.length > 0,
    },
    {
      ...web,
      who: 'restricter',
      language: language(1),
      rights: {
        restriction: fulfilled(
          [...CONTACTS, 'marketing-profile', 'order'].map((category) => `${category} restrict`),
        ),
      },
    },
    { ...web, who: 'porter', language: language(2), rights: { portability: PORTED } },
    { ...web, who: 'objector', language: language(0), rights: { objection: fulfilled(null) } },
    rectification(register, language(1)),
  ];
}

/** Only what the person provided or did is taken along; what the house derived stays (Art. 20(1)). */
const PORTED = fulfilled([
  ...CONTACTS.map((category) => `${category} copy`),
  'order copy',
  'invoice omit',
  'marketing-profile omit',
]);

/** The register is corrected; an invoice of a closed financial year is not, and a certificate says why (KPL 2:7). */
function rectification(register: string, language: Language): Scenario {
  const base = { register, channel: 'web', language, correctedAddress: NEW_ADDRESS } as const;
  const corrected = ['name keep', 'email keep', 'phone keep', 'postal-address correct'];
  if (register !== 'umacon' && register !== 'nummek')
    return { ...base, who: 'mover', rights: { rectification: fulfilled(corrected) } };
  const data = [...corrected, 'invoice keep', 'postal-address keep until 2030-12-31 STATUTORY_VOUCHER'];
  return {
    ...base,
    who: 'mover-with-voucher',
    rights: { rectification: { state: 'partly-fulfilled', data } },
  };
}

/** A contact person's data rest on legitimate interest, so there is nothing to port; an access copy is offered. */
const CONTACT_PERSON_PORTS: Scenario = {
  register: 'konttorimix',
  who: 'active-contact',
  channel: 'web',
  language: 'en',
  rights: {
    portability: { state: 'refused', data: ['name omit', 'email omit', 'phone omit', 'organisation omit'] },
  },
};

/** Nothing is held of them, and that is an answer, too. */
const STRANGER: Scenario = {
  register: 'nokopa',
  who: 'stranger',
  channel: 'web',
  language: 'sv',
  rights: { access: fulfilled(null) },
};

export const SCENARIOS: readonly Scenario[] = [
  ...['konttorimix', 'umacon', 'nokopa', 'nummek', 'ip-produkter'].flatMap(inEvery),
  ...ERASURES,
  CONTACT_PERSON_PORTS,
  STRANGER,
];

const corrects = (who: 'frozen' | 'contester', language: Language): Scenario => ({
  ...rectification('konttorimix', language),
  who,
});

/** Asked while the relationship lasts, approved only after it has ended: until the answer nothing of theirs is purged. */
export const FROZEN = corrects('frozen', 'fi');

/** Contests what is held; then has all of it restricted, so that the purge passes over it. */
export const CONTESTED = corrects('contester', 'en');
export const CONTESTED_RESTRICTION: Scenario = {
  register: 'konttorimix',
  who: 'contester',
  channel: 'web',
  language: 'en',
  rights: { restriction: fulfilled(CONTACTS.map((category) => `${category} restrict`)) },
};

import type { Language } from '../domain/category.js';
import type { TextKey } from '../i18n/texts.js';

export interface SupervisoryAuthority {
  /** The day the contacts were last compared with what the authority publishes. */
  readonly verifiedOn: string;
  readonly name: string;
  readonly visiting: string;
  readonly post: string;
  readonly switchboard: string;
  readonly registry: string;
  readonly email: string;
  readonly web: string;
}

/** Published on tietosuoja.fi. Letters use these and never a notice's own text, which may be out of date. */
export const SUPERVISORY_AUTHORITY = {
  fi: {
    verifiedOn: '2026-03-30',
    name: 'Tietosuojavaltuutetun toimisto',
    visiting: 'Lintulahdenkuja 4, 00530 Helsinki',
    post: 'PL 800, 00531 Helsinki',
    switchboard: '029 566 6700',
    registry: '029 566 6768',
    email: 'tietosuoja@om.fi',
    web: 'https://tietosuoja.fi',
  },
  sv: {
    verifiedOn: '2026-03-30',
    name: 'Dataombudsmannens byrå',
    visiting: 'Fågelviksgränden 4, 00530 Helsingfors',
    post: 'PB 800, 00531 Helsingfors',
    switchboard: '029 566 6700',
    registry: '029 566 6768',
    email: 'tietosuoja@om.fi',
    web: 'https://tietosuoja.fi/sv',
  },
  en: {
    verifiedOn: '2026-03-30',
    name: 'Office of the Data Protection Ombudsman',
    visiting: 'Lintulahdenkuja 4, 00530 Helsinki',
    post: 'PL 800, 00531 Helsinki, Finland',
    switchboard: '+358 29 566 6700',
    registry: '+358 29 566 6768',
    email: 'tietosuoja@om.fi',
    web: 'https://tietosuoja.fi/en',
  },
} as const satisfies Record<Language, SupervisoryAuthority>;

/** The contacts in the order a letter gives them. */
export const AUTHORITY_CONTACTS = [
  ['contact.visiting', 'visiting'],
  ['contact.post', 'post'],
  ['contact.switchboard', 'switchboard'],
  ['contact.registry', 'registry'],
  ['contact.email', 'email'],
  ['contact.web', 'web'],
] as const satisfies readonly (readonly [TextKey, keyof SupervisoryAuthority])[];

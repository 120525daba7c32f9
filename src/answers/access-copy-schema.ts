import {
  CATEGORIES,
  LANGUAGES,
  LEGAL_BASES,
  PERSON_TYPES,
  PROHIBITIONS,
  PROVIDERS,
  RIGHTS,
} from '../domain/category.js';
import { CONSENT_BASES, CONSENT_CHANNELS } from '../domain/marketing-channel.js';
import type { AccessCopy } from './copy-document.js';
import { RECORD_SCHEMA } from './portable-data.js';

type Schema = Readonly<Record<string, unknown>>;

/** Every part is there, and no other. */
const object = <Part extends string>(properties: Record<Part, Schema>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
const list = (items: Schema): Schema => ({ type: 'array', items });
const named = (code: Schema = TEXT) => object({ code, text: TEXT });

const TEXT: Schema = { type: 'string' };
const DATE: Schema = { type: 'string', format: 'date' };
const INSTANT: Schema = { type: 'string', format: 'date-time' };
const CATEGORY: Schema = { enum: CATEGORIES };

const DATUM = object<keyof AccessCopy['data'][number]>({
  category: CATEGORY,
  categoryName: TEXT,
  value: { type: ['string', 'object'] },
  statement: { type: ['string', 'null'], description: 'Supplementary statement of the person (Art. 16)' },
  record: RECORD_SCHEMA,
  providedBy: named({ enum: PROVIDERS }),
  source: named(),
  obtainedAt: INSTANT,
  replacedAt: { type: ['string', 'null'], format: 'date-time' },
  purposes: { ...list(TEXT), description: 'Codes of purposes' },
  legalBasis: named({ enum: LEGAL_BASES }),
  plannedErasure: object({
    lastDay: { type: ['string', 'null'], format: 'date', description: 'Last day kept, where it is known' },
    text: TEXT,
  }),
});

const PARTS = object<keyof AccessCopy | '$schema'>({
  $schema: { const: './schema.json' },
  reference: TEXT,
  language: { enum: LANGUAGES },
  preparedOn: DATE,
  confirmation: TEXT,
  controller: object({ name: TEXT, contacts: list(TEXT) }),
  register: TEXT,
  customerNumber: TEXT,
  personType: { enum: PERSON_TYPES },
  data: list(DATUM),
  omitted: list(object({ category: CATEGORY, reason: TEXT })),
  purposes: list(named()),
  categories: list(
    object<keyof AccessCopy['categories'][number]>({
      code: CATEGORY,
      text: TEXT,
      count: { type: 'integer', description: 'How many data of this category there are' },
      storage: { ...list(TEXT), description: 'Until when they are kept' },
    }),
  ),
  recipients: list(
    object({
      name: TEXT,
      disclosedOn: DATE,
      categories: list(named(CATEGORY)),
      ground: named(),
      country: { type: ['string', 'null'] },
    }),
  ),
  possibleRecipients: list(object({ name: TEXT, task: TEXT, country: TEXT })),
  transfers: object({ policy: TEXT, actual: TEXT, safeguards: TEXT }),
  sources: list(named()),
  rights: object({ text: TEXT, list: list(named({ enum: RIGHTS })) }),
  complaint: object({
    text: TEXT,
    authority: object<keyof AccessCopy['complaint']['authority']>({
      verifiedOn: DATE,
      name: TEXT,
      visiting: TEXT,
      post: TEXT,
      switchboard: TEXT,
      registry: TEXT,
      email: TEXT,
      web: TEXT,
    }),
    court: TEXT,
  }),
  automatedDecisions: object({ made: { type: ['boolean', 'null'] }, text: TEXT }),
  reads: list(object({ at: INSTANT, purpose: named() })),
  fromSystems: list(
    object({
      system: named(),
      returnedOn: DATE,
      file: { type: 'string', description: 'Has the data as the system returned them' },
    }),
  ),
  restrictions: list(TEXT),
  prohibitions: list(named({ enum: PROHIBITIONS })),
  consents: list(
    object({
      channel: named({ enum: CONSENT_CHANNELS }),
      basis: named({ enum: CONSENT_BASES }),
      wording: TEXT,
      givenOn: DATE,
      withdrawnOn: { type: ['string', 'null'], format: 'date' },
    }),
  ),
  objection: TEXT,
});

/** `schema.json` of the access package: the compiler asks for every part the copy gets. */
export const ACCESS_COPY_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Copy of personal data (GDPR Art. 15)',
  ...PARTS,
};

import { Ajv2020 } from 'ajv/dist/2020.js';
import { BadInput } from '../cli/bad-input.js';
import { isCalendarDate } from '../domain/calendar-date.js';
import { CATEGORIES, LEGAL_BASES, PERSON_TYPES, PROVIDERS, RECORD_KINDS } from '../domain/category.js';
import { ERASURE_DEMANDS, type Facts, RESTRICTION_GROUNDS } from '../domain/facts.js';

const date = { type: ['string', 'null'], format: 'calendar-date' };
const id = { type: 'string', minLength: 1, maxLength: 200 };

/** The shape of a facts file. Facts may be missing or states unknown (their data are then kept); dates and kinds must be right. */
const SCHEMA = {
  type: 'object',
  required: ['register', 'factsAsOf', 'person', 'data', 'records'],
  properties: {
    register: id,
    factsAsOf: { type: 'string', format: 'instant' },
    person: {
      type: 'object',
      required: ['type'],
      properties: {
        type: { enum: PERSON_TYPES },
        relationshipEnd: date,
        contractEnd: date,
        lastServiceContact: date,
        lastContact: date,
        contactRoleEnd: date,
      },
    },
    data: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'category'],
        properties: {
          id,
          category: { enum: CATEGORIES },
          recordId: { type: ['string', 'null'], maxLength: 200 },
          providedBy: { enum: PROVIDERS },
          basis: { enum: LEGAL_BASES },
        },
      },
    },
    records: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['id', 'kind'],
        properties: {
          id,
          kind: { enum: RECORD_KINDS },
          date,
          bookedOn: date,
          dueOn: date,
          balance: { type: ['string', 'null'], pattern: '^-?\\d{1,12}(\\.\\d{1,2})?$' },
          status: { type: ['string', 'null'], maxLength: 50 },
          lastReminderOn: date,
          endsOn: date,
          orderId: { type: ['string', 'null'], maxLength: 200 },
        },
      },
    },
    manualHolds: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['code', 'categories', 'recordIds', 'from', 'until'],
        properties: {
          code: id,
          categories: { type: 'array', items: { enum: CATEGORIES } },
          recordIds: { type: 'array', items: id },
          from: { type: 'string', format: 'calendar-date' },
          until: date,
        },
      },
    },
    restrictions: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['ground', 'categories', 'since'],
        properties: {
          ground: { enum: RESTRICTION_GROUNDS },
          categories: { type: ['array', 'null'], items: { enum: CATEGORIES } },
          data: { type: ['array', 'null'], items: id },
          since: { type: 'string', format: 'calendar-date' },
        },
      },
    },
    demand: { enum: ERASURE_DEMANDS },
    contested: { type: 'array', items: id },
    restricts: { type: 'array', items: id },
    unneeded: { type: 'array', items: id },
    annotated: { type: 'array', items: id },
  },
};

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false });
ajv.addFormat('calendar-date', isCalendarDate);
ajv.addFormat(
  'instant',
  (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text)),
);
const fits = ajv.compile<Facts>(SCHEMA);

/** Reads facts from JSON; throws BadInput with a pointer per fault. */
export function parseFacts(text: string): Facts {
  const facts = parseJson(text);
  if (isObject(facts) && facts['records'] === null) facts['records'] = [];
  if (!fits(facts)) {
    const faults = (fits.errors ?? []).map(
      ({ instancePath, message }) => `facts ${instancePath || '/'} ${message ?? 'does not fit'}`,
    );
    throw new BadInput([...new Set(faults)].slice(0, 20).join('\n'));
  }
  const known = new Set(facts.records.map((record) => record.id));
  if (known.size !== facts.records.length) throw new BadInput('facts /records has an id twice');
  const lost = facts.data.findIndex(({ recordId }) => typeof recordId === 'string' && !known.has(recordId));
  if (lost >= 0) throw new BadInput(`facts /data/${lost}/recordId names no record of the facts`);
  if (new Set(facts.data.map((datum) => datum.id)).size !== facts.data.length)
    throw new BadInput('facts /data has an id twice');
  return facts;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput('facts are not JSON');
  }
}

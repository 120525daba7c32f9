import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CATEGORIES,
  LANGUAGES,
  LEGAL_BASES,
  PERSON_TYPES,
  PROHIBITIONS,
  RIGHTS,
} from '../domain/category.js';
import {
  ADDRESSEES,
  ANCHORS,
  CONTACT_FIELDS,
  DISCLOSURE_GROUNDS,
  OWN_DATA,
  RELATIONSHIP_END_FACTS,
} from '../domain/register-policy.js';
import { POLICY_SCHEMA_FILE } from './policy-schema.js';

describe('the schema', () => {
  const { $defs } = JSON.parse(readFileSync(POLICY_SCHEMA_FILE, 'utf8'));

  it.each([
    ['category', CATEGORIES],
    ['anchor', ANCHORS],
    ['relationshipEndFact', RELATIONSHIP_END_FACTS],
    ['right', RIGHTS],
    ['language', LANGUAGES],
    ['legalBasis', LEGAL_BASES],
    ['personType', PERSON_TYPES],
    ['prohibition', PROHIBITIONS],
    ['addressee', ADDRESSEES],
    ['disclosureGround', DISCLOSURE_GROUNDS],
    ['contactField', CONTACT_FIELDS],
  ] as const)('knows each %s of the domain and no other', (name, words) => {
    expect($defs[name].enum).toEqual(words);
  });

  it('asks a period for all the data of the house itself', () => {
    const { properties } = JSON.parse(readFileSync(POLICY_SCHEMA_FILE, 'utf8'));
    expect(properties.ownData.required).toEqual(OWN_DATA);
  });

  it('lets no object take a key it does not know', () => {
    const open: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (value === null || typeof value !== 'object') return;
      const { properties, type, additionalProperties } = value as Record<string, unknown>;
      if (properties && type === 'object' && additionalProperties !== false) open.push(path);
      for (const [key, part] of Object.entries(value)) walk(part, `${path}/${key}`);
    };
    walk(JSON.parse(readFileSync(POLICY_SCHEMA_FILE, 'utf8')), '');
    expect(open).toEqual([]);
  });
});

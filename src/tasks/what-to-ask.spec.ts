import { describe, expect, it } from 'vitest';
import { CORRECTION, policyOf } from '../../test/support/answers.js';
import type { Subject } from '../customers/person-file.js';
import type { PlannedDatum } from '../domain/plan.js';
import type { ConnectedSystem, RegisterPolicy } from '../domain/register-policy.js';
import { type Occasion, systemsToAsk } from './what-to-ask.js';

const SHOP = {
  code: 'shop',
  rights: ['access', 'erasure', 'restriction', 'rectification', 'objection'],
  identifiers: ['customerNumber'],
} as unknown as ConnectedSystem;

const planned = (category: PlannedDatum['category'], outcome: PlannedDatum['outcome']) =>
  ({ category, outcome }) as PlannedDatum;

const asked = (right: Occasion['right'], also: Partial<Occasion> = {}) =>
  systemsToAsk({
    right,
    policy: { ...policyOf('konttorimix'), systems: [SHOP] } as RegisterPolicy,
    subject: {} as Subject,
    customerNumber: 'K-1',
    plan: [],
    objectsTo: 'direct-marketing',
    corrections: [],
    ...also,
  })[0]?.asked;

const WHO = { identities: [{ identity_type: 'customerNumber', identity_value: 'K-1' }] };
const plan = [planned('email', 'restrict'), planned('email', 'restrict'), planned('name', 'keep')];

describe('a connected system', () => {
  it('is told of a restriction what it covers', () => {
    expect(asked('restriction', { plan })).toEqual({ ...WHO, categories: ['email'] });
  });

  it('is asked to erase only where something of ours went, and only that', () => {
    expect(asked('erasure', { plan })).toBeUndefined();
    const gone = [planned('phone', 'erase'), planned('order', 'anonymise'), ...plan];
    expect(asked('erasure', { plan: gone })).toEqual({ ...WHO, categories: ['phone', 'order'] });
  });

  it('gets what a datum says now, and what the person says of it where it stays', () => {
    const refused = { ...CORRECTION, accepted: false };
    const corrections = [
      { ...CORRECTION, accepted: true, after: 'Uusitie 2' },
      { ...CORRECTION, category: 'note' as const, accepted: true, kind: 'delete' as const, after: null },
      { ...refused, category: 'phone' as const, after: '+35850', statement: 'Kiistän tämän.' },
    ];
    expect(asked('rectification', { corrections })).toEqual({
      ...WHO,
      corrections: [
        { category: 'postal-address', value: 'Uusitie 2' },
        { category: 'note', value: null },
        { category: 'phone', value: '+35850', statement: 'Kiistän tämän.' },
      ],
    });
    expect(asked('rectification', { corrections: [refused] })).toBeUndefined();
  });
});

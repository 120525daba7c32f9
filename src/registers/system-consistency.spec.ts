import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../config/package-root.js';
import { loadPolicyFile, policyDefects } from './policy-file.js';

const { policy } = loadPolicyFile(join(packageRoot, 'policies', 'umacon.yaml'));

const system = {
  code: 'newsletter',
  name: 'Uutiskirje',
  text: { fi: 'uutiskirje', sv: 'nyhetsbrev', en: 'newsletter' },
  rights: ['access', 'erasure'],
  reach: { webhook: { url: 'https://kirje.example/pyynnot', secret: 'NEWSLETTER' } },
  identifiers: ['email'],
  returns: { schema: { type: 'object' } },
  answerWithin: 'P7D',
  cite: 'Art. 28(3)(e) GDPR',
};
const polling = { ...system, code: 'shop', reach: { polling: true, secret: 'SHOP' } };
const defectsOf = (...systems: object[]) => policyDefects({ ...policy, systems });

describe('connected systems of a policy', () => {
  it('may be left out, and take a webhook or an inbox', () => {
    expect(policyDefects(policy)).toEqual([]);
    expect(defectsOf(system, polling)).toEqual([]);
    expect(
      defectsOf({ ...system, rights: ['erasure'], returns: undefined, recipient: 'accounting' }),
    ).toEqual([]);
  });

  it.each([
    ['a code twice', [system, { ...polling, code: 'newsletter' }], '/systems/1/code'],
    [
      'a secret shared by two, either of which could then answer for the other',
      [system, { ...polling, reach: { polling: true, secret: 'NEWSLETTER' } }],
      '/systems/1/reach',
    ],
    ['a recipient nobody named', [{ ...system, recipient: 'nobody' }], '/systems/0/recipient'],
    ['data of no declared form', [{ ...system, returns: undefined }], '/systems/0/returns'],
    [
      'a schema that is none',
      [{ ...system, returns: { schema: { type: 'nonsense' } } }],
      '/systems/0/returns/schema',
    ],
    [
      'plain http to another machine',
      [{ ...system, reach: { webhook: { url: 'http://kirje.example', secret: 'A' } } }],
      '/systems/0/reach/webhook/url',
    ],
    [
      'a secret in the policy',
      [{ ...polling, reach: { polling: true, secret: 'whsec_x' } }],
      '/systems/0/reach/secret',
    ],
    [
      'two ways at once',
      [{ ...polling, reach: { ...system.reach, ...polling.reach } }],
      '/systems/0/reach/webhook',
    ],
    ['an identifier not known here', [{ ...system, identifiers: ['iban'] }], '/systems/0/identifiers/0'],
  ])('are refused for %s', (_, systems, pointer) => {
    expect(defectsOf(...systems).map((defect) => defect.pointer)).toContain(pointer);
  });
});

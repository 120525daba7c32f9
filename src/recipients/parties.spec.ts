import { describe, expect, it } from 'vitest';
import type { PersonFile } from '../customers/person-file.js';
import type { Category, Right } from '../domain/category.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { addressOf, type Change, type DatumChange, knownBy, partiesToTell } from './parties.js';

const POLICY = {
  recipients: [
    { code: 'accounting', name: 'Tilit Oy', email: 'a@tilit.example' },
    { code: 'update-service', name: 'Osoitteet Oy' },
  ],
  sources: [{ code: 'update-service', email: 's@osoitteet.example' }, { code: 'registration' }],
} as unknown as RegisterPolicy;

const file = (disclosures: [string, Category[]][], sources: [Category, string][] = []) =>
  ({
    disclosures: disclosures.map(([recipient, categories]) => ({ recipient, categories, recordIds: [] })),
    data: sources.map(([category, source]) => ({ category, source, supersededAt: null })),
  }) as unknown as PersonFile;

const erased: Change[] = [
  { category: 'email', change: 'erased' },
  { category: 'phone', change: 'erased' },
];
const corrected: Change[] = [{ category: 'phone', change: 'corrected', value: '+35850' }];
const told = (about: PersonFile, changes: DatumChange[], right: Right = 'erasure') =>
  partiesToTell(POLICY, about, right, changes).map(({ code, changes: of }) => [
    code,
    ...of.map(({ category }) => category),
  ]);

describe('who is told', () => {
  it('is whoever received a category that changed, each once and only of that', () => {
    const about = file([
      ['accounting', ['phone', 'invoice']],
      ['accounting', ['phone']],
      ['collection-agency', ['name']],
      ['gone-from-policy', ['email', 'phone']],
    ]);
    expect(told(about, erased)).toEqual([
      ['accounting', 'phone'],
      ['gone-from-policy', 'email', 'phone'],
    ]);
  });

  it('is nobody who received other records than the one that changed', () => {
    const given = file([
      ['collection-agency', ['invoice', 'phone']],
      ['accounting', ['invoice']],
    ]);
    const about = {
      data: [
        { id: 'd1', category: 'invoice', recordId: 'r1' },
        { id: 'd2', category: 'invoice', recordId: 'r2' },
        { id: 'd3', category: 'phone', recordId: null },
      ],
      disclosures: given.disclosures.map((each) =>
        each.recipient === 'accounting' ? each : { ...each, recordIds: ['r1'] },
      ),
    } as unknown as PersonFile;
    const of = (category: Category, ...dataIds: string[]) =>
      told(about, [{ category, change: 'erased', dataIds }]).map(([code]) => code);
    expect(of('invoice', 'd2')).toEqual(['accounting']);
    expect(of('invoice', 'd1', 'd2')).toEqual(['collection-agency', 'accounting']);
    // Named, and on no record: it went along with them.
    expect(of('phone', 'd3')).toEqual(['collection-agency']);
  });

  it('is nobody where nothing was disclosed, whatever the policy allows', () => {
    expect(told(file([]), erased)).toEqual([]);
  });

  it('is the source of the very datum a rectification changed, of its erasure and its statement too', () => {
    const given = file([], [['phone', 'update-service']]);
    const about = { ...given, data: given.data.map((datum) => ({ ...datum, id: 'd1' })) };
    const changes = (datumId: string): DatumChange[] => [
      { category: 'phone', change: 'erased', dataIds: [datumId] },
      { category: 'phone', change: 'supplemented', value: 'x', dataIds: [datumId] },
    ];
    const party = partiesToTell(POLICY, about, 'rectification', [...changes('d1'), ...changes('d1')]);
    expect(party.map(({ code, changes: of }) => [code, of])).toEqual([
      [
        'update-service',
        [
          { category: 'phone', change: 'erased' },
          { category: 'phone', change: 'supplemented', value: 'x' },
        ],
      ],
    ]);
    expect(partiesToTell(POLICY, about, 'rectification', changes('d2'))).toEqual([]);
  });

  it('is the source of what was corrected, where it can be reached, and of no erasure', () => {
    const about = file(
      [],
      [
        ['phone', 'update-service'],
        ['phone', 'registration'],
      ],
    );
    expect(told(about, corrected, 'rectification')).toEqual([['update-service', 'phone']]);
    expect(told(about, erased)).toEqual([]);
    expect(told(file([], [['email', 'update-service']]), corrected, 'rectification')).toEqual([]);
  });

  it('is told once who is recipient and source at once', () => {
    const about = file([['update-service', ['phone']]], [['phone', 'update-service']]);
    expect(told(about, corrected, 'rectification')).toEqual([['update-service', 'phone']]);
  });
});

describe('the address', () => {
  it('is the one the policy has for the party, as recipient or as source', () => {
    expect(addressOf(POLICY, 'accounting')).toMatchObject({ email: 'a@tilit.example', name: 'Tilit Oy' });
    expect(addressOf(POLICY, 'update-service')).toMatchObject({ email: 's@osoitteet.example' });
    expect(addressOf(POLICY, 'gone-from-policy')).toEqual({});
  });
});

describe('a party knows the person', () => {
  const VALUES: Partial<Record<Category, string>> = {
    name: 'Aino Esimerkki',
    email: 'aino@posti.example',
    phone: '+35850',
    'postal-address': 'Kuja 1',
  };
  const by = (known: Category[], values = VALUES) =>
    knownBy(new Set(known), 'T-1', (category) => values[category] ?? null).map(({ value }) => value);

  it.each<[Category[], string[]]>([
    [['invoice', 'email'], ['T-1']],
    [['email', 'phone', 'name'], ['aino@posti.example']],
    [['phone', 'name'], ['+35850']],
    [
      ['name', 'postal-address'],
      ['Aino Esimerkki', 'Kuja 1'],
    ],
    [['name'], ['Aino Esimerkki']],
    [['web-visit'], ['aino@posti.example']],
  ])('who received %j by %j and nothing else', (known, values) => {
    expect(by(known)).toEqual(values);
  });

  it('by the customer number where there is nothing else at all', () => {
    expect(by(['web-visit'], {})).toEqual(['T-1']);
  });
});

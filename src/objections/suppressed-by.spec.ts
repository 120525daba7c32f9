import { describe, expect, it } from 'vitest';
import { LastingHashes } from '../vault/lasting-hashes.js';
import { MasterKey } from '../vault/master-key.js';
import { suppressedBy } from './suppressed-by.js';

const index = new LastingHashes(new MasterKey(Buffer.alloc(32, 7)));
const label = (value: string, versions?: readonly number[]) =>
  index.suppressions('umacon', 'label', value, versions).map((hash) => hash.toString('hex'));

describe('a prohibition is kept by', () => {
  it('every address, and by each name at each postal address', () => {
    expect(
      suppressedBy(
        [
          { category: 'name', value: 'Aino Esimerkki' },
          { category: 'email', value: 'aino@esimerkki.example' },
          { category: 'phone', value: '040 1' },
          { category: 'postal-address', value: 'Keksittykatu 1' },
          { category: 'postal-address', value: { street: 'Toinenkatu 2', postalCode: '00100', since: null } },
          { category: 'note', value: 'Ei mainoksia' },
        ],
        'A-1',
      ),
    ).toEqual([
      { customerNumber: 'A-1' },
      { email: 'aino@esimerkki.example' },
      { phone: '040 1' },
      { label: 'Aino Esimerkki Keksittykatu 1' },
      { label: 'Aino Esimerkki Toinenkatu 2, 00100' },
    ]);
  });

  it('each of them once, however many vouchers repeat them', () => {
    const vouchers = Array.from({ length: 500 }, () => [
      { category: 'name', value: 'Aino Esimerkki' } as const,
      { category: 'postal-address', value: 'Keksittykatu 1' } as const,
    ]);
    expect(suppressedBy(vouchers.flat())).toEqual([{ label: 'Aino Esimerkki Keksittykatu 1' }]);
  });

  it('neither a name nor a street alone, which others have too', () => {
    expect(suppressedBy([{ category: 'name', value: 'Aino Esimerkki' }])).toEqual([]);
    expect(suppressedBy([{ category: 'postal-address', value: 'Keksittykatu 1' }])).toEqual([]);
  });
});

describe('a mailing label', () => {
  it('is recognised however the list writes it', () => {
    expect(label('ESIMERKKI, Aino; Keksittykatu 1 A 2, 00100 Keksitty')).toEqual(
      label('Aino Esimerkki\nKeksittykatu 1 a 2\n00100 KEKSITTY'),
    );
    expect(label('Aino Esimerkki Keksittykatu 1')).not.toEqual(label('Aino Esimerkki Keksittykatu 2'));
    expect(label(' , ')).toEqual([]);
  });

  it('is looked for under every version of the key, and written under the first', () => {
    const [newest, old] = label('Aino Esimerkki Keksittykatu 1', [2, 1]);
    expect([old]).toEqual(label('Aino Esimerkki Keksittykatu 1'));
    expect(newest).not.toBe(old);
  });
});

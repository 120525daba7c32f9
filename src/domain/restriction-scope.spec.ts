import { describe, expect, it } from 'vitest';
import { datum, factsOf, outcomes, TEN_YEARS } from '../../test/support/person-facts.js';
import { plan } from './planner.js';
import { coversCategory, coversDatum, coversPerson, type RestrictionScope } from './restriction-scope.js';

const DATA = [datum('email', { id: 'e1' }), datum('email', { id: 'e2' }), datum('phone', { id: 'p1' })];

describe('the scope of a restriction', () => {
  it.each<[string, RestrictionScope, boolean, boolean, string[]]>([
    ['the whole person', { categories: null }, true, true, ['e1', 'e2', 'p1']],
    ['the whole person, said twice', { categories: null, data: null }, true, true, ['e1', 'e2', 'p1']],
    ['a category', { categories: ['email'], data: null }, false, true, ['e1', 'e2']],
    ['another category', { categories: ['phone'] }, false, false, ['p1']],
    ['one datum', { categories: null, data: ['e1'] }, false, false, ['e1']],
    ['a datum of a category', { categories: ['email'], data: ['e2', 'p1'] }, false, false, ['e2']],
    ['no datum any more', { categories: null, data: [] }, false, false, []],
  ])('of %s covers that and no more', (_, scope, person, category, data) => {
    expect(coversPerson(scope)).toBe(person);
    expect(coversCategory(scope, 'email')).toBe(category);
    expect(DATA.filter((each) => coversDatum(scope, each)).map(({ id }) => id)).toEqual(data);
  });
});

describe('a restriction of one datum', () => {
  const restriction = { ground: '18(1)(b)' as const, categories: null, since: '2026-11-01' };

  it('holds that datum against erasure and purge, and lets the others go', () => {
    const facts = factsOf({
      data: DATA,
      person: { ...factsOf().person, relationshipEnd: '2010-01-01' },
      restrictions: [{ ...restriction, data: ['e1'] }],
    });
    for (const right of ['erasure', 'retention'] as const)
      expect(outcomes(plan(right, facts, TEN_YEARS, '2026-11-20'))).toEqual({
        e1: 'keep open ART18',
        e2: 'erase',
        p1: 'erase',
      });
  });

  it('is planned for the data asked about, and for all where none are named', () => {
    const of = (restricts?: string[]) =>
      outcomes(
        plan(
          'restriction',
          factsOf({ data: DATA, ...(restricts ? { restricts } : {}) }),
          TEN_YEARS,
          '2026-11-20',
        ),
      );
    expect(of(['e1'])).toEqual({ e1: 'restrict', e2: 'keep open', p1: 'keep open' });
    expect(of()).toEqual({ e1: 'restrict', e2: 'restrict', p1: 'restrict' });
  });
});

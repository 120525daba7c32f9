import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { Wall } from './wall.js';

const refusal = (act: () => void): unknown => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof DomainError ? { code: error.code, ...error.detail } : error;
  }
};

describe('the wall of a person', () => {
  it('without restrictions closes nothing', () => {
    const wall = new Wall([]);
    expect(wall.closesAll).toBe(false);
    expect(CATEGORIES.filter((category) => wall.closes(category))).toEqual([]);
    expect(refusal(() => wall.refuseWhole())).toBeNull();
  });

  it('closes every category under a restriction of the whole person, whatever else is restricted', () => {
    const wall = new Wall([
      { ground: '18(1)(d)', categories: ['email'], since: '2026-01-01' },
      { ground: '17(3)', categories: null, since: '2026-02-01' },
    ]);
    expect(CATEGORIES.every((category) => wall.closes(category))).toBe(true);
    expect(refusal(() => wall.refuseWhole())).toEqual({
      code: 'RESTRICTED',
      ground: '17(3)',
      since: '2026-02-01',
    });
  });

  it('closes only the categories a restriction names, and says why', () => {
    const wall = new Wall([{ ground: '18(1)(a)', categories: ['email', 'phone'], since: '2026-01-01' }]);
    expect(CATEGORIES.filter((category) => wall.closes(category))).toEqual(['email', 'phone']);
    expect(wall.closesAll).toBe(false);
    expect(refusal(() => wall.refuse('name'))).toBeNull();
    expect(refusal(() => wall.refuse('phone'))).toEqual({
      code: 'RESTRICTED',
      ground: '18(1)(a)',
      since: '2026-01-01',
    });
    const { open, restricted } = wall.sift(CATEGORIES.map((category) => ({ id: category, category })));
    expect(restricted).toBe(2);
    expect(open).toHaveLength(CATEGORIES.length - 2);
  });
});

describe('the wall around single data', () => {
  const since = '2026-01-01';
  const [first, second] = [
    { id: 'e1', category: 'email' },
    { id: 'e2', category: 'email' },
  ] as const;
  const oneEmail = { ground: '18(1)(a)' as const, categories: null, data: ['e1'], since };

  it('closes the datum and leaves its neighbours and its category open', () => {
    const wall = new Wall([oneEmail], [], [first]);
    expect(wall.sift([first, second])).toEqual({ open: [second], restricted: 1 });
    expect([wall.closesAll, wall.closes('email')]).toEqual([false, false]);
    expect(refusal(() => wall.refuseDatum(first))).toMatchObject({ ground: '18(1)(a)' });
    expect(refusal(() => wall.refuseDatum(second))).toBeNull();
  });

  it('closes what would take the whole category along', () => {
    const wall = new Wall([oneEmail], [], [first]);
    expect(refusal(() => wall.refuseTouched('email'))).toMatchObject({ code: 'RESTRICTED' });
    expect(refusal(() => wall.refuseTouched('phone'))).toBeNull();
  });
});

describe('a permission', () => {
  const since = '2026-01-01';
  const whole = { ground: '18(1)(b)' as const, categories: null, since };
  const email = { id: 'e1', category: 'email' } as const;
  const phone = { id: 'p1', category: 'phone' } as const;

  it('opens what it names of a restricted person and nothing else, and is noted where it was needed', () => {
    const permission = { id: 'u1', ground: 'legal-claims' as const, categories: ['email'] as const };
    const wall = new Wall([whole], [permission]);
    expect(refusal(() => wall.refuseEntry())).toBeNull();
    expect(wall.used).toEqual([]);
    expect(wall.sift([email, phone])).toEqual({ open: [email], restricted: 1 });
    expect(wall.used).toEqual([permission]);
    expect(refusal(() => wall.refuseWhole())).toMatchObject({ ground: '18(1)(b)' });
  });

  it('that nothing needed is not noted', () => {
    const permission = { id: 'u1', ground: 'consent' as const, categories: null };
    const wall = new Wall([{ ...whole, categories: ['phone'] }], [permission]);
    expect(wall.closesDatum(email)).toBe(false);
    expect(wall.used).toEqual([]);
    expect(wall.closesDatum(phone)).toBe(false);
    expect(wall.used).toEqual([permission]);
  });
});

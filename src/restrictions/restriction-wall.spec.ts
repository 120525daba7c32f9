import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../domain/category.js';
import { DomainError } from '../domain/domain-error.js';
import { Wall } from './restriction-wall.js';

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
    const { open, restricted } = wall.sift(CATEGORIES, (category) => category);
    expect(restricted).toBe(2);
    expect(open).toHaveLength(CATEGORIES.length - 2);
  });
});

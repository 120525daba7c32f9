import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, centsOf, shownCells, type StatisticCell } from './order-statistics.js';

const cell = (month: string, area: string, persons: number, orders = persons): StatisticCell => ({
  month,
  area,
  persons,
  orders,
  cents: orders * 1000,
});
const shown = (cells: StatisticCell[]) =>
  shownCells(cells).map(({ month, area, orders, cents }) => [month, area, orders, cents]);

describe('the cells that may be shown', () => {
  it('are those of at least five persons', () => {
    expect(shown([cell('2024-03', '00', 5), cell('2024-03', '33', 4)])).toEqual([['2024-03', '00', 5, 5000]]);
  });

  it('are not those of fewer than five orders either', () => {
    expect(shown([cell('2024-03', '00', 5, 4)])).toEqual([]);
  });

  it('stand by month and area, whatever order they were counted in', () => {
    const counted = [cell('2024-04', '00', 6), cell('2024-03', '33', 6), cell('2024-03', '00', 6)];
    const small = [cell('2024-04', '33', 5, 5), cell('2024-03', '90', 3), cell('2024-03', '40', 3)];
    expect(shown([...small, ...counted]).map(([month, area]) => [month, area])).toEqual([
      ['2024-03', '00'],
      ['2024-03', '33'],
      ['2024-03', null],
      ['2024-04', '00'],
      ['2024-04', '33'],
    ]);
  });

  it('are not those of one person with many orders', () => {
    expect(shown([cell('2024-03', '00', 1, 40)])).toEqual([]);
  });

  it('are not those of one person with an order in each of many months', () => {
    expect(shown(['01', '02', '03', '04', '05'].map((month) => cell(`2024-${month}`, '00', 1)))).toEqual([]);
  });

  it('put small ones of a month together, and leave out what is small for its month', () => {
    expect(
      shown([
        cell('2024-03', '00', 7),
        cell('2024-03', '33', 4),
        cell('2024-03', '90', 1),
        cell('2024-04', '33', 3),
        cell('2024-05', '', 2),
      ]),
    ).toEqual([
      ['2024-03', '00', 7, 7000],
      ['2024-03', null, 5, 5000],
    ]);
  });

  it('never stand for fewer than five persons, and let no small cell be reckoned from the rest', () => {
    const cells = fc.uniqueArray(
      fc.record({
        month: fc.constantFrom('2024-01', '2024-02', '2024-03'),
        area: fc.constantFrom('', '00', '33', '90'),
        persons: fc.integer({ min: 1, max: 8 }),
        extra: fc.nat(3),
      }),
      { selector: ({ month, area }) => `${month}${area}` },
    );
    fc.assert(
      fc.property(cells, (drawn) => {
        // Persons in the cents, so that what is shown can be read back as persons.
        const given = drawn.map(({ extra, ...each }) => ({
          ...each,
          orders: each.persons + extra,
          cents: each.persons,
        }));
        const result = shownCells(given);
        for (const { cents } of result) expect(cents).toBeGreaterThanOrEqual(5);
        // What is not shown of a month is known only as "fewer than five", never as a difference.
        const personsOf = (month: string, cells: readonly { month: string; cents: number }[]) =>
          cells.filter((each) => each.month === month).reduce((sum, { cents }) => sum + cents, 0);
        for (const { month } of given)
          expect(personsOf(month, given) - personsOf(month, result)).toBeLessThan(5);
        for (const { month, area, cents } of result.filter((each) => each.area !== null)) {
          expect(given).toContainEqual(expect.objectContaining({ month, area, persons: cents }));
        }
      }),
    );
  });
});

describe('what an order adds', () => {
  it.each([
    ['Kuvitteellinen tie 3, 00100 Helsinki', '00'],
    ['Pitkätie 12345, FI-33100 Tampere', '33'],
    ['PL 12, 90101 OULU', '90'],
    ['Kuvitteellinen tie 3, 00100,  Helsinki', '00'],
    ['Kuvitteellinen tie 3', ''],
    ['Tilaus 123456 Helsinki', ''],
  ])('of %s is the area %s', (address, area) => {
    expect(areaOf(address)).toBe(area);
  });

  it.each([
    ['120.00', 12000],
    ['1 234,5 €', 123450],
    [19.99, 1999],
    ['-5.00', -500],
    ['noin sata', 0],
    ['noin 120', 0],
    ['120 kpl', 0],
    ['120', 12000],
    [undefined, 0],
    [Number.NaN, 0],
  ])('of a total of %s is %s cents', (total, cents) => {
    expect(centsOf(total)).toBe(cents);
  });
});

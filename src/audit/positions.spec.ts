import { describe, expect, it } from 'vitest';
import { readRanges, writeRanges } from './positions.js';

const single = (position: number) => ({ from: position, to: position + 1 });

describe('positions', () => {
  it('are named by as few ranges as possible', () => {
    expect(writeRanges([5, 3, 4, 9].map(single))).toEqual(['3-5', '9']);
    expect(writeRanges([{ from: 0, to: 100 }, single(50), { from: 100, to: 120 }])).toEqual(['0-119']);
  });

  it('are read as they were written', () => {
    const ranges = [{ from: 0, to: 7 }, single(9)];
    expect(readRanges(writeRanges(ranges))).toEqual(ranges);
    expect(readRanges(['x', '-1', null])).toEqual([]);
    expect(readRanges(undefined)).toEqual([]);
  });
});

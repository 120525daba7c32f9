import { describe, expect, it } from 'vitest';
import { executionDay } from './execution-day.js';

describe('the day an erasure is carried out', () => {
  it.each([
    ['after the time for second thoughts', '2026-11-20', 'P3D', '2026-12-18', '2026-11-23'],
    ['on the target where that is nearer', '2026-12-16', 'P3D', '2026-12-18', '2026-12-18'],
    ['on the target where both fall together', '2026-12-15', 'P3D', '2026-12-18', '2026-12-18'],
    ['at once when the target has come', '2026-12-18', 'P3D', '2026-12-18', '2026-12-18'],
    ['at once when the target has gone by', '2026-12-21', 'P3D', '2026-12-18', '2026-12-21'],
    ['across the end of a month', '2026-11-29', 'P1W', '2026-12-18', '2026-12-06'],
  ])('is %s', (_, from, waiting, target, day) => {
    expect(executionDay(from, waiting, target)).toBe(day);
  });
});

import { describe, expect, it } from 'vitest';
import { dateIn, periodIn, timeIn } from './dates.js';

describe('dates in letters', () => {
  it('are written as each language writes them', () => {
    expect(dateIn('fi', '2026-12-21')).toBe('21.12.2026');
    expect(dateIn('sv', '2026-01-02')).toBe('2.1.2026');
    expect(dateIn('en', '2026-12-21')).toBe('21 December 2026');
  });

  it('show an instant in Finnish time, also past midnight and in summer', () => {
    expect(timeIn('fi', new Date('2026-11-20T22:30:00Z'))).toBe('21.11.2026 00.30');
    expect(timeIn('en', new Date('2026-07-01T09:05:00Z'))).toBe('1 July 2026 12:05');
  });

  it('say a period in words, and nothing for none', () => {
    expect(periodIn('fi', 'P10Y')).toBe('10 vuotta');
    expect(periodIn('sv', 'P6M')).toBe('6 månader');
    expect(periodIn('en', 'P1Y1M15D')).toBe('1 year 1 month 15 days');
    expect(periodIn('en', 'P0D')).toBe('');
  });
});

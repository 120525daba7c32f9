import { describe, expect, it } from 'vitest';
import type { PlannedDatum } from '../domain/plan.js';
import { plannedData, planPage } from './plan-pages.js';

const planned = (number: number): PlannedDatum => ({
  datum: `d${number}`,
  category: number % 2 === 0 ? 'order' : 'invoice',
  outcome: 'keep',
  keepUntil: `203${number % 3}-12-31`,
  rule: 'hold.STATUTORY_VOUCHER',
  holds: ['STATUTORY_VOUCHER'],
  citation: 'KPL 2:10',
  reason: 'A voucher is kept.',
});
const plan = Array.from({ length: 3000 }, (_, number) => planned(number));

describe('a page of a plan', () => {
  it('says of every datum what the plan says, in its order', () => {
    const kept = JSON.parse(JSON.stringify(planPage(plan))) as ReturnType<typeof planPage>;
    expect(plannedData(kept)).toEqual(plan);
  });

  it('writes a decision once, however many data share it', () => {
    expect(planPage(plan).decisions).toHaveLength(6);
    const perDatum = JSON.stringify(planPage(plan)).length / plan.length;
    expect(perDatum).toBeLessThan(20);
  });
});

import { describe, expect, it } from 'vitest';
import { copyInput } from '../../test/support/answers.js';
import type { CopiedDatum } from './copy-input.js';
import { keepAccessCopy, keepPortableCopy } from './keeping-copy.js';

const RECORDS = 20_000;
const BATCH = 500;
const KINDS = ['order', 'invoice'] as const;

/** A customer with many records whose values are made when they are asked for; counts how many are held at once. */
function largeCustomer() {
  const sample = copyInput();
  const [first] = sample.data;
  const facts = Array.from({ length: RECORDS }, (_, index) => {
    const { value: _value, statement: _statement, ...rest } = first!;
    return { ...rest, id: `d${index}`, category: KINDS[index % 2]!, recordId: null };
  });
  const [decided] = sample.plan.data;
  const plan = {
    ...sample.plan,
    data: facts.map(({ id, category }) => ({ ...decided!, datum: id, category, outcome: 'copy' as const })),
  };
  const count = { held: 0, peak: 0, pages: 0 };
  async function* values(): AsyncGenerator<CopiedDatum[]> {
    for (let from = 0; from < RECORDS; from += BATCH) {
      count.held += BATCH;
      count.peak = Math.max(count.peak, count.held);
      const batch = facts.slice(from, from + BATCH);
      yield await Promise.resolve(
        batch.map((fact) => ({ ...fact, value: `arvo ${fact.id}`, statement: null })),
      );
    }
  }
  const keeper = {
    get pages() {
      return count.pages;
    },
    keepRows: (rows: readonly unknown[]) => {
      count.held -= rows.length;
      return Promise.resolve(count.pages++);
    },
    keepBytes: () => Promise.resolve(count.pages++),
  };
  return { input: { ...sample, data: facts, plan }, values: values(), keeper, count };
}

describe.each([
  ['an access copy', keepAccessCopy],
  ['a portable copy', keepPortableCopy],
])('%s of a customer with twenty thousand records', (_, keep) => {
  it('is made without holding more values than one open page of each category and one batch', async () => {
    const { input, values, keeper, count } = largeCustomer();
    const kept = await keep(input, values, keeper);
    expect(kept.data.map(({ count: each }) => each)).toEqual([RECORDS / 2, RECORDS / 2]);
    expect(count.held).toBe(0);
    expect(count.peak).toBeLessThanOrEqual(BATCH + KINDS.length * 500);
  });
});

import 'reflect-metadata';
import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { HttpProblem } from './http-problem.js';
import { after, ListQuery, page, rowsFor } from './list.js';

const query = (limit: number, cursor?: string) => Object.assign(new ListQuery(), { limit, cursor });

describe('a list', () => {
  it('walked page by page shows every row once, whatever the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 7 }), (count, limit) => {
        const ids = Array.from({ length: count }, () => uuid());
        const seen: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const asked = query(limit, cursor);
          const found = ids.filter((id) => id > after(asked)).slice(0, rowsFor(asked));
          const answer = page(
            asked,
            found.map((id) => ({ id })),
            (row) => row.id,
          );
          expect(answer.data.length).toBeLessThanOrEqual(limit);
          seen.push(...answer.data);
          cursor = answer.nextCursor;
        }
        expect(seen).toEqual(ids);
      }),
    );
  });

  it('refuses every cursor that it did not give', () => {
    for (const cursor of ['', 'x', 'A'.repeat(21), uuid(), '"; drop', '_'.repeat(64)])
      expect(() => after(query(1, cursor))).toThrow(HttpProblem);
  });
});

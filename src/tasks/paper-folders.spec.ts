import { describe, expect, it } from 'vitest';
import type { Datum } from '../customers/datum.entity.js';
import type { Subject } from '../customers/person-file.js';
import { RIGHTS } from '../domain/category.js';
import type { Outcome, PlannedDatum } from '../domain/plan.js';
import { foldersToTouch } from './paper-folders.js';

const CONTENT = { reference: 'M-1', place: 'kaappi 1', custodian: 'Kaisa Keksitty' };

function subject(
  ...data: { id: string; recordId?: string; category?: string; gone?: boolean; value?: unknown }[]
) {
  return {
    file: {
      data: data.map(({ id, recordId = null, category = 'manual-material', gone }) => ({
        id,
        recordId,
        category,
        supersededAt: gone ? new Date() : null,
      })) as unknown as Datum[],
    },
    values: new Map(data.map(({ id, value = CONTENT }) => [id, value])),
  } as unknown as Subject;
}

const plan = (right: (typeof RIGHTS)[number], outcomes: Record<string, Outcome>) => ({
  right,
  data: Object.entries(outcomes).map(([datum, outcome]) => ({ datum, outcome }) as PlannedDatum),
});

describe('paper', () => {
  it.each([
    ['access', 'copy', 1],
    ['portability', 'copy', 0],
    ['rectification', 'correct', 1],
    ['restriction', 'restrict', 1],
    ['objection', 'restrict', 1],
    ['erasure', 'erase', 1],
    ['erasure', 'keep', 0],
    ['access', 'omit', 0],
  ] as const)('under %s with outcome %s is %i task', (right, outcome, tasks) => {
    const found = foldersToTouch(subject({ id: 'd1', recordId: 'r1' }), plan(right, { d1: outcome }));
    expect(found).toHaveLength(tasks);
  });

  it('says where it lies and who keeps it', () => {
    const [folder] = foldersToTouch(subject({ id: 'd1', recordId: 'r1' }), plan('access', { d1: 'copy' }));
    expect(folder).toEqual({ id: 'r1', ...CONTENT });
  });

  it('without a record goes by what the datum says', () => {
    const [folder] = foldersToTouch(
      subject({ id: 'd1', value: 'messukortti' }),
      plan('access', { d1: 'copy' }),
    );
    expect(folder).toEqual({ id: 'd1', reference: 'messukortti', place: null, custodian: null });
  });

  it('is destroyed whole or not at all, and what was replaced counts no more', () => {
    const two = subject({ id: 'd1', recordId: 'r1' }, { id: 'd2', recordId: 'r1' }, { id: 'd3', gone: true });
    expect(foldersToTouch(two, plan('erasure', { d1: 'erase', d2: 'keep', d3: 'erase' }))).toEqual([]);
    expect(foldersToTouch(two, plan('erasure', { d1: 'erase', d2: 'erase', d3: 'erase' }))).toHaveLength(1);
  });

  it('is nothing of another category', () => {
    expect(foldersToTouch(subject({ id: 'd1', category: 'note' }), plan('erasure', { d1: 'erase' }))).toEqual(
      [],
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Plan } from '../domain/plan.js';
import { effectOf } from './erasure.js';
import type { PersonFile } from './person-file.js';

const fileOf = (records: readonly string[], data: readonly (readonly [string, string | null])[]) =>
  ({
    records: records.map((id) => ({ id })),
    data: data.map(([id, recordId]) => ({ id, recordId })),
  }) as unknown as PersonFile;
const planOf = (outcomes: Readonly<Record<string, string>>) =>
  ({
    data: Object.entries(outcomes).map(([datum, outcome]) => ({ datum, outcome })),
  }) as unknown as Plan;

describe('what a plan destroys', () => {
  const file = fileOf(
    ['whole', 'part', 'kept', 'bare'],
    [
      ['name', null],
      ['w1', 'whole'],
      ['w2', 'whole'],
      ['p1', 'part'],
      ['p2', 'part'],
      ['k', 'kept'],
    ],
  );
  const gone = { name: 'erase', w1: 'erase', w2: 'anonymise', p1: 'erase' };

  it('is each record that loses its last datum, and none that keeps one or never had any', () => {
    expect(effectOf(file, planOf({ ...gone, p2: 'keep', k: 'keep' }))).toEqual({
      gone: new Set(['name', 'w1', 'w2', 'p1']),
      emptied: ['whole'],
      person: false,
    });
  });

  it('is every record when nothing of the person stays', () => {
    const { emptied, person } = effectOf(file, planOf({ ...gone, p2: 'erase', k: 'erase' }));
    expect([person, emptied]).toEqual([true, ['whole', 'part', 'kept', 'bare']]);
  });
});

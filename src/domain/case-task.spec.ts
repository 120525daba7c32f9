import { describe, expect, it } from 'vitest';
import { RIGHTS } from './category.js';
import {
  isOpenTask,
  OUTCOMES_OF,
  TASK_DEEDS,
  TASK_STATES,
  taskDue,
  taskTransition,
  waitsUntil,
} from './case-task.js';

const ITEM = { target: '2026-12-18', due: '2026-12-21' };

describe('a task of a case', () => {
  it('holds the answer up until the target, so that the deadline is kept', () => {
    expect(waitsUntil('2026-11-20', ITEM)).toBe('2026-12-18');
    expect(waitsUntil('2026-12-17', ITEM)).toBe('2026-12-18');
  });

  it('that is asked when the target has come holds it up until the last day, and never longer', () => {
    expect(waitsUntil('2026-12-18', ITEM)).toBe('2026-12-21');
    expect(waitsUntil('2026-12-30', ITEM)).toBe('2026-12-21');
  });

  it('is looked at when the time the policy gives is over, and early enough to chase it', () => {
    expect(taskDue('2026-11-20', ITEM, 'P14D')).toBe('2026-12-04');
    expect(taskDue('2026-11-20', ITEM, 'P2M')).toBe('2026-12-15');
    expect(taskDue('2026-11-20', ITEM)).toBe('2026-12-15');
    expect(taskDue('2026-12-17', ITEM, 'P14D')).toBe('2026-12-17');
  });

  it('ends once: neither what is completed nor what is cancelled goes on', () => {
    expect(taskTransition('pending', 'completed')).toBe('completed');
    expect(taskTransition('in_progress', 'cancelled')).toBe('cancelled');
    for (const to of TASK_STATES) {
      expect(() => taskTransition('completed', to)).toThrow(/state/);
      expect(() => taskTransition('cancelled', to)).toThrow(/state/);
    }
    expect(TASK_STATES.filter(isOpenTask)).toEqual(['pending', 'in_progress']);
  });

  it('asks for no paper under portability, and for something under every other right', () => {
    expect(RIGHTS.filter((right) => TASK_DEEDS.paper[right] === null)).toEqual(['portability']);
    expect(RIGHTS.filter((right) => TASK_DEEDS.system[right] === null)).toEqual([]);
  });

  it('lets nobody say by hand that a system returned data', () => {
    expect(OUTCOMES_OF.return).not.toContain('returned');
  });
});

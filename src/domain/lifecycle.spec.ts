import { describe, expect, it } from 'vitest';
import { DomainError } from './domain-error.js';
import {
  canGo,
  FINAL_STATES,
  isFinal,
  ITEM_STATES,
  type ItemState,
  reopened,
  transition,
} from './lifecycle.js';

const EXITS: Record<ItemState, string> = {
  unverified: 'received withdrawn',
  received: 'awaiting-clarification awaiting-identification in-progress not-identifiable refused withdrawn',
  'awaiting-identification': 'awaiting-clarification in-progress not-identifiable refused withdrawn',
  'awaiting-clarification': 'awaiting-identification in-progress not-identifiable refused withdrawn',
  'in-progress':
    'awaiting-approval awaiting-clarification awaiting-identification fulfilled not-identifiable partly-fulfilled refused withdrawn',
  'awaiting-approval': 'in-progress refused withdrawn',
  fulfilled: '',
  'partly-fulfilled': '',
  refused: '',
  withdrawn: '',
  'not-identifiable': '',
};

const exits = (state: ItemState) => ITEM_STATES.filter((to) => canGo(state, to));

function reachable(start: ItemState): Set<ItemState> {
  const seen = new Set<ItemState>([start]);
  for (const state of seen) exits(state).forEach((to) => seen.add(to));
  return seen;
}

describe('lifecycle of an item', () => {
  it.each(ITEM_STATES)('leads from %s only where it should', (state) => {
    expect(exits(state).sort().join(' ')).toBe(EXITS[state]);
  });

  it('reaches every state from unverified, and all but unverified from received', () => {
    expect([...reachable('unverified')].sort()).toEqual([...ITEM_STATES].sort());
    expect([...reachable('received'), 'unverified'].sort()).toEqual([...ITEM_STATES].sort());
  });

  it('ends in five states without exits, and lets every other state end', () => {
    expect([...FINAL_STATES].sort()).toEqual([
      'fulfilled',
      'not-identifiable',
      'partly-fulfilled',
      'refused',
      'withdrawn',
    ]);
    for (const state of ITEM_STATES) {
      expect(isFinal(state)).toBe(exits(state).length === 0);
      expect([...reachable(state)].some(isFinal)).toBe(true);
    }
  });

  it('keeps an item in approval from being fulfilled without going back to work', () => {
    expect(() => transition('awaiting-approval', 'fulfilled')).toThrow(
      new DomainError('INVALID_TRANSITION', { from: 'awaiting-approval', to: 'fulfilled' }),
    );
  });

  it('returns the state it reached', () => {
    expect(transition('received', 'in-progress')).toBe('in-progress');
  });

  it('takes an item back to work when its answer came back, and no other', () => {
    for (const state of FINAL_STATES.filter((each) => each !== 'withdrawn'))
      expect(reopened(state)).toBe('in-progress');
    for (const state of ITEM_STATES.filter((each) => !isFinal(each) || each === 'withdrawn'))
      expect(() => reopened(state)).toThrow(
        new DomainError('INVALID_TRANSITION', { from: state, to: 'in-progress' }),
      );
  });

  it('lets a person withdraw at every stage before the end', () => {
    for (const state of ITEM_STATES.filter((state) => !isFinal(state)))
      expect(canGo(state, 'withdrawn')).toBe(true);
  });
});

import { DomainError } from './domain-error.js';

/** Where an item of a request may go from each state. A state without exits is final. */
export const TRANSITIONS = {
  unverified: ['received', 'withdrawn'],
  received: [
    'awaiting-identification',
    'awaiting-clarification',
    'in-progress',
    'withdrawn',
    'refused',
    'not-identifiable',
  ],
  'awaiting-identification': [
    'awaiting-clarification',
    'in-progress',
    'withdrawn',
    'refused',
    'not-identifiable',
  ],
  'awaiting-clarification': [
    'awaiting-identification',
    'in-progress',
    'withdrawn',
    'refused',
    'not-identifiable',
  ],
  'in-progress': [
    'awaiting-identification',
    'awaiting-clarification',
    'awaiting-approval',
    'fulfilled',
    'partly-fulfilled',
    'withdrawn',
    'refused',
    'not-identifiable',
  ],
  'awaiting-approval': ['in-progress', 'withdrawn', 'refused'],
  fulfilled: [],
  'partly-fulfilled': [],
  refused: [],
  withdrawn: [],
  'not-identifiable': [],
} as const satisfies Record<string, readonly string[]>;

export type ItemState = keyof typeof TRANSITIONS;
export const ITEM_STATES = Object.keys(TRANSITIONS) as readonly ItemState[];

export function canGo(from: ItemState, to: ItemState): boolean {
  return (TRANSITIONS[from] as readonly ItemState[]).includes(to);
}

export function transition(from: ItemState, to: ItemState): ItemState {
  if (!canGo(from, to)) throw new DomainError('INVALID_TRANSITION', { from, to });
  return to;
}

/**
 * The only ways out of an end state: an answer that came back has informed nobody (Art. 12(3), 12(4)), so its item is
 * again in progress, decided and unanswered. What was withdrawn was ended by the person and by no answer.
 */
export const REOPENINGS = {
  fulfilled: 'in-progress',
  'partly-fulfilled': 'in-progress',
  refused: 'in-progress',
  'not-identifiable': 'in-progress',
} as const satisfies Partial<Record<ItemState, ItemState>>;

export function reopened(from: ItemState): ItemState {
  const to = (REOPENINGS as Partial<Record<ItemState, ItemState>>)[from];
  if (to === undefined) throw new DomainError('INVALID_TRANSITION', { from, to: 'in-progress' });
  return to;
}

export function isFinal(state: ItemState): boolean {
  return TRANSITIONS[state].length === 0;
}

export const FINAL_STATES = ITEM_STATES.filter(isFinal);

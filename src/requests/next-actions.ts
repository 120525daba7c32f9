import { isFinal, type ItemState } from '../domain/lifecycle.js';
import type { RequestItem } from './request-item.entity.js';

/** What a case in each state waits for, in words for staff who are no lawyers. */
const NEXT = {
  unverified: 'wait: the person has not opened the link in the mail yet',
  received: 'wait: the request is being taken up',
  'awaiting-identification':
    'identify: say who the person is and what evidence you have, or refuse as not identifiable',
  'awaiting-clarification': 'record the answer: the person was asked what exactly is meant',
  'in-progress':
    'wait: the answer is being made or mailed; a letter in state to-post is for you to print and post',
  'awaiting-approval': 'approve: read the plan and approve it with its hash, or refuse with reasons',
} as const satisfies Partial<Record<ItemState, string>>;

export function nextActions(items: readonly Pick<RequestItem, 'right' | 'state'>[]): string[] {
  const open = items.filter(({ state }) => !isFinal(state));
  return open.map(({ right, state }) => `${right}: ${nextOf(right, state as keyof typeof NEXT)}`);
}

const nextOf = (right: RequestItem['right'], state: keyof typeof NEXT): string =>
  right === 'objection' && state === 'awaiting-approval'
    ? 'weigh: approve the plan with a written weighing, its outcome and the name of who decides'
    : NEXT[state];

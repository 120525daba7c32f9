import { isFinal, type ItemState } from '../domain/lifecycle.js';
import type { Fee } from './fee.entity.js';
import type { TaskKind } from '../domain/case-task.js';
import type { CaseTask } from '../tasks/case-task.entity.js';
import type { RequestItem } from './request-item.entity.js';
import type { LetterTrouble } from './undelivered.js';

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

/** What the answer itself waits for. */
const LETTERS = {
  'to-post': 'post: print the letter of the case, post it and record the day',
  failed: 'readdress: the address refused the answer; post it or give another address',
  bounced: 'readdress: the answer came back; post it or give another address',
} as const satisfies Record<LetterTrouble, string>;

const FEE =
  'wait: the person was asked for a fee; note that they accept it or withdraw, silence is answered by itself';

/** What an item waits for that staff can do or chase. */
const TASKS = {
  system: 'wait: a connected system has not answered yet; see the tasks of the case',
  paper: 'do: paper is to be taken in hand; see the tasks of the case, and record there what was done',
} as const satisfies Record<TaskKind, string>;

type OpenTask = Pick<CaseTask, 'requestItemId' | 'kind'>;

export function nextActions(
  items: readonly Pick<RequestItem, 'id' | 'right' | 'state'>[],
  troubles: ReadonlyMap<string, LetterTrouble> = new Map(),
  fees: readonly Pick<Fee, 'itemId' | 'acceptedOn'>[] = [],
  tasks: readonly OpenTask[] = [],
): string[] {
  const open = items.filter(({ state }) => !isFinal(state));
  return open.flatMap(({ id, right, state }) => {
    const trouble = troubles.get(id);
    if (trouble) return [`${right}: ${LETTERS[trouble]}`];
    const kinds = new Set(tasks.filter(({ requestItemId }) => requestItemId === id).map(({ kind }) => kind));
    if (kinds.size > 0 && state === 'in-progress')
      return [...kinds].map((kind) => `${right}: ${TASKS[kind]}`);
    const unpaid = fees.some(({ itemId, acceptedOn }) => itemId === id && acceptedOn === null);
    const next =
      unpaid && state === 'awaiting-clarification' ? FEE : nextOf(right, state as keyof typeof NEXT);
    return [`${right}: ${next}`];
  });
}

const nextOf = (right: RequestItem['right'], state: keyof typeof NEXT): string =>
  right === 'objection' && state === 'awaiting-approval'
    ? 'weigh: approve the plan with a written weighing, its outcome and the name of who decides'
    : NEXT[state];

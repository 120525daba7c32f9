import { addDays, addPeriod, type CalendarDate } from './calendar-date.js';
import type { Right } from './category.js';
import { DomainError } from './domain-error.js';

/** Who is asked: another system of the controller, or whoever keeps a folder of paper. */
export const TASK_KINDS = ['system', 'paper'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** OpenDSR's words. `pending`: not handed over yet. A state without exits is final. */
const TRANSITIONS = {
  pending: ['in_progress', 'completed', 'cancelled'],
  in_progress: ['completed', 'cancelled'],
  completed: [],
  /** Nobody needs it any more: the item ended without it. */
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type TaskState = keyof typeof TRANSITIONS;
export const TASK_STATES = Object.keys(TRANSITIONS) as readonly TaskState[];
export const OPEN_TASK_STATES = ['pending', 'in_progress'] as const satisfies readonly TaskState[];

export const isOpenTask = (state: TaskState) => TRANSITIONS[state].length > 0;

/** Throws INVALID_TRANSITION. */
export function taskTransition(from: TaskState, to: TaskState): TaskState {
  if (!(TRANSITIONS[from] as readonly string[]).includes(to))
    throw new DomainError('INVALID_TRANSITION', { from, to });
  return to;
}

/** What is to be done for a right; paper is never portable (Art. 20 means automated processing). */
export const TASK_DEEDS = {
  system: {
    access: 'return',
    portability: 'return',
    rectification: 'correct',
    restriction: 'restrict',
    objection: 'object',
    erasure: 'erase',
  },
  paper: {
    access: 'enclose',
    portability: null,
    rectification: 'correct',
    restriction: 'mark',
    objection: 'mark',
    erasure: 'destroy',
  },
} as const satisfies Record<TaskKind, Record<Right, string | null>>;

export type TaskDeed = NonNullable<(typeof TASK_DEEDS)[TaskKind][Right]>;

/** How a task ended. `impossible` is the one that leaves the item partly fulfilled. */
export const TASK_OUTCOMES = [
  'returned',
  'done',
  'enclosed',
  'destroyed',
  'corrected',
  'marked',
  'not-found',
  'done-otherwise',
  'impossible',
] as const;
export type TaskOutcome = (typeof TASK_OUTCOMES)[number];

/** How staff can say that each deed ended; what a system returns or does, it says itself. */
export const OUTCOMES_OF = {
  return: ['not-found', 'done-otherwise'],
  correct: ['corrected', 'not-found', 'done-otherwise'],
  restrict: ['not-found', 'done-otherwise'],
  object: ['not-found', 'done-otherwise'],
  erase: ['not-found', 'done-otherwise'],
  enclose: ['enclosed', 'not-found'],
  mark: ['marked', 'not-found'],
  destroy: ['destroyed', 'not-found'],
} as const satisfies Record<TaskDeed, readonly TaskOutcome[]>;

/** Rights whose effect does not wait for others: only their answer does. The others destroy, or hand over. */
export const EFFECT_FIRST = ['rectification', 'restriction', 'objection'] as const satisfies readonly Right[];

export const isEffectFirst = (right: Right): boolean => (EFFECT_FIRST as readonly Right[]).includes(right);

interface ItemDates {
  readonly target: CalendarDate;
  readonly due: CalendarDate;
}

/**
 * The day from which the answer goes without it: the item's target, so that the deadline is kept with room to spare;
 * where the target had come already when it was asked, the last day itself (Art. 12(3)).
 */
export function waitsUntil(askedOn: CalendarDate, { target, due }: ItemDates): CalendarDate {
  return askedOn < target ? target : due;
}

/** Days before the end of the wait on which staff look at what is still missing. */
const DAYS_TO_CHASE = 3;

/** The day it becomes a task of staff: after the time the policy gives, and early enough to chase it. */
export function taskDue(askedOn: CalendarDate, item: ItemDates, answerWithin?: string): CalendarDate {
  const latest = addDays(waitsUntil(askedOn, item), -DAYS_TO_CHASE);
  const given = answerWithin === undefined ? latest : addPeriod(askedOn, answerWithin);
  const due = given < latest ? given : latest;
  return due < askedOn ? askedOn : due;
}

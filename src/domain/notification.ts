import { DomainError } from './domain-error.js';

/** What became of a datum that others have too (Art. 19). */
export const CHANGES = ['corrected', 'supplemented', 'erased', 'restricted'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** Where the notification of a recipient may go from each state. A state without exits is final. */
const TRANSITIONS = {
  queued: ['delivered', 'failed', 'acknowledged', 'excused'],
  delivered: ['acknowledged', 'excused'],
  /** No try is left, or there is no way: staff tell the recipient, or say why not. */
  failed: ['acknowledged', 'excused'],
  acknowledged: [],
  excused: [],
} as const satisfies Record<string, readonly string[]>;

export type NotificationState = keyof typeof TRANSITIONS;
export const NOTIFICATION_STATES = Object.keys(TRANSITIONS) as readonly NotificationState[];

/** Days after which staff look at a notification that the recipient has not acknowledged. */
export const ESCALATE_AFTER_DAYS = 14;

/** Throws INVALID_TRANSITION. */
export function notificationTransition(from: NotificationState, to: NotificationState): NotificationState {
  if (!(TRANSITIONS[from] as readonly string[]).includes(to))
    throw new DomainError('INVALID_TRANSITION', { from, to });
  return to;
}

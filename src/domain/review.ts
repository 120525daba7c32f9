/** What somebody has to look at, and what to do about it. Derived from facts whenever asked; nothing is stored. */
export const REVIEWS = {
  'hold-review': {
    what: 'The day on which the hold was to be looked at again has come.',
    todo: 'Find out whether the claim is still alive: release the hold, or set a new one with a later review day.',
  },
  'limitation-passed': {
    what: 'The claim may be time-barred (Act 728/2003); nothing is released by that alone.',
    todo: 'Find out whether the limitation was interrupted: enter the reminder, or write the invoice off.',
  },
  'missing-facts': {
    what: 'Facts are missing, and data are kept because of it.',
    todo: 'Complete the records named in the facts.',
  },
  'restriction-old': {
    what: 'The restriction has been in force for a long time.',
    todo: 'Finish what it waits for; tell the person, then lift it (Art. 18(3)).',
  },
  'request-near-target': {
    what: 'The internal target of the request is near.',
    todo: 'Take the next step of the case.',
  },
  'request-past-target': {
    what: 'The internal target has passed; the legal deadline has not.',
    todo: 'Take the next step of the case now.',
  },
  'request-overdue': {
    what: 'The legal deadline has passed (Art. 12(3)).',
    todo: 'Answer at once, and record why it is late.',
  },
  'letter-undelivered': {
    what: 'A letter did not reach the person: the address refused it, or it came back.',
    todo: 'Find the person another way: readdress the letter to an address you have made sure of, or post it.',
  },
  'notification-unacknowledged': {
    what: 'A recipient has not confirmed what became of the data (Art. 19).',
    todo: 'Ask the recipient and note the confirmation, or say why telling it is impossible or disproportionate.',
  },
  'notification-failed': {
    what: 'A recipient could not be told what became of the data (Art. 19).',
    todo: 'Tell the recipient in another way and note the confirmation, or say why that is impossible or disproportionate.',
  },
  'system-unanswered': {
    what: 'A connected system has not done what a case waits for, or its answer did not fit.',
    todo: 'Ask whoever runs the system; have it asked again, record what was done, or say why it cannot be done.',
  },
  'paper-undone': {
    what: 'Something has to be done with paper, and a case waits for it.',
    todo: 'Do what the task of the case says and record it, or say why it cannot be done.',
  },
  'work-stuck': {
    what: 'Work of the house fails again and again: an answer, a letter, a notification or a purge stands still.',
    todo: 'Give this id to whoever runs the service; its log says where it fails. Once mended it goes on by itself, within a day.',
  },
} as const satisfies Record<string, { what: string; todo: string }>;

export type ReviewKind = keyof typeof REVIEWS;

/** Days before the target from which a request counts as near to it. */
export const NEAR_TARGET_DAYS = 5;

export function requestReview(
  { due, target }: { due: string; target: string },
  at: string,
): Extract<ReviewKind, `request-${string}`> {
  if (due < at) return 'request-overdue';
  return target < at ? 'request-past-target' : 'request-near-target';
}

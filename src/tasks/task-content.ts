import type { CalendarDate } from '../domain/calendar-date.js';
import type { Category } from '../domain/category.js';
import type { ObjectionScope } from '../domain/objection.js';
import type { SystemIdentifier } from '../domain/register-policy.js';
import type { CaseTask } from './case-task.entity.js';
import type { Folder } from './paper-folders.js';

/** One of the things by which the system knows the person; the names are OpenDSR's. */
export interface Identity {
  readonly identity_type: SystemIdentifier;
  readonly identity_value: string;
}

/** What a system is told, and nothing more (Art. 5(1)(c)). */
export interface AskedOfSystem {
  readonly identities: readonly Identity[];
  /** Categories that the deed concerns; left out where it concerns everything. */
  readonly categories?: readonly Category[];
  readonly corrections?: readonly {
    readonly category: Category;
    /** What it says now; `null` where it was erased. */
    readonly value: string | null;
    /** What the person says of it, to be kept beside it. */
    readonly statement?: string;
  }[];
  readonly objects_to?: ObjectionScope;
}

/** The part of a task that tells of the person, sealed under the key of the case. */
export interface TaskContent {
  readonly system?: {
    readonly asked: AskedOfSystem;
    readonly expectedBy: CalendarDate;
    /** Of the callback address; a system that fetches its tasks needs none. */
    readonly token?: string;
  };
  readonly folder?: Folder;
  /** What the system returned. */
  readonly data?: unknown;
  /** What staff or the system wrote about it. */
  readonly note?: string;
}

export const taskPlace = (task: { register: string; id: string }) => `task|${task.register}|${task.id}`;

/** A task as a system gets it: in the vocabulary of OpenDSR where that has a word. */
export interface TaskMessage extends AskedOfSystem {
  readonly regulation: 'gdpr';
  readonly request_id: string;
  readonly request_type: CaseTask['right'];
  readonly request_status: 'pending' | 'in_progress';
  readonly submitted_time: string;
  readonly expected_completion_time: string;
  readonly callback_url?: string;
}

/** The message of a task: the same bytes at every try, since the signature is over them. */
export function taskMessage(
  task: Pick<CaseTask, 'id' | 'right' | 'createdAt'>,
  { asked, expectedBy }: NonNullable<TaskContent['system']>,
  also: Pick<TaskMessage, 'request_status'> & Partial<Pick<TaskMessage, 'callback_url'>>,
): TaskMessage {
  return {
    regulation: 'gdpr',
    request_id: task.id,
    request_type: task.right,
    submitted_time: task.createdAt.toISOString(),
    expected_completion_time: `${expectedBy}T12:00:00Z`,
    ...also,
    ...asked,
  };
}

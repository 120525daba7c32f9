import type { TaskDeed, TaskKind, TaskOutcome } from '../domain/case-task.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Category, Language, Prohibition, RecordKind, Right } from '../domain/category.js';
import type { CorrectionKind } from '../domain/correction.js';
import type { ErasureDemand } from '../domain/facts.js';
import type { Weighed } from '../domain/objection.js';
import type { Outcome } from '../domain/plan.js';
import type { ExtensionReason } from '../domain/deadline.js';
import type { FeeBasis } from '../domain/fee.js';
import type { RefusalReason } from '../domain/refusal-reason.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import type { Paper } from '../paper/paper.js';
import type { AnsweredRedaction } from './redaction.js';

/** What was decided for a group of data that share category, record, outcome, rule and end date. */
export interface AnswerLine {
  readonly category: Category;
  /** Kind and date of the record the data hang on, when they do. */
  readonly record: {
    readonly kind: RecordKind;
    readonly date: CalendarDate | null;
    readonly reference: string | null;
  } | null;
  readonly count: number;
  readonly outcome: Outcome;
  readonly rule: string;
  readonly holds: readonly string[];
  readonly keepUntil: CalendarDate | null;
  /** Last day of the holds that have one, where another hold is open-ended: a known date belongs in the first letter. */
  readonly datedUntil?: CalendarDate | null;
  readonly citation: string;
}

/** What was asked of one datum and what became of it. Reasons are mandatory for whatever is not done as asked. */
export interface AnsweredCorrection {
  readonly category: Category;
  readonly kind: CorrectionKind;
  /** The record the datum hangs on, when it does. */
  readonly record: AnswerLine['record'];
  readonly before: string | null;
  /** The value or the statement; `null` where erasing was asked. */
  readonly asked: string | null;
  readonly grounds: string | null;
  /** What the datum says now; `null` where it is no more. */
  readonly after: string | null;
  readonly accepted: boolean;
  /** True when it was accepted, and with another value than was asked. */
  readonly inPart: boolean;
  readonly reason: string | null;
  /** What keeps the datum as it is, where that is not somebody's decision. */
  readonly obstacle: AnswerLine | null;
  /** The supplementary statement that was recorded beside the datum (Art. 16). */
  readonly statement: string | null;
}

/** Why a request, or a part of it, is not complied with. */
export interface Refusal {
  readonly reasons: readonly RefusalReason[];
  /** In the words of whoever decided; the burden of proof is the controller's (Art. 12(5)). */
  readonly text: string | null;
  /** Days on which the same was asked, the last one included, where the refusal rests on the repetition. */
  readonly askedOn?: readonly CalendarDate[];
}

export interface AnsweredTransmission {
  /** The other controller, as the person calls it, and its host. */
  readonly to: string;
  /** When it was taken; `null` when it was not sent. */
  readonly sentOn: CalendarDate | null;
  /** Why staff did not allow it; `null` where it was tried and not taken. */
  readonly reason: string | null;
}
/** What a case waited for outside the register, and how that ended. */
export interface AnsweredTask {
  readonly kind: TaskKind;
  /** Name of the system, or what the folder is called. */
  readonly name: string | null;
  readonly deed: TaskDeed;
  /** `null`: no answer when the letter was written. */
  readonly outcome: TaskOutcome | null;
  readonly completedOn: CalendarDate | null;
  /** Why it was impossible. */
  readonly reason: string | null;
}

/** Everything a letter says, before any language. Computed from the plan; letters add no facts. */
export interface Answer {
  readonly kind: 'decision' | 'no-data' | 'refusal' | 'second-letter';
  readonly policy: RegisterPolicy;
  readonly language: Language;
  readonly reference: string;
  readonly right: Right;
  /** The name the person gave, for the address line. */
  readonly addressee: string | null;
  /** Where a printed letter is posted to; a mailed one names no street. */
  readonly street?: string | null;
  /** True when it goes by post, with what belongs to it enclosed. */
  readonly posted?: boolean;
  readonly receivedOn: CalendarDate;
  readonly decidedOn: CalendarDate;
  /** Who decided, by name; without one the register's responsible person stands for the decision. */
  readonly decider?: string | null;
  /** The end state of the item. */
  readonly state: 'fulfilled' | 'partly-fulfilled' | 'refused' | 'not-identifiable';
  readonly lines: readonly AnswerLine[];
  /** Recipients who actually received data of this person, by name from the policy, with dates. */
  readonly recipients: readonly {
    readonly name: string;
    readonly disclosedOn: readonly CalendarDate[];
    /** False: they have none of the data that changed, so there is nothing to tell them. */
    readonly told?: boolean;
  }[];
  readonly corrections: readonly AnsweredCorrection[];
  readonly refusal: Refusal | null;
  /** True when open-ended holds postpone a part and a second letter will follow. */
  readonly secondLetterFollows: boolean;
  /** True when the marketing prohibitions were set with it. */
  readonly marketingStopped: boolean;
  /** Which of them, when not all. */
  readonly prohibited?: readonly Prohibition[];
  /** What the weighing of an objection came to, in the words of whoever weighed (Art. 21(1)). */
  readonly weighed?: Weighed & { readonly text: string };
  /** What the request for erasure demanded beyond erasure, in the notices' words. */
  readonly demand?: ErasureDemand;
  /** True while a copy the person was given earlier is kept for its own period. */
  readonly copyKept?: boolean;
  /** What the copy leaves out for the sake of others (Art. 15(4)). */
  readonly redactions?: readonly AnsweredRedaction[];
  /** What became of the wish to have the copy sent to another controller (Art. 20(2)). */
  readonly transmission?: AnsweredTransmission | null;
  /** What was asked of other systems and of paper. */
  readonly elsewhere?: {
    readonly tasks: readonly AnsweredTask[];
    /** True when nothing but a missing confirmation keeps the answer from being whole. */
    readonly onlyMissing: boolean;
  };
  /** Where the copy can be fetched, and until when. */
  readonly copy: { readonly link: string; readonly until: CalendarDate } | null;
  /** Link that takes an objection back. */
  readonly undoLink: string | null;
}

/** A letter, ready to be mailed or printed. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** Self-contained HTML: no remote asset. */
  readonly html: string;
  /** What both are made of, for the day it is printed. */
  readonly paper: Paper;
}

/** Mails that carry no decision. */
export type Notice =
  | {
      readonly kind: 'verification';
      readonly link: string;
      readonly until: CalendarDate;
      readonly rights: readonly Right[];
    }
  | {
      readonly kind: 'receipt';
      readonly rights: readonly Right[];
      readonly due: CalendarDate;
      readonly receivedOn: CalendarDate;
    }
  | {
      readonly kind: 'question';
      readonly about: 'identity' | 'clarification';
      readonly text: string;
      readonly due: CalendarDate;
    }
  | {
      readonly kind: 'extension';
      readonly rights: readonly Right[];
      /** As the law names them; the words follow. */
      readonly reasons?: readonly ExtensionReason[];
      readonly reason: string;
      readonly due: CalendarDate;
    }
  | {
      readonly kind: 'fee';
      readonly right: Right;
      /** Euro, as `25.00`. */
      readonly amount: string;
      readonly basis: FeeBasis;
      readonly reason: string;
      readonly decider: string | null;
      readonly askedOn: readonly CalendarDate[];
      readonly answerBy: CalendarDate;
      readonly due: CalendarDate;
      /** `null` in a letter that is posted. */
      readonly link: string | null;
    }
  | {
      readonly kind: 'restriction-lifted';
      readonly on: CalendarDate;
      /** What was restricted, where it was not everything. */
      readonly categories?: readonly Category[];
    }
  | {
      readonly kind: 'late-answer';
      readonly right: Right;
      readonly task: AnsweredTask;
      readonly copy: Answer['copy'];
      readonly posted: boolean;
    }
  | { readonly kind: 'package-code'; readonly code: string; readonly minutes: number };

export interface NoticeContext {
  readonly policy: RegisterPolicy;
  readonly language: Language;
  readonly reference: string;
  readonly addressee: string | null;
  /** The day it is written; absent where a mail needs none. */
  readonly on?: CalendarDate;
}

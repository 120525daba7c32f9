import type { Refusal } from '../answers/answer.js';
import type { Redaction } from '../answers/redaction.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Category } from '../domain/category.js';
import type { CorrectionKind } from '../domain/correction.js';
import type { Carried } from './fulfilment.js';
import type { ErasureDemand, RestrictionGround } from '../domain/facts.js';
import type { ObjectionScope, Weighed } from '../domain/objection.js';
import type { Stopped } from '../objections/objections.js';
import type { Certified } from './certifying.js';
import type { DecidedProposal } from './proposal-view.js';
import type { CorrectionDecision } from './proposal-decisions.js';

/** What the person asks to have changed, and why. */
export interface Correction {
  readonly category: Category;
  /** Absent: `correct`. */
  readonly kind?: CorrectionKind | undefined;
  /** The datum that is meant; absent: every current one of the category. */
  readonly datumId?: string | undefined;
  /** The same in the person's words. */
  readonly which?: string | undefined;
  /** What it should say, or the statement itself; absent where the datum is to be erased. */
  readonly value?: string | undefined;
  readonly grounds: string;
  /** What to record beside the datum where the correction is not made as asked. */
  readonly statement?: string | undefined;
}

/** One thing a request for restriction is about: all data of a category, or one datum. */
export interface Restricted {
  readonly category?: Category | undefined;
  readonly datumId?: string | undefined;
}

/** A fact offered as proof of identity, or a form of evidence staff saw. */
export interface Evidence {
  readonly kind: string;
  readonly value: string;
  /** True when staff saw, heard or checked it; false for what a person only says of themselves. */
  readonly seen: boolean;
}

/** Another controller, as the person names it. */
export interface Destination {
  readonly url: string;
  readonly name: string | null;
}

/** The person's own words and address, sealed under the key of the case. */
export interface CaseFile {
  readonly name: string | null;
  readonly email: string | null;
  readonly details: string | null;
  readonly corrections: readonly Correction[];
  /** What a restriction is asked for; absent: what a correction contests, else everything. */
  readonly restricts?: readonly Restricted[];
  /** Direct marketing unless the person says that less or more is meant. */
  readonly objectsTo: ObjectionScope;
  readonly evidence: readonly Evidence[];
  readonly extensionReason?: string;
  /** Where the person wants a portable copy to be sent (Art. 20(2)). */
  readonly transmitTo?: Destination;
  /** Where letters go since one of them did not arrive; `null`: by post. */
  readonly answerTo?: string | null;
  /** What an erasure is to come to, in the notices' words; absent: erasure. */
  readonly demand?: ErasureDemand;
  /** On what a restriction rests, as the person says; absent: what else the case asks for tells. */
  readonly restrictionGround?: RestrictionGround;
}

/** The decision's written part, sealed under the key of the case. */
export interface Decision {
  /** By name, or the register's responsible person. */
  readonly decider: string;
  /** An objection under Art. 21(1), and a contact person's refusal, need a written weighing by a named decider. */
  readonly weighing?: string;
  /** What the weighing of an objection came to. */
  readonly weighed?: Weighed;
  /** Why the preparer's own approval had to do. */
  readonly selfApproval?: { readonly reason: string };
  readonly corrections?: readonly CorrectionDecision[];
  /** The proposals of a rectification and what became of each. */
  readonly proposals?: readonly DecidedProposal[];
  /** Who issued the certificate of a refused correction for the responsible person, and when. */
  readonly certificate?: Certified;
  /** What the copy leaves out for the sake of others, noted before it is made. */
  readonly redactions?: readonly Redaction[];
  /** Why staff do not let a portable copy go where the person wanted it, in words the person reads. */
  readonly transmissionDeclined?: string;
  /** What an objection over the web changed, for its undo link. */
  readonly stopped?: Stopped;
  /** What the effect was, where its answer waits for others. */
  readonly carried?: Carried;
  readonly refusal?: Refusal;
}

/** Why a fee is asked, sealed under the key of the case. */
export interface FeeReasons {
  readonly reason: string;
  /** By name; `null`: the register's responsible person. */
  readonly decider: string | null;
  /** Days on which the same was asked, where the fee rests on that. */
  readonly askedOn: readonly CalendarDate[];
}

export const casePlace = (request: { register: string; id: string }) =>
  `request|${request.register}|${request.id}`;
export const decisionPlace = (item: { register: string; id: string }) =>
  `decision|${item.register}|${item.id}`;
export const questionPlace = (question: { register: string; id: string }) =>
  `question|${question.register}|${question.id}`;
export const feePlace = (fee: { register: string; id: string }) => `fee|${fee.register}|${fee.id}`;
export const mailPlace = (mail: { register: string; id: string }) => `mail|${mail.register}|${mail.id}`;
export const packagePlace = (pack: { register: string; id: string }) => `package|${pack.register}|${pack.id}`;

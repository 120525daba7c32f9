import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, legalDate } from '../clock.js';
import { type DatumValue, type PersonFile, PersonFiles, type Subject } from '../customers/person-file.js';
import type { Datum } from '../customers/datum.entity.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Category } from '../domain/category.js';
import { datedEnds } from '../domain/hold.js';
import { Outbox } from '../mail/outbox.js';
import type { HashedPlan } from '../planning/planning.js';
import { RecipientNotification } from '../recipients/recipient-notification.entity.js';
import { Policies } from '../registers/policies.js';
import type { Case } from '../requests/cases.js';
import type { RequestItem } from '../requests/request-item.entity.js';
import type { Answer, AnswerLine } from './answer.js';
import { renderLetter } from './letter.js';

/** The parts of an answer that the decision adds to what case, plan and policy already say. */
export type Answering = Pick<Answer, 'kind' | 'state'> &
  Partial<
    Pick<
      Answer,
      | 'corrections'
      | 'refusal'
      | 'secondLetterFollows'
      | 'marketingStopped'
      | 'prohibited'
      | 'weighed'
      | 'copy'
      | 'redactions'
      | 'transmission'
      | 'elsewhere'
      | 'undoLink'
      | 'decider'
    >
  >;

/** Computes the answer from the plan and puts the letter in the outbox, addressed before anything is destroyed. */
@Injectable()
export class AnswerWriter {
  constructor(
    private readonly policies: Policies,
    private readonly files: PersonFiles,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async write(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    decided: Answering,
    subject: Subject | null,
    plan: HashedPlan | null,
  ): Promise<string> {
    const { request } = opened;
    const to = this.address(opened, subject);
    const answer: Omit<Answer, 'policy'> = {
      language: request.language,
      reference: request.reference,
      right: item.right,
      // A name nobody has verified is not printed.
      addressee: decided.undoLink ? null : (opened.file.name ?? valueOf(subject, 'name')),
      street: valueOf(subject, 'postal-address'),
      posted: true,
      receivedOn: request.receivedOn,
      decidedOn: this.clock.today(),
      lines: subject && plan ? linesOf(subject, plan, this.datedEnds(subject, plan)) : [],
      recipients: subject ? await this.recipients(tx, subject.file, item) : [],
      corrections: [],
      refusal: null,
      secondLetterFollows: false,
      marketingStopped: false,
      copy: null,
      undoLink: null,
      ...(await this.demanded(tx, opened, item)),
      ...decided,
    };
    const policy = this.policies.of(request.register);
    // The address on record may see the name on record; another that was given may not.
    const recorded = to !== null && to === valueOf(subject, 'email') ? valueOf(subject, 'name') : null;
    const addressee = decided.undoLink ? null : (opened.file.name ?? recorded);
    const mailed = { ...answer, addressee, street: null, posted: false };
    return this.outbox.write(tx, {
      register: request.register,
      kind: decided.kind === 'second-letter' ? 'second-letter' : 'answer',
      requestId: request.id,
      itemIds: decided.kind === 'second-letter' ? [] : [item.id],
      key: opened.key,
      letter: { ...renderLetter({ ...(to === null ? answer : mailed), policy }), byPost: answer, to },
    });
  }

  /**
   * Where letters of a case go: to the address the person verified; in cases staff recorded only to the one on
   * record, or by post (`null`) to the recorded street; once a letter was readdressed, where that one went.
   */
  address(opened: Case, subject: Subject | null): string | null {
    const { email: given, answerTo } = opened.file;
    if (answerTo !== undefined) return answerTo;
    const verified = opened.request.recordedBy === null && given !== null;
    if (verified || subject === null) return given;
    return valueOf(subject, 'email');
  }

  /** What an erasure was to come to, and whether a copy the person had is still kept. */
  private async demanded(
    tx: EntityManager,
    { file, request }: Case,
    { right }: RequestItem,
  ): Promise<Pick<Answer, 'demand' | 'copyKept'>> {
    if (right !== 'erasure' || file.demand === undefined) return {};
    const copies = await tx.query<object[]>(
      `select 1 from package join request on request.id = package.request_id where request.customer_id = $1 limit 1`,
      [request.customerId],
    );
    return { demand: file.demand, copyKept: copies.length > 0 };
  }

  private datedEnds({ file }: Subject, plan: HashedPlan): ReadonlyMap<string, CalendarDate> {
    if (plan.right !== 'erasure') return new Map();
    return datedEnds(this.files.facts(file), this.policies.of(file.customer.register), plan.at, 'erasure');
  }

  /** Who received what, and whether the decision made a notification to them: only those are told (Art. 19). */
  private async recipients(
    tx: EntityManager,
    file: PersonFile,
    item: RequestItem,
  ): Promise<Answer['recipients']> {
    const policy = this.policies.of(file.customer.register);
    const written = await tx.find(RecipientNotification, {
      where: { requestItemId: item.id },
      select: { recipient: true },
    });
    const codes = [...new Set(file.disclosures.map(({ recipient }) => recipient))];
    return codes.map((code) => ({
      name: policy.recipients.find((recipient) => recipient.code === code)?.name ?? code,
      disclosedOn: file.disclosures
        .filter(({ recipient }) => recipient === code)
        .map(({ disclosedOn }) => disclosedOn),
      told: written.some(({ recipient }) => recipient === code),
    }));
  }
}

/** What the register holds of the person now, as text. */
function valueOf(subject: Subject | null, category: Category): string | null {
  const current = subject?.file.data.find(
    (datum) => datum.category === category && datum.recordId === null && datum.supersededAt === null,
  );
  const value = current && subject?.values.get(current.id);
  return typeof value === 'string' ? value : null;
}

/** Data with the same fate are one line of the letter; of a copy also over records, which the copy itself lists. */
export function linesOf(
  { file, values }: Subject,
  plan: HashedPlan,
  ends: ReadonlyMap<string, CalendarDate>,
): AnswerLine[] {
  const data = new Map(file.data.map((datum) => [datum.id, datum]));
  const recordOf =
    plan.right === 'access' || plan.right === 'portability' ? noRecord : recordsOf(file, values);
  const lines = new Map<string, { count: number; line: Omit<AnswerLine, 'count'> }>();
  for (const planned of plan.data) {
    const { category, outcome, rule, holds, keepUntil, citation } = planned;
    const record = recordOf(data.get(planned.datum));
    const datedUntil = ends.get(planned.datum) ?? null;
    const group = JSON.stringify([category, record, outcome, rule, holds, keepUntil, datedUntil]);
    const known = lines.get(group);
    if (known) known.count++;
    else {
      const line = { category, record, outcome, rule, holds, keepUntil, datedUntil, citation };
      lines.set(group, { count: 1, line });
    }
  }
  return [...lines.values()].map(({ count, line }) => ({ ...line, count }));
}

const noRecord = () => null;

/** Tells the record a datum hangs on, in the words of letters. */
export function recordsOf(
  { data, records }: PersonFile,
  values: ReadonlyMap<string, DatumValue>,
): (datum: Datum | undefined) => AnswerLine['record'] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const references = new Map<string, string>();
  for (const { id, recordId } of data) {
    const value = values.get(id);
    if (recordId === null || references.has(recordId) || typeof value !== 'object') continue;
    if (typeof value['reference'] === 'string') references.set(recordId, value['reference']);
  }
  return (datum) => {
    const record = byId.get(datum?.recordId ?? '');
    if (!record) return null;
    const date = record.date ?? legalDate(record.createdAt);
    return { kind: record.kind, date, reference: references.get(record.id) ?? null };
  };
}

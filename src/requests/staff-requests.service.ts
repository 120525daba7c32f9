import { destinationIn } from './destination.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Customer } from '../customers/customer.entity.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { isFinal, type ItemState } from '../domain/lifecycle.js';
import { prohibitedBy } from '../domain/objection.js';
import { Nudges } from '../jobs/nudges.js';
import { Objections } from '../objections/objections.js';
import { type CaseFile, casePlace, type Evidence } from './case-file.js';
import { type Case, Cases } from './cases.js';
import type { AnswerQuestionDto, AskDto, IdentifyDto, WithdrawDto } from './dto/decision.dto.js';
import type { EvidenceDto, RecordedRequestDto } from './dto/recorded-request.dto.js';
import { Identification } from './identification.js';
import { Intake, requireCorrections, requireDemand } from './intake.js';
import { requireNamedData } from './named-data.js';
import { isWeighed, RequestClosing } from './request-closing.js';
import { RequestNotices } from './request-notices.js';
import { Request } from './request.entity.js';
import { isUndone } from './undone.js';
import { requireRestricts } from './restricted-data.js';
import { openFee } from './waits-for-fee.js';

/** Requests that reach the company by letter, phone or over the counter. */
@Injectable()
export class RecordedRequests {
  constructor(
    private readonly database: Database,
    private readonly intake: Intake,
    private readonly objections: Objections,
    private readonly clock: Clock,
    private readonly nudges: Nudges,
  ) {}

  record(register: string, dto: RecordedRequestDto, staffId: string): Promise<string> {
    if (dto.receivedOn > this.clock.today())
      throw new DomainError('INVALID_DATE_ORDER', { pointer: '/receivedOn' });
    const { person } = dto;
    if (person.name === undefined && person.email === undefined && person.customerId === undefined)
      throw new DomainError('INVALID_VALUE', { pointer: '/person', reason: 'NOBODY_NAMED' });
    return this.database.inRegister(register, async (tx) => {
      const customerId = person.customerId ?? null;
      if (customerId !== null && !(await tx.existsBy(Customer, { id: customerId }))) {
        throw new DomainError('NOT_FOUND', { what: 'customer' });
      }
      await requireRestricts(tx, dto.restricts ?? [], { rights: dto.rights, customerId });
      await requireNamedData(tx, customerId, dto.corrections ?? []);
      const opened = await this.intake.open(
        tx,
        {
          register,
          channel: dto.channel,
          language: dto.language,
          receivedOn: dto.receivedOn,
          rights: dto.rights,
          file: {
            name: person.name ?? null,
            email: person.email ?? null,
            details: dto.details ?? null,
            corrections: dto.corrections ?? [],
            ...(dto.restricts ? { restricts: dto.restricts } : {}),
            objectsTo: dto.objectsTo ?? 'direct-marketing',
            ...(dto.demand === undefined ? {} : { demand: dto.demand }),
            ...(dto.restrictionGround === undefined ? {} : { restrictionGround: dto.restrictionGround }),
            ...destinationIn(dto),
            evidence: seen(dto.evidence),
          },
          customerId,
          recordedBy: staffId,
        },
        staffId,
      );
      const { id } = opened.request;
      if (dto.rights.includes('objection')) {
        const { email } = opened.file;
        const customerIds =
          customerId === null ? await this.objections.under(tx, register, email) : [customerId];
        await this.objections.stopMarketing(
          tx,
          register,
          { customerIds, email },
          { actor: staffId, requestId: id },
          prohibitedBy(opened.file.objectsTo),
        );
      }
      this.database.afterCommit(() => this.nudges.processRequest(register, id));
      return id;
    });
  }
}

/** What staff do to a case on its way: identify, ask, note an answer, let the person withdraw. */
@Injectable()
export class CaseWork {
  constructor(
    private readonly cases: Cases,
    private readonly identification: Identification,
    private readonly notices: RequestNotices,
    private readonly closing: RequestClosing,
    private readonly audit: AuditLog,
  ) {}

  async identify(tx: EntityManager, requestId: string, dto: IdentifyDto, staffId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    if (!opened.items.some(({ state }) => state === 'awaiting-identification' || state === 'received')) {
      throw new DomainError('INVALID_TRANSITION', { to: 'in-progress' });
    }
    if (!(await tx.existsBy(Customer, { id: dto.customerId })))
      throw new DomainError('NOT_FOUND', { what: 'customer' });
    // From here on it is staff who vouch for the person, so evidence they saw counts.
    const vouched = { customerId: dto.customerId, recordedBy: opened.request.recordedBy ?? staffId };
    const file: CaseFile = { ...opened.file, evidence: [...opened.file.evidence, ...seen(dto.evidence)] };
    const request = { ...opened.request, ...vouched };
    await tx.update(Request, requestId, { ...vouched, sealed: opened.key.seal(casePlace(request), file) });
    const asked = opened.questions.find(({ kind, answeredOn }) => kind === 'identity' && answeredOn === null);
    if (asked) await this.cases.answered(tx, opened, asked);
    await this.identification.identify(tx, { ...opened, request, file }, staffId);
  }

  async ask(tx: EntityManager, requestId: string, dto: AskDto, staffId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const open = opened.items.filter(({ state }) => !isFinal(state) && state !== 'unverified');
    const to = dto.about === 'identity' ? 'awaiting-identification' : 'awaiting-clarification';
    if (open.length === 0) throw new DomainError('INVALID_TRANSITION', { to });
    // A question about the matter never takes the place of knowing who asks.
    if (opened.request.identification === null && open.some(({ state }) => state === 'received'))
      await this.identification.identify(tx, opened);
    const pausing: readonly ItemState[] =
      dto.about === 'clarification' ? ['in-progress'] : ['in-progress', 'awaiting-clarification'];
    for (const item of open) {
      if (isUndone(item) && pausing.includes(item.state)) await this.cases.move(tx, item, to);
    }
    await this.notices.ask(tx, opened, dto.about, dto.text);
    await this.note(tx, opened, 'request.question-asked', staffId, { about: dto.about });
  }

  async noteAnswer(
    tx: EntityManager,
    requestId: string,
    dto: AnswerQuestionDto,
    staffId: string,
  ): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const question = opened.questions.find(({ answeredOn }) => answeredOn === null);
    if (!question) throw new DomainError('NOT_FOUND', { what: 'open question' });
    await this.cases.answered(tx, opened, question, dto.answeredOn);
    const { file } = opened;
    requireCorrections(dto.corrections ?? []);
    requireDemand(
      dto.demand,
      opened.items.map(({ right }) => right),
    );
    await requireNamedData(tx, opened.request.customerId, dto.corrections ?? []);
    const details = [file.details, dto.details].filter(Boolean).join('\n\n') || null;
    const corrections = [...file.corrections, ...(dto.corrections ?? [])];
    // What waits for a fee waits for no answer to a question.
    const waiting = opened.items.filter(
      (item) => item.state === 'awaiting-clarification' && openFee(opened, item) === null,
    );
    const unclear = waiting[0];
    // What is to be corrected has not been said yet: such an answer is not sufficient and the question stays open.
    if (unclear?.right === 'rectification' && corrections.length === 0)
      throw new DomainError('INVALID_VALUE', { pointer: '/corrections', reason: 'NOTHING_TO_CORRECT' });
    await tx.update(Request, requestId, {
      sealed: opened.key.seal(casePlace(opened.request), {
        ...file,
        details,
        corrections,
        ...(dto.demand === undefined ? {} : { demand: dto.demand }),
      }),
    });
    for (const item of waiting) await this.cases.move(tx, item, 'in-progress');
    await this.note(tx, opened, 'request.question-answered', staffId, { answeredOn: dto.answeredOn });
  }

  async withdraw(tx: EntityManager, requestId: string, dto: WithdrawDto, staffId: string): Promise<void> {
    const opened = await this.cases.load(tx, requestId, { lock: true });
    const items =
      dto.itemId === undefined
        ? opened.items.filter((item) => !isFinal(item.state) && isUndone(item))
        : [this.cases.item(opened, dto.itemId)];
    if (items.length === 0 || !items.every(isUndone))
      throw new DomainError('INVALID_TRANSITION', { to: 'withdrawn' });
    for (const item of items) {
      await this.cases.move(tx, item, 'withdrawn');
      const on = isWeighed(item) ? await this.closing.endWeighing(tx, item.id) : null;
      if (on !== null) await this.notices.send(tx, opened, { kind: 'restriction-lifted', on });
    }
    await this.note(tx, opened, 'request.withdrawn', staffId, { items: items.map(({ id }) => id) });
    await this.closing.closeWhenAllAnswered(tx, opened.request.register, requestId, staffId);
  }

  private note(
    tx: EntityManager,
    { request }: Case,
    action: string,
    actor: string,
    details: Record<string, string | string[]>,
  ) {
    return this.audit.write(tx, request.register, { actor, action, requestId: request.id, details });
  }
}

const seen = (evidence: readonly EvidenceDto[] = []): Evidence[] =>
  evidence.map(({ kind, value }) => ({ kind, value, seen: true }));

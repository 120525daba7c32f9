import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { requireValue } from '../customers/datum-value.js';
import type { Language, Right } from '../domain/category.js';
import { MAX_STATEMENT_LENGTH } from '../domain/correction.js';
import { deadline } from '../domain/deadline.js';
import { DomainError } from '../domain/domain-error.js';
import { Vault } from '../vault/vault.js';
import { type CaseFile, casePlace, type Correction } from './case-file.js';
import { type Case, targetOf } from './cases.js';
import { requireDestination } from './destination.js';
import { newReference } from './reference.js';
import { RequestItem } from './request-item.entity.js';
import { type Channel, Request } from './request.entity.js';

export interface NewCase {
  readonly register: string;
  readonly channel: Channel;
  readonly language: Language;
  readonly receivedOn: string;
  readonly rights: readonly Right[];
  readonly file: CaseFile;
  readonly customerId: string | null;
  readonly recordedBy: string | null;
}

/** The order in which the rights of one request are answered: what protects first, what destroys last. */
export const ORDER_OF_RIGHTS = [
  'objection',
  'restriction',
  'access',
  'portability',
  'rectification',
  'erasure',
] as const satisfies readonly Right[];

/** Opens cases. The clock runs from the day of receipt, verified or not. */
@Injectable()
export class Intake {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Throws INVALID_VALUE for a correction that the register could not hold, or a place no copy may be sent to. */
  async open(tx: EntityManager, arrived: NewCase, actor: Actor): Promise<Case> {
    requireCorrections(arrived.file.corrections);
    requireDemand(arrived.file.demand, arrived.rights);
    requireGround(arrived.file.restrictionGround, arrived.rights);
    requireDestination(arrived.file.transmitTo, arrived.rights, this.config.NODE_ENV !== 'production');
    const key = await this.vault.create(tx, arrived.register, 'case');
    const id = uuid();
    const now = this.clock.now();
    const request = {
      id,
      register: arrived.register,
      reference: newReference(arrived.register, arrived.receivedOn.slice(0, 4)),
      channel: arrived.channel,
      language: arrived.language,
      receivedOn: arrived.receivedOn,
      createdAt: now,
      customerId: arrived.customerId,
      identification: null,
      evidenceErasedAt: null,
      extendedOn: null,
      extensionToldOn: null,
      keyId: key.id,
      sealed: key.seal(casePlace({ register: arrived.register, id }), arrived.file),
      recordedBy: arrived.recordedBy,
      closedAt: null,
      version: 1,
    } satisfies Request;
    const items = this.itemsOf(arrived, id);
    await tx.insert(Request, request);
    await tx.insert(RequestItem, items);
    await this.audit.write(tx, arrived.register, {
      actor,
      action: 'request.received',
      requestId: id,
      details: {
        channel: arrived.channel,
        language: arrived.language,
        receivedOn: arrived.receivedOn,
        rights: arrived.rights,
      },
    });
    return { request, items, questions: [], fees: [], key, file: arrived.file };
  }

  /** What came over the web waits for its mail to be verified, except an objection that needs no weighing. */
  private itemsOf(arrived: NewCase, requestId: string): RequestItem[] {
    const clock = deadline({ received: arrived.receivedOn });
    const waits = (right: Right) =>
      arrived.channel === 'web' &&
      arrived.recordedBy === null &&
      (right !== 'objection' || arrived.file.objectsTo === 'processing');
    return ORDER_OF_RIGHTS.filter((right) => arrived.rights.includes(right)).map((right) => ({
      id: uuid(),
      register: arrived.register,
      requestId,
      right,
      state: waits(right) ? 'unverified' : 'received',
      plan: null,
      planHash: null,
      approvedHash: null,
      approvedBy: null,
      approvedAt: null,
      selfApproved: false,
      executesOn: null,
      carriedOutAt: null,
      decided: null,
      decidedAt: null,
      sealed: null,
      answeredAt: null,
      due: clock.due,
      target: targetOf(right, clock),
    }));
  }
}

/** How an erasure is meant says nothing of other rights. */
export function requireDemand(demand: CaseFile['demand'], rights: readonly Right[]): void {
  if (demand !== undefined && !rights.includes('erasure'))
    throw new DomainError('INVALID_VALUE', { pointer: '/demand', reason: 'NO_ERASURE_ASKED' });
}

/** The ground of a restriction says nothing of other rights either. */
function requireGround(ground: CaseFile['restrictionGround'], rights: readonly Right[]): void {
  if (ground !== undefined && !rights.includes('restriction'))
    throw new DomainError('INVALID_VALUE', { pointer: '/restrictionGround', reason: 'NO_RESTRICTION_ASKED' });
}

/** What is asked for must fit before it is promised an answer: later nobody is there to put it right. */
export function requireCorrections(corrections: readonly Correction[]): void {
  for (const [index, { category, kind = 'correct', value = '', statement }] of corrections.entries()) {
    const at = `/corrections/${index}`;
    if (kind === 'statement') requireStatement(value, `${at}/value`);
    else if (kind !== 'delete') requireValue(category, value, `${at}/value`);
    if (statement !== undefined) requireStatement(statement, `${at}/statement`);
  }
}

function requireStatement(statement: string, pointer: string): void {
  const problem =
    statement.trim() === '' ? 'MISSING_VALUE' : statement.length > MAX_STATEMENT_LENGTH ? 'TOO_LONG' : null;
  if (problem) throw new DomainError('INVALID_VALUE', { pointer, reason: problem });
}

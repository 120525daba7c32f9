import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { EntityManager } from 'typeorm';
import { v5 as uuidOf, v7 as uuid } from 'uuid';
import { safeCell } from '../answers/portable-csv.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../domain/domain-error.js';
import { LEFT_OUT, LIST_PURPOSES, type ListPurpose } from '../domain/mailing-list.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { requireAllowed } from '../recipients/disclosure-rules.js';
import { Disclosure } from '../recipients/disclosure.entity.js';
import { Policies } from '../registers/policies.js';
import type { CreateMailingListDto } from './dto/mailing-list.dto.js';
import { LABEL, type Label, LabelSelection, type Selection } from './label-selection.js';

/** Counts as they were when the list was begun, and the rows, each noted before it leaves. */
export interface MailingList {
  readonly id: string;
  readonly listed: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly rows: AsyncIterable<string>;
}

interface Ordered {
  readonly id: string;
  readonly register: string;
  readonly purpose: ListPurpose;
  readonly givenOut: boolean;
  readonly recipient: string | null;
  readonly ground: string | null;
  readonly actor: string;
}

/** Namespace of the ids that a repeated order finds again. */
const LISTS = '6f0c1d0e-6a53-4c36-9d0b-9b4a6f1f3a57';
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The notices' list from the register, for example mailing labels: everybody but those who forbade it. */
@Injectable()
export class MailingLists {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly selection: LabelSelection,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @param key of the order: repeated with it after a broken download, the list notes no second disclosure
   * @throws DISCLOSURE_NOT_ALLOWED where the policy publishes no lists or has no ground, INVALID_VALUE
   */
  async make(
    register: string,
    dto: CreateMailingListDto,
    actor: string,
    key: string | undefined,
  ): Promise<MailingList> {
    requireListing(this.policies.of(register), dto);
    const { purpose, recipient = null, ground = null } = dto;
    const id =
      key === undefined
        ? uuid()
        : uuidOf(JSON.stringify([register, actor, key, purpose, recipient, ground]), LISTS);
    const list = { id, register, purpose, givenOut: recipient !== null, recipient, ground, actor };
    const counted = new Tally();
    for await (const part of this.parts((after) => this.look(list, after))) counted.add(part);
    return { id, listed: counted.listed, leftOut: counted.leftOut, rows: this.rows(list) };
  }

  private async *rows(list: Ordered): AsyncGenerator<string> {
    const sent = new Tally();
    yield csv([[...LABEL]], { bom: true });
    for await (const part of this.parts((after) => this.note(list, after))) {
      sent.add(part);
      yield csv(part.labels.map(({ parts }) => LABEL.map((category) => safeCell(parts[category] ?? ''))));
    }
    const { id, purpose, recipient, ground, actor } = list;
    const details = { list: id, purpose, recipient, ground, listed: sent.listed, leftOut: sent.leftOut };
    await this.database.inRegister(list.register, (tx) =>
      this.audit.write(tx, list.register, { actor, action: 'mailing-list.finished', details }),
    );
  }

  private async *parts(next: (after: string) => Promise<Selection>): AsyncGenerator<Selection> {
    for (let after: string | null = FIRST; after !== null;) {
      const part: Selection = await next(after);
      yield part;
      after = part.last;
    }
  }

  private look(list: Ordered, after: string): Promise<Selection> {
    return this.database.readInRegister(list.register, (tx) =>
      this.selection.next(tx, list.register, after, list),
    );
  }

  /** Whoever is on the list is noted as read and, when it is given out, as disclosed, before the row leaves. */
  private note(list: Ordered, after: string): Promise<Selection> {
    return this.database.inRegister(list.register, async (tx) => {
      const part = await this.selection.next(tx, list.register, after, list, { lock: true });
      if (part.labels.length === 0) return part;
      const { id, register, actor, recipient, purpose } = list;
      await this.disclose(tx, list, part.labels);
      await this.audit.write(tx, register, {
        actor,
        action: 'mailing-list.compiled',
        details: {
          list: id,
          purpose: LIST_PURPOSES[purpose].policyPurpose,
          recipient,
          customers: part.labels.map(({ customerId }) => customerId),
        },
      });
      return part;
    });
  }

  private async disclose(tx: EntityManager, list: Ordered, labels: readonly Label[]): Promise<void> {
    const { id, register, recipient, ground, actor } = list;
    if (recipient === null || ground === null) return;
    const disclosedOn = this.clock.today();
    const entries = labels.map(({ customerId, parts }) => ({
      id: uuid(),
      register,
      customerId,
      recipient,
      categories: LABEL.filter((category) => parts[category] !== undefined),
      ground,
      disclosedOn,
      recordedBy: actor,
      mailingListId: id,
    }));
    const insert = tx.createQueryBuilder().insert().into(Disclosure).values(entries);
    await insert.orIgnore().updateEntity(false).execute();
  }
}

class Tally {
  listed = 0;
  readonly leftOut: Record<string, number> = Object.fromEntries(LEFT_OUT.map((reason) => [reason, 0]));

  add({ labels, leftOut }: Selection): void {
    this.listed += labels.length;
    for (const reason of leftOut) this.leftOut[reason]! += 1;
  }
}

/** The notice publishes lists unless forbidden, states the purpose, and has a ground for whoever gets it. */
function requireListing(policy: RegisterPolicy, { purpose, recipient, ground }: CreateMailingListDto): void {
  if (!policy.listPublication.unlessForbidden)
    throw new DomainError('DISCLOSURE_NOT_ALLOWED', { reason: 'NO_LISTS_IN_POLICY' });
  const { policyPurpose } = LIST_PURPOSES[purpose];
  if (!policy.purposes.some(({ code }) => code === policyPurpose))
    throw new DomainError('INVALID_VALUE', { pointer: '/purpose', reason: 'PURPOSE_NOT_IN_POLICY' });
  if (recipient === undefined && ground !== undefined)
    throw new DomainError('INVALID_VALUE', { pointer: '/ground', reason: 'NO_RECIPIENT' });
  if (recipient === undefined) return;
  if (ground === undefined)
    throw new DomainError('INVALID_VALUE', { pointer: '/ground', reason: 'MISSING_VALUE' });
  requireAllowed(policy, recipient, ground);
}

/** As a spreadsheet opens it here: semicolons. */
const csv = (rows: readonly (readonly string[])[], { bom = false } = {}) =>
  stringify([...rows], { bom, delimiter: ';', record_delimiter: 'windows' });

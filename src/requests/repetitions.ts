import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, LessThan, Not, type EntityManager } from 'typeorm';
import { legalDate } from '../clock.js';
import type { ItemState } from '../domain/lifecycle.js';
import { type AskedRequest, type Repetition, repetition } from '../domain/repeated-request.js';
import { type Case, Cases } from './cases.js';
import { RequestItem } from './request-item.entity.js';
import { Request } from './request.entity.js';

/** What was never shown to be the person's, or was taken back, was not asked by them. */
const NOT_ASKED = [
  'unverified',
  'awaiting-identification',
  'withdrawn',
  'not-identifiable',
] as const satisfies readonly ItemState[];

/** What of a person's file was changed, as the log calls it. */
const CHANGES = [
  'customer.created',
  'customer.changed',
  'customer.imported',
  'customer.prohibitions-set',
  'datum.added',
  'datum.corrected',
  'record.added',
  'record.changed',
  'record.imported',
  'disclosure.recorded',
  'consent.withdrawn',
];

/** Art. 12(5): whether the same was asked before, and nothing has changed since. The house has to prove it. */
@Injectable()
export class Repetitions {
  constructor(private readonly cases: Cases) {}

  /** Of somebody nobody identified there is no history. */
  async of(tx: EntityManager, opened: Case, item: RequestItem): Promise<Repetition> {
    const { customerId } = opened.request;
    const asked = askedBy(opened, item);
    if (customerId === null) return repetition(asked, [], null);
    return repetition(asked, await this.earlier(tx, opened, item), await this.changedOn(tx, customerId));
  }

  private async earlier(tx: EntityManager, opened: Case, item: RequestItem): Promise<AskedRequest[]> {
    const { id, customerId } = opened.request;
    const others = await tx.findBy(Request, { customerId: customerId!, id: Not(id) });
    const items = await tx.findBy(RequestItem, {
      id: LessThan(item.id),
      requestId: In(others.map((other) => other.id)),
      right: item.right,
      state: Not(In([...NOT_ASKED])),
    });
    const asked: AskedRequest[] = [];
    for (const each of items) asked.push(askedBy(await this.cases.load(tx, each.requestId), each));
    return asked;
  }

  private async changedOn(tx: EntityManager, customerId: string): Promise<string | null> {
    const [row] = await tx.query<{ at: Date | null }[]>(
      'select max(at) as at from audit_entry where customer_id = $1 and action = any($2)',
      [customerId, CHANGES],
    );
    return row?.at ? legalDate(row.at) : null;
  }
}

/** Alike are requests for the same in the same language: a copy in another language is another copy. */
function askedBy({ request, file }: Case, { right }: RequestItem): AskedRequest {
  const scope = [
    request.language,
    right === 'rectification' ? file.corrections : [],
    right === 'objection' ? file.objectsTo : '',
  ];
  const asks = createHash('sha256').update(JSON.stringify(scope)).digest('hex');
  return { right, asks, receivedOn: request.receivedOn };
}

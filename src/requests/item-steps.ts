import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AnswerWriter } from '../answers/answer-writer.js';
import { PersonFiles } from '../customers/person-file.js';
import { type Case, Cases } from './cases.js';
import { openItemsOf } from './freeze.js';
import { Fulfilment } from './fulfilment.js';
import { RequestItem } from './request-item.entity.js';
import { ApprovalGate } from './approval-gate.js';

/** One item, one transaction, one step. */
@Injectable()
export class ItemSteps {
  constructor(
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly fulfilment: Fulfilment,
    private readonly gate: ApprovalGate,
    private readonly answers: AnswerWriter,
  ) {}

  async advance(tx: EntityManager, opened: Case, itemId: string): Promise<void> {
    const item = this.cases.item(opened, itemId);
    if (item.state === 'received' && opened.request.identification !== null)
      await this.cases.move(tx, item, 'in-progress');
    if (item.state !== 'in-progress' || item.decided !== null) return;
    const { customerId } = opened.request;
    const file = customerId === null ? null : await this.files.load(tx, customerId, { lock: true });
    if (file === null) return this.fulfilment.answerNoData(tx, opened, item);
    if (item.right === 'rectification' && opened.file.corrections.length === 0) {
      return this.cases.move(tx, item, 'awaiting-clarification');
    }
    const plan = await this.gate.pass(tx, opened, item, file);
    if (plan === null) return;
    if (item.right === 'erasure' && (await this.mustWait(tx, item, customerId!))) return;
    await this.fulfilment.fulfil(tx, opened, item, await this.answers.subject(tx, file), plan);
  }

  /** The person's copies are handed over before anything of them is erased (Art. 15: no deleting to avoid disclosure). */
  private async mustWait(tx: EntityManager, item: RequestItem, customerId: string): Promise<boolean> {
    const open = await openItemsOf(tx, customerId, ['access', 'portability', 'rectification']);
    return open.some(({ id }) => id !== item.id);
  }
}

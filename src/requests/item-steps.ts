import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { PersonFiles } from '../customers/person-file.js';
import { type Case, Cases } from './cases.js';
import { Fulfilment } from './fulfilment.js';
import { RequestItem } from './request-item.entity.js';
import { ApprovalGate } from './approval-gate.js';
import { Waits } from './waits.js';

/** A copy reads the values of records in batches, since nobody knows how many they are. */
const loadingFor = ({ right }: RequestItem) =>
  ({ lock: true, values: right === 'access' || right === 'portability' ? 'personal' : 'all' }) as const;

/** One item, one transaction, one step. */
@Injectable()
export class ItemSteps {
  constructor(
    private readonly cases: Cases,
    private readonly files: PersonFiles,
    private readonly fulfilment: Fulfilment,
    private readonly gate: ApprovalGate,
    private readonly waits: Waits,
  ) {}

  async advance(tx: EntityManager, opened: Case, itemId: string): Promise<void> {
    const item = this.cases.item(opened, itemId);
    if (item.state === 'received' && opened.request.identification !== null)
      await this.cases.move(tx, item, 'in-progress');
    if (item.state !== 'in-progress' || item.decided !== null) return;
    const { customerId } = opened.request;
    const file = customerId === null ? null : await this.files.load(tx, customerId, loadingFor(item));
    if (item.carriedOutAt !== null)
      return this.fulfilment.resume(tx, opened, item, file && (await this.files.subject(tx, file)));
    if (file === null) return this.fulfilment.answerNoData(tx, opened, item);
    if (item.right === 'rectification' && opened.file.corrections.length === 0) {
      return this.cases.move(tx, item, 'awaiting-clarification');
    }
    const plan = await this.gate.pass(tx, opened, item, file);
    if (plan === null) return;
    if (await this.waits.hold(tx, opened, item, { file, plan })) return;
    await this.fulfilment.fulfil(tx, opened, item, await this.files.subject(tx, file), plan);
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnswerWriter } from '../answers/answer-writer.js';
import { Clock } from '../clock.js';
import { Erasure } from '../customers/erasure.js';
import type { Subject } from '../customers/person-file.js';
import type { Facts } from '../domain/facts.js';
import type { HashedPlan } from '../planning/planning.js';
import { changed, RecipientTelling } from '../recipients/recipient-telling.js';
import { Cases } from './cases.js';
import { DeferredAction } from './deferred-action.entity.js';
import { awaitsEnd, erased } from './erasing.js';
import { Request } from './request.entity.js';

/** What the end of a hold does, in the transaction that saw it end. */
@Injectable()
export class DeferredEffects {
  constructor(
    private readonly erasure: Erasure,
    private readonly answers: AnswerWriter,
    private readonly telling: RecipientTelling,
    private readonly cases: Cases,
    private readonly clock: Clock,
  ) {}

  /** What the person demanded beyond erasure counts for this part too; of several cases the newest that says so. */
  async demanded(tx: EntityManager, actions: readonly DeferredAction[]): Promise<Pick<Facts, 'demand'>> {
    const requestIds = [...new Set(actions.map(({ requestId }) => requestId))].reverse();
    for (const id of requestIds) {
      // The file of the case may have gone meanwhile, and the demand with it.
      if (!(await tx.existsBy(Request, { id }))) continue;
      const { demand } = (await this.cases.load(tx, id)).file;
      if (demand !== undefined) return { demand };
    }
    return {};
  }

  async carryOut(
    tx: EntityManager,
    actions: readonly DeferredAction[],
    subject: Subject,
    plan: HashedPlan,
  ): Promise<void> {
    const kept = plan.data.filter(({ outcome }) => outcome === 'keep');
    if (!awaitsEnd(kept)) {
      for (const action of actions.filter(({ secondLetter }) => secondLetter))
        await this.writeSecondLetter(tx, action, subject, plan);
    }
    await this.tellRecipients(tx, actions[0]!, subject, plan);
    await this.erasure.apply(tx, subject.file, plan, {
      actor: 'system',
      requestId: actions[0]!.requestId,
      reason: 'hold-ended',
    });
    if (kept.length === 0) await this.done(tx, actions);
  }

  async done(tx: EntityManager, actions: readonly DeferredAction[]): Promise<void> {
    for (const { id } of actions)
      await tx.update(DeferredAction, id, { state: 'done', doneAt: this.clock.now() });
  }

  /** Art. 19 holds for this part too, also when the file of the case has gone meanwhile. */
  private async tellRecipients(
    tx: EntityManager,
    { requestId, itemId }: DeferredAction,
    subject: Subject,
    plan: HashedPlan,
  ): Promise<void> {
    const there = await tx.existsBy(Request, { id: requestId });
    const key = there ? (await this.cases.load(tx, requestId, { lock: true })).key : null;
    const effect = { requestId, itemId, right: 'erasure', planHash: plan.planHash, subject, key } as const;
    await this.telling.tell(tx, effect, changed(erased(plan), 'erased'));
  }

  private async writeSecondLetter(
    tx: EntityManager,
    action: DeferredAction,
    subject: Subject,
    plan: HashedPlan,
  ): Promise<void> {
    const opened = await this.cases.load(tx, action.requestId);
    const state = erased(plan).length === plan.data.length ? 'fulfilled' : 'partly-fulfilled';
    await this.answers.write(
      tx,
      opened,
      this.cases.item(opened, action.itemId),
      { kind: 'second-letter', state },
      subject,
      plan,
    );
    await tx.update(DeferredAction, action.id, { secondLetter: false });
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Answering } from '../answers/answer-writer.js';
import type { Actor } from '../audit/audit-log.js';
import type { ReturnedData } from '../answers/copy-input.js';
import type { Subject } from '../customers/person-file.js';
import type { Right } from '../domain/category.js';
import { prohibitedBy } from '../domain/objection.js';
import type { HashedPlan } from '../planning/planning.js';
import { type Case } from './cases.js';
import { ConfirmedAnswers } from './confirmed-answers.js';
import { Copying } from './copying.js';
import { Correcting } from './correcting.js';
import { Erasing } from './erasing.js';
import { keepPlan } from './plan-pages.js';
import type { RequestItem } from './request-item.entity.js';
import { Restricting } from './restricting.js';

/** What carrying out a right did, beyond the plan: the part of the answer only the doing knows. */
export type Carried = Omit<Answering, 'kind'>;

export interface Carrying {
  readonly tx: EntityManager;
  readonly opened: Case;
  readonly item: RequestItem;
  readonly subject: Subject;
  readonly plan: HashedPlan;
  /** What other systems returned for the copy. */
  readonly returned: readonly ReturnedData[];
}

/** Carries out one right for one person in the caller's transaction, and writes its answer there too. */
@Injectable()
export class Fulfilment {
  private readonly carryOut: Readonly<Record<Right, (work: Carrying) => Promise<Carried | null>>>;

  constructor(
    copying: Copying,
    private readonly correcting: Correcting,
    restricting: Restricting,
    erasing: Erasing,
    private readonly answers: ConfirmedAnswers,
  ) {
    this.carryOut = {
      access: (work) => copying.access(work),
      portability: (work) => copying.portability(work),
      rectification: (work) => correcting.carryOut(work),
      restriction: (work) => restricting.carryOut(work),
      objection: (work) => restricting.object(work),
      erasure: (work) => erasing.carryOut(work),
    };
  }

  async fulfil(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    subject: Subject,
    plan: HashedPlan,
  ): Promise<void> {
    const returned = await this.answers.returned(tx, opened, item);
    const work = { tx, opened, item, subject, plan, returned };
    const carried = await this.carryOut[item.right](work);
    // Under way: whatever ends it nudges the case.
    if (carried === null) return;
    await this.answers.answer(work, carried);
  }

  /** What was carried out already is answered once nothing else is waited for. */
  resume(...[tx, opened, item, subject]: Parameters<ConfirmedAnswers['resume']>): Promise<void> {
    return this.answers.resume(tx, opened, item, subject);
  }

  /**
   * Refuses. An erasure that only holds stand against is carried out as its plan says: everything is kept, restricted,
   * and goes when the holds end; the letter then tells it datum by datum (Art. 17(3)).
   */
  async refuse(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    answering: Answering,
    about: { subject: Subject; plan: HashedPlan } | null,
    {
      actor,
      perDatum,
      recordStatement = false,
    }: { actor: Actor; perDatum: boolean; recordStatement?: boolean },
  ): Promise<void> {
    if (about !== null && item.right === 'rectification') {
      const corrections = await this.correcting.refuse(
        { tx, opened, item, ...about, returned: [] },
        recordStatement,
        actor,
      );
      return this.answers.atOnce(tx, opened, item, { ...answering, corrections }, about, actor);
    }
    if (about === null || item.right !== 'erasure' || !perDatum)
      return this.answers.atOnce(tx, opened, item, answering, about, actor);
    const { plan } = about;
    await keepPlan(tx, item, plan);
    const carried = await this.carryOut.erasure({ tx, opened, item, ...about, returned: [] });
    await this.answers.atOnce(tx, opened, item, { ...answering, ...carried, kind: 'decision' }, about, actor);
  }

  /** Nothing is held of anyone who fits: a negative answer is an answer (Art. 12(3), 15(1)). */
  async answerNoData(tx: EntityManager, opened: Case, item: RequestItem): Promise<void> {
    // An objection needs nobody in the register: the address is kept out of marketing all the same.
    const stopped = item.right === 'objection' && opened.file.email !== null;
    const answering = stopped
      ? ({
          kind: 'decision',
          state: 'fulfilled',
          marketingStopped: true,
          prohibited: prohibitedBy(opened.file.objectsTo),
        } as const)
      : ({ kind: 'no-data', state: 'fulfilled' } as const);
    await this.answers.atOnce(tx, opened, item, answering);
  }
}

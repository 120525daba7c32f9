import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonFile } from '../customers/person-file.js';
import type { Right } from '../domain/category.js';
import { weighedIn } from '../domain/objection.js';
import type { Plan } from '../domain/plan.js';
import { Policies } from '../registers/policies.js';
import type { Case } from './cases.js';
import { Repetitions } from './repetitions.js';
import type { RequestItem } from './request-item.entity.js';

/** Rights answered without anybody's approval, of which too many may be refused or cost a fee (Art. 12(5)). */
const COPIES: readonly Right[] = ['access', 'portability'];

/** Where a human says yes before the house acts. */
@Injectable()
export class ApprovalNeed {
  constructor(
    private readonly policies: Policies,
    private readonly repetitions: Repetitions,
  ) {}

  /** Where the policy wants it, something is weighed or has to be read, or the same is asked once too often without a fee. */
  async of(
    tx: EntityManager,
    opened: Case,
    item: RequestItem,
    about: { file: PersonFile; plan: Plan },
  ): Promise<boolean> {
    const { right } = item;
    if (this.policies.of(opened.request.register).approval.includes(right)) return true;
    if (right === 'objection') return weighedIn(about.plan) !== null;
    // Nothing is sent to a place that nobody has looked at.
    if (right === 'portability' && opened.file.transmitTo) return true;
    if (right === 'access' && this.mustBeRead(opened, about.file)) return true;
    if (opened.fees.some(({ itemId, acceptedOn }) => itemId === item.id && acceptedOn !== null)) return false;
    return COPIES.includes(right) && (await this.repetitions.of(tx, opened, item)).excessive;
  }

  /** Free texts that may tell of others (Art. 15(4)), where the policy wants them read first. */
  private mustBeRead({ request }: Case, { data }: PersonFile): boolean {
    const { redactionReview = [] } = this.policies.of(request.register);
    return data.some(({ category }) => redactionReview.includes(category));
  }
}
